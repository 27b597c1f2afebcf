import type { Parsed } from './field-types/field-type.ts';
import type { Field } from './model.ts';
import { typedAt } from './posted.ts';
import type { FormContext } from './types.ts';

/** A value or a problem by full name, as parsed. */
export type ParsedAt = Map<string, Parsed>;

/** Parses what was typed for one field; `read` gives the texts posted under a control name. */
export function parseField(
  field: Field,
  name: string,
  read: (name: string) => readonly string[] | undefined,
  context: FormContext,
): Parsed {
  return field.type.parse(typedAt(read, name), { lines: field.component === 'textarea' ? 'many' : 'one', today: context.today });
}
