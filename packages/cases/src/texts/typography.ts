/** Narrow space that no line breaks at (U+202F). */
const FINE = '\u202f';
const FRENCH_MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const ITALIAN_MONTHS = 'gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre';
const ITALIAN_WEEKDAYS = 'lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica';
const BEFORE_VOWEL: Record<string, string> = { il: 'l’', Il: 'L’', dal: 'dall’', al: 'all’', del: 'dell’' };
const BEFORE_WEEKDAY: Record<string, string> = { il: '', dal: 'da ', al: 'a ', del: 'di ' };

const frenchFirst = new RegExp(`(?<![\\d.])1 (?=(?:${FRENCH_MONTHS})(?!\\p{L}))`, 'gu');
const italianFirst = new RegExp(`(?<![\\d.])1 (?=(?:${ITALIAN_MONTHS})(?!\\p{L}))`, 'gu');
const italianVowel = new RegExp(`(?<!\\p{L})(il|Il|dal|al|del) (?=(?:8|11) (?:${ITALIAN_MONTHS}))`, 'gu');
const italianWeekday = new RegExp(`(?<!\\p{L})(il|dal|al|del) (?=(?:${ITALIAN_WEEKDAYS}) \\d)`, 'gu');

/**
 * A French message with the spaces of French typography: a fine one that never breaks before ; : ! ? » and after «, whatever space was typed
 * (Federal Chancellery, «Instructions pour la présentation des textes officiels en français»). What people wrote is not changed.
 */
export function fineSpaces(message: string): string {
  return message.replace(/[ \u00a0]([;:!?»])(?!:)/g, `${FINE}$1`).replace(/«[ \u00a0]/g, `«${FINE}`);
}

/** Days as a sentence of that language says them: «1er mars», «1° marzo», «l’8 marzo», «entro mercoledì 3 marzo». */
export function daysInSentence(text: string, lang: string): string {
  if (lang === 'fr') return text.replace(frenchFirst, '1er ');
  if (lang !== 'it') return text;
  return text
    .replace(italianWeekday, (_, article: string) => BEFORE_WEEKDAY[article]!)
    .replace(italianVowel, (_, article: string) => BEFORE_VOWEL[article]!)
    .replace(italianFirst, '1° ');
}

/** For texts whose every character costs (SMS): ordinary spaces alone. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

/** Whether a value put into a sentence begins with a weekday, as days in words do. */
export function beginsWithWeekday(value: unknown): boolean {
  return typeof value === 'string' && italianDay.test(value);
}

const italianDay = new RegExp(`^(?:${ITALIAN_WEEKDAYS}) \\d`, 'u');
