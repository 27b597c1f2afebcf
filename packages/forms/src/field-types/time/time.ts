import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const typedTime = /^(\d{1,2})(?:\s*[.:h]\s*(\d{2})?)?\s*(?:uhr|h)?$/i;

/** A time of day. Normal form: `HH:MM`. */
export const time: FieldType = {
  id: 'time',
  widget: 'line',
  look: { width: 'short' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const found = typedTime.exec(line) ?? /^(\d{2})(\d{2})$/.exec(line);
    const [hours, minutes] = [Number(found?.[1] ?? 99), Number(found?.[2] ?? 0)];
    if (hours > 23 || minutes > 59) return { problem: 'time' };
    return { value: `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` };
  },
  check: (value) => (typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : 'time'),
  typed: (value) => ({ '': typeof value === 'string' ? value.replace(':', '.').replace(/^0/, '') : '' }),
  display: (value, { t }) => [t('forms.time', { time: plainText(value).replace(/^0/, '').replace(':', '.') })],
};
