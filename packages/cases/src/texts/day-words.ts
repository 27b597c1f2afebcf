import { formatLocale } from './message.ts';
import { daysInSentence } from './typography.ts';

/** Swiss French and Italian of `Intl` put a comma after the weekday, which no sentence wants («jusqu’au mercredi 25 novembre»). */
const DAY_LOCALES: Record<string, string> = { en: 'en-GB', fr: 'fr-FR', it: 'it-IT' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** An ISO date in words with the weekday: «Mittwoch, 25. November 2026». For display only. */
export function dayWords(iso: string, lang: string): string {
  let format = formats.get(lang);
  if (!format)
    formats.set(
      lang,
      (format = new Intl.DateTimeFormat(DAY_LOCALES[lang] ?? formatLocale(lang), {
        timeZone: 'UTC',
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
      })),
    );
  const words = format.format(new Date(`${iso}T12:00:00Z`));
  return daysInSentence(words, lang);
}
