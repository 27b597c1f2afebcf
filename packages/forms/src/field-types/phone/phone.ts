import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

function normal(text: string): string | null {
  const line = oneLine(text).replace(/^tel:/i, '');
  if (!/^\+?[\d\s().\-‑–/']+$/.test(line)) return null;
  const bare = line
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+');
  const international = bare.startsWith('+') ? bare : /^0[1-9]\d{8}$/.test(bare) ? `+41${bare.slice(1)}` : null;
  if (international === null) return null;
  if (international.startsWith('+41')) return /^\+41[1-9]\d{8}$/.test(international) ? international : null;
  return /^\+[1-9]\d{6,14}$/.test(international) ? international : null;
}

/** A telephone number, Swiss or with country code. Normal form: E.164, `+41412101234`. */
export const phone: FieldType = {
  id: 'phone',
  widget: 'line',
  look: { inputmode: 'tel', input: 'tel', width: 'medium' },
  missing: 'text',
  parse(typed) {
    if (oneLine(typed.text()) === '') return { value: null };
    const value = normal(typed.text());
    return value === null ? { problem: 'phone' } : { value };
  },
  check: (value) => (typeof value === 'string' && /^\+\d{7,15}$/.test(value) && normal(value) === value ? null : 'phone'),
  typed: (value) => ({ '': phoneWords(plainText(value)) }),
  display: (value) => [phoneWords(plainText(value))],
};

function phoneWords(number: string): string {
  const swiss = /^\+41(\d{2})(\d{3})(\d{2})(\d{2})$/.exec(number);
  return swiss ? `+41 ${swiss[1]} ${swiss[2]} ${swiss[3]} ${swiss[4]}` : number;
}
