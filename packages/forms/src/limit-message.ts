import { Decimal } from 'decimal.js';
import { longDate } from './field-types/date/date-words.ts';
import { locale, plainText } from './field-types/field-type.ts';
import type { Field } from './model.ts';
import type { Tree } from './names.ts';
import { invalidText, labelText } from './texts-of-field.ts';
import { characters } from './typed-text.ts';
import type { FormContext } from './types.ts';

/** What to say of a value outside the limits of its field; null when it is inside. */
export function limitMessage(field: Field, value: unknown, scope: Tree, context: FormContext): string | null {
  return (
    lengthMessage(field, value, context) ??
    numberMessage(field, value, context) ??
    dayMessage(field, value, scope, context) ??
    shapeMessage(field, value, context)
  );
}

function lengthMessage({ limits, label: block, type }: Field, value: unknown, { t }: FormContext): string | null {
  const { minLength, maxLength } = limits;
  if (minLength === undefined && maxLength === undefined) return null;
  if (typeof value === 'string') {
    // There are never more characters than units of the text.
    if (value.length <= (maxLength ?? 0) && minLength === undefined) return null;
    const label = labelText(t, block);
    const count = characters(value);
    if (maxLength !== undefined && count > maxLength) return t('forms.tooLong', { label, max: maxLength, over: count - maxLength });
    if (minLength !== undefined && type.id === 'text' && count < minLength) return t('forms.tooShort', { label, min: minLength });
  }
  if (Array.isArray(value) && maxLength !== undefined && value.length > maxLength)
    return t('forms.tooMany', { label: labelText(t, block), max: maxLength });
  return null;
}

/** Compared as exact decimals: an amount is text. */
function numberMessage({ limits, label: block, type }: Field, value: unknown, { t }: FormContext): string | null {
  const { min, max, step } = limits;
  if (min === undefined && max === undefined && step === undefined) return null;
  if (typeof value === 'number' && step === undefined && value >= (min ?? value) && value <= (max ?? value)) return null;
  if (type.missing !== 'number' || !/^-?\d+(\.\d+)?$/.test(plainText(value))) return null;
  const label = labelText(t, block);
  const number = new Decimal(plainText(value));
  const written = (limit: number) => new Intl.NumberFormat(locale(t.lang), { maximumFractionDigits: 9 }).format(limit);
  if (min !== undefined && number.lt(min)) return t('forms.tooSmall', { label, min: written(min) });
  if (max !== undefined && number.gt(max)) return t('forms.tooBig', { label, max: written(max) });
  if (step === undefined || number.mod(step).isZero()) return null;
  if (type.id === 'money' && step === '0.05') return t('forms.invalid.moneyFive', { label });
  return t('forms.wrongStep', { label, step: written(Number(step)) });
}

function dayMessage({ limits, label: block }: Field, value: unknown, scope: Tree, context: FormContext): string | null {
  if (typeof value !== 'string' || (!limits.earliest && !limits.latest)) return null;
  const { t } = context;
  const label = labelText(t, block);
  const day = (limit: typeof limits.earliest) => {
    const found = limit?.evaluate(scope, context);
    return typeof found === 'string' && /^\d{4}-\d{2}-\d{2}/.test(found) ? found.slice(0, 10) : null;
  };
  const [earliest, latest] = [day(limits.earliest), day(limits.latest)];
  // A partial date is compared as far as it is known.
  const known = value.slice(0, 10);
  if (earliest !== null && known < earliest.slice(0, known.length)) return t('forms.tooEarly', { label, day: longDate(earliest, t.lang) });
  if (latest !== null && known > latest.slice(0, known.length)) return t('forms.tooLate', { label, day: longDate(latest, t.lang) });
  return null;
}

function shapeMessage({ limits, label, type }: Field, value: unknown, context: FormContext): string | null {
  if (typeof value !== 'string') return null;
  if (limits.pattern && !limits.pattern.matches(value)) return invalidText(context, label, 'pattern');
  if (limits.countries && type.id === 'iban' && !limits.countries.includes(value.slice(0, 2)))
    return context.t('forms.ibanCountry', { countries: limits.countries.join(', ') });
  return null;
}
