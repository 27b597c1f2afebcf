import { plainText, locale } from '../field-type.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${Object.keys(options).join()}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale(lang), { ...options, timeZone: 'UTC' })));
  return found;
}

/** A (partial) date in long words of the language: `14. Juni 1985`, `Juni 1985`, `1985`. Other values come back as they are. */
export function longDate(value: unknown, lang: string): string {
  if (typeof value !== 'string' || !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value)) return plainText(value);
  const [year, month, day] = value.split('-');
  if (month === undefined) return value;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  if (Number.isNaN(date.getTime())) return value;
  return day === undefined
    ? format(lang, { month: 'long', year: 'numeric' }).format(date)
    : format(lang, { day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}
