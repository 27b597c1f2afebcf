import { plainText } from '../field-type.ts';
import { oneLine } from '../../typed-text.ts';

const plain = /^-?\d{1,15}(\.\d{1,9})?$/;

/**
 * A number as people write it (`1'200,50`, `1 200.5`, `−3`) in plain decimal form (`1200.50`); null when it is none.
 * A comma is the decimal sign; a dot is too, unless it stands before each group of three digits together with a comma.
 */
export function plainNumber(text: string): string | null {
  if (plain.test(text)) return text;
  let bare = oneLine(text)
    .replace(/[\s'’]/g, '')
    .replace(/^[−–]/, '-');
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(bare)) bare = bare.replaceAll('.', '');
  bare = bare.replace(',', '.').replace(/^\+/, '');
  return plain.test(bare) ? bare : null;
}

/** A number in the writing of the language, without groups below 10 000. */
export function writtenNumber(value: unknown, lang: string): string {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? new Intl.NumberFormat(lang, { maximumFractionDigits: 9 }).format(number) : plainText(value);
}
