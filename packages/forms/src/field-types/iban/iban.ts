import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const lengths: Record<string, number> = { CH: 21, LI: 21, DE: 22, AT: 20, FR: 27, IT: 27 };

/** ISO 13616: the rearranged number modulo 97 is 1; the length is checked where it is known. */
function valid(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const length = lengths[iban.slice(0, 2)];
  if (length !== undefined && iban.length !== length) return false;
  let rest = 0;
  const turned = iban.slice(4) + iban.slice(0, 4);
  for (let at = 0; at < turned.length; at++) {
    // A digit counts itself, A is 10, Z is 35.
    const code = turned.charCodeAt(at);
    rest = (code < 65 ? rest * 10 + code - 48 : rest * 100 + code - 55) % 97;
  }
  return rest === 1;
}

/** A bank account number (ISO 13616). Normal form: capitals and digits without blanks. */
export const iban: FieldType = {
  id: 'iban',
  widget: 'line',
  look: { width: 'long' },
  missing: 'text',
  parse(typed) {
    const bare = oneLine(typed.text())
      .replace(/[\s.\-‑–]/g, '')
      .toUpperCase();
    if (bare === '') return oneLine(typed.text()) === '' ? { value: null } : { problem: 'iban' };
    return valid(bare) ? { value: bare } : { problem: 'iban' };
  },
  check: (value) => (typeof value === 'string' && valid(value) ? null : 'iban'),
  typed: (value) => ({ '': typeof value === 'string' ? grouped(value) : '' }),
  display: (value) => [grouped(plainText(value))],
};

function grouped(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
