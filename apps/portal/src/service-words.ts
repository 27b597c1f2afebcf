import type { ServiceVersion } from '@einwohnerportal/cases';
import type { Translate } from '@einwohnerportal/forms';

/** Texts of a service in the language of the page, or in German where the service does not have it. */
export interface ServiceWords {
  t: Translate;
  lang: string;
  /** True when German stands in for the asked language: it is marked and said. */
  fallback: boolean;
}

export function serviceWords(version: ServiceVersion, lang: string, key = 'service.title'): ServiceWords {
  if (lang === 'de' || version.hasOwnText(lang, key)) return { t: version.texts(lang), lang, fallback: false };
  return { t: version.texts('de'), lang: 'de', fallback: true };
}

const complete = new Map<string, boolean>();

/** True when some text of the form exists only in German. */
export function formFallsBack(version: ServiceVersion, lang: string): boolean {
  if (lang === 'de') return false;
  const key = `${version.hash} ${lang}`;
  let found = complete.get(key);
  if (found === undefined) {
    found = version.form.textKeys().every((each) => !each.startsWith('form.') || version.hasOwnText(lang, each) || !version.hasOwnText('de', each));
    complete.set(key, found);
  }
  return !found;
}
