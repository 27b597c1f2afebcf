import { oneLine, typed as typedTexts } from '../../typed-text.ts';
import { dateBoxes, isDate, parseDate } from '../date/parse-date.ts';
import { longDate } from '../date/date-words.ts';
import { plainText, type FieldType } from '../field-type.ts';
import { time } from '../time/time.ts';

const shape = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})/;

/** A day and a time of day, as the clock shows it here. Normal form: `2026-12-01T14:30`. */
export const dateTime: FieldType = {
  id: 'dateTime',
  widget: 'date-time',
  missing: 'date',
  parse(typed, setting) {
    const whole = oneLine(typed.text());
    const parts = shape.exec(whole) ?? /^(\S+)\s+(?:um\s+|à\s+|alle\s+|at\s+)?(\S.*)$/.exec(whole);
    const clock = parts?.[2] ?? typed.text('time');
    const days = parts ? typedTexts(parts[1]!) : typed;
    const day = parseDate(days, false, setting.today);
    if ('problem' in day) return day;
    const at = time.parse(typedTexts(clock), setting);
    if (day.value === null) return oneLine(clock) === '' ? { value: null } : { problem: 'date', part: 'day' };
    if ('problem' in at || at.value === null) return { problem: 'time', part: 'time' };
    return { value: `${plainText(day.value)}T${plainText(at.value)}` };
  },
  check(value) {
    const found = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(value) : null;
    return found && isDate(found[1]) && time.check(found[2]) === null ? null : 'date';
  },
  typed(value, show) {
    const found = shape.exec(plainText(value));
    return found ? { ...dateBoxes(found[1]), time: time.typed(found[2], show)['']! } : {};
  },
  display(value, { t }) {
    const found = shape.exec(plainText(value));
    if (!found) return [plainText(value)];
    return [t('forms.dateTime', { date: longDate(found[1], t.lang), time: found[2]!.replace(/^0/, '').replace(':', '.') })];
  },
};
