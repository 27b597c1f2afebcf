import { fieldType } from './field-types/index.ts';
import { plainText } from './field-types/field-type.ts';
import { asList, personChoices, personLabel } from './field-types/person-ref/person-label.ts';
import type { Field } from './model.ts';
import { valueAt, type Tree } from './names.ts';
import { offeredAdds } from './spots.ts';
import type { FormContext } from './types.ts';

/** One choice with its words. */
export interface Choice {
  value: string;
  label: string;
}

/** Choices of a field with these names; `names` includes the row when the field stands in one. */
export function choicesOf(field: Field, names: Tree, context: FormContext): Choice[] {
  const { t } = context;
  if (field.choices?.from === 'values') return field.choices.values.map(({ value, label }) => ({ value, label: t(label) }));
  if (field.type.id === 'personRefs' || field.type.id === 'personRef') return persons(field, names, context);
  if (field.choices === null) return field.type.choices?.({ t, names }) ?? [];
  const { expression, setting } = field.choices;
  return asList(expression.evaluate(names, context)).flatMap((each) => choiceOf(each, setting, field, names, context));
}

function choiceOf(each: unknown, setting: string | null, field: Field, names: Tree, context: FormContext): Choice[] {
  const { t } = context;
  if (typeof each === 'object' && each !== null) {
    const { value, label } = each as Record<string, unknown>;
    if (value === undefined || value === null) return [];
    const words =
      typeof label === 'string' ? (t.has(label) ? t(label) : label) : labelOfCode(plainText(value), setting, field, names, context);
    return [{ value: plainText(value), label: words }];
  }
  if (each === null || each === undefined) return [];
  return [{ value: plainText(each), label: labelOfCode(plainText(each), setting, field, names, context) }];
}

function labelOfCode(code: string, setting: string | null, field: Field, names: Tree, { t }: FormContext): string {
  const keys = [setting === null ? null : `settings.${setting}.${code}`, `${field.label}.options.${code}`];
  for (const key of keys) if (key !== null && t.has(key)) return t(key);
  const type = field.type.id === 'choice' || field.type.id === 'choices' ? fieldType('text')! : field.type;
  return type.display(code, { t, names }).join(' ');
}

function persons(field: Field, names: Tree, context: FormContext): Choice[] {
  const { t } = context;
  const listed =
    field.choices === null
      ? valueAt(names, 'household.choices')
      : field.choices.from === 'expression'
        ? field.choices.expression.evaluate(names, context)
        : [];
  const choices = personChoices(listed, t);
  const self = valueAt(names, 'person.ref');
  if (choices.length === 0 && typeof self === 'string') {
    const person = valueAt(names, 'person');
    choices.push({ value: self, label: personLabel(typeof person === 'object' && person !== null ? person : {}, t) || t('forms.myself') });
  }
  const added = personChoices(valueAt(names, 'household.added'), t);
  const seen = new Set<string>();
  // Where persons are added they have rows of their own; elsewhere they are choices like the others.
  if (offeredAdds(field, names)) for (const { value } of added) seen.add(value);
  else choices.push(...added);
  return choices.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** Words of a value in a list of choices, or the type's own words. */
export function wordsOf(field: Field, value: unknown, names: Tree, context: FormContext): string[] {
  const show = { t: context.t, names };
  if ((field.type.widget !== 'one-of' && field.type.widget !== 'some-of') || (field.choices === null && field.type.open))
    return field.type.display(value, show);
  const choices = choicesOf(field, names, context);
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap(
    (each) =>
      choices.find((choice) => choice.value === plainText(each))?.label ?? field.type.display(Array.isArray(value) ? [each] : each, show),
  );
}
