import { fieldType } from './field-types/index.ts';
import { FormError } from './errors.ts';
import { typed } from './typed-text.ts';

/**
 * Reads one typed text as a type of the forms does, for pages that are no form: its normal form, null for nothing typed, or the code of
 * what is wrong (text key `forms.invalid.<code>`).
 * @throws FormError `type-unknown` for a name that is no type
 */
export function readValue(type: string, text: string, today: string): { value: string | null } | { problem: string } {
  const found = fieldType(type);
  if (!found) throw new FormError('type-unknown', `expected the name of a field type, got "${type}"`);
  const parsed = found.parse(typed(text), { lines: 'one', today });
  if ('problem' in parsed) return { problem: parsed.problem };
  return { value: typeof parsed.value === 'string' && parsed.value !== '' ? parsed.value : null };
}
