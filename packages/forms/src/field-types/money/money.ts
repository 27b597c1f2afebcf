import { oneLine } from '../../typed-text.ts';
import { plainNumber } from '../decimal/number-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** An amount of francs. Normal form: decimal text with two decimals, `12.50`. */
export const money: FieldType = {
  id: 'money',
  widget: 'line',
  look: { inputmode: 'decimal', width: 'amount' },
  missing: 'number',
  parse(typed) {
    const line = oneLine(typed.text());
    const bare = /^\d/.test(line) && /\d$/.test(line) ? line : withoutFrancs(line);
    if (bare === '') return line === '' ? { value: null } : { problem: 'money' };
    const plain = plainNumber(bare);
    if (plain === null || !/^-?\d{1,12}(\.\d{1,2})?$/.test(plain)) return { problem: 'money' };
    const [whole, cents = ''] = plain.split('.') as [string, string?];
    return { value: `${whole.replace(/^(-?)0+(?=\d)/, '$1')}.${cents.padEnd(2, '0')}` };
  },
  check: (value) => (typeof value === 'string' && /^-?\d{1,12}\.\d{2}$/.test(value) ? null : 'money'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value, { t }) => [t('forms.money', { amount: plainText(value).replace(/\.00$/, '') })],
};

/** Without the words and dashes of francs around it. */
function withoutFrancs(line: string): string {
  return line
    .replace(/^(fr\.?|chf|sfr\.?)\s*/i, '')
    .replace(/\s*(franken|francs?|franchi|fr\.?|chf)$/i, '')
    .replace(/[.,]\s*[–—-]{1,2}$/, '');
}
