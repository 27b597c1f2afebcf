import { hasControlCharacters, manyLines, oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** Text of one or several lines. Normal form: NFC without blanks around. */
export const text: FieldType = {
  id: 'text',
  widget: 'line',
  missing: 'text',
  parse(typed, { lines }) {
    const raw = typed.text();
    if (hasControlCharacters(raw, lines)) return { problem: 'characters' };
    const value = lines === 'many' ? manyLines(raw) : oneLine(raw);
    return { value: value === '' ? null : value };
  },
  check: (value) => (typeof value === 'string' && !hasControlCharacters(value, 'many') ? null : 'text'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => (typeof value === 'object' ? [] : plainText(value).split('\n')),
};
