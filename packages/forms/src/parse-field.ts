import type { Parsed } from './field-types/field-type.ts';
import { valueAt } from './names.ts';
import { typedAt } from './posted.ts';
import type { Spot } from './spots.ts';
import type { FormContext } from './types.ts';

/** A value or a problem by full name, as parsed. */
export type ParsedAt = Map<string, Parsed>;

// Nobody types more into one line; longer text came from a program.
const longest = 10_000;

/** Parses what was typed for one field; `read` gives the texts posted under a control name. */
export function parseField(
  { field, name, place }: Spot,
  read: (name: string) => readonly string[] | undefined,
  context: FormContext,
): Parsed {
  const typed = typedAt(read, name);
  if (typed.text().length > longest) return { problem: 'textLength' };
  return field.type.parse(typed, {
    lines: field.component === 'textarea' ? 'many' : 'one',
    today: context.today,
    names: place.scope,
    before: () => valueAt(place.earlier ?? place.values, field.name),
  });
}
