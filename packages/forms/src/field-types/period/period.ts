import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const units: Record<string, RegExp> = {
  minutes: /^(min\.?|minut\w*)$/,
  hours: /^(h|std\.?|stunden?|heures?|or[ae]|hours?)$/,
  days: /^(d|tage?n?|jours?|giorn[oi]|days?)$/,
  weeks: /^(w|wochen?|semaines?|settiman[ae]|weeks?)$/,
  months: /^(m|monate?n?|mois|mes[ei]|months?)$/,
  years: /^(j|a|jahre?n?|ans?|années?|ann[oi]|years?)$/,
};

/** A length of time. Normal form: `<n> minutes|hours|days|weeks|months|years`. */
export const period: FieldType = {
  id: 'period',
  widget: 'line',
  look: { width: 'medium' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text()).toLowerCase();
    if (line === '') return { value: null };
    const found = /^(\d{1,4})\s*([\p{L}.]+)$/u.exec(line);
    const unit = Object.keys(units).find((each) => found !== null && units[each]!.test(found[2]!));
    return found && unit ? { value: `${Number(found[1])} ${unit}` } : { problem: 'period' };
  },
  check: (value) => (typeof value === 'string' && /^\d{1,4} (minutes|hours|days|weeks|months|years)$/.test(value) ? null : 'period'),
  typed: (value, { t }) => ({ '': typeof value === 'string' ? words(value, t.lang) : '' }),
  display: (value, { t }) => [words(plainText(value), t.lang)],
};

function words(value: string, lang: string): string {
  if (period.check(value) !== null) return value;
  const [count, unit = 'days'] = value.split(' ');
  const style = { style: 'unit', unit: unit.replace(/s$/, ''), unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(lang.split('-')[0], style).format(Number(count));
}
