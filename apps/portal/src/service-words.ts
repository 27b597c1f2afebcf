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

/** True when a text of these questions exists only in German; names are those of the form, e.g. `documentLanguage`. */
export function lacksOwnTexts(version: ServiceVersion, lang: string, names: readonly string[]): boolean {
  if (lang === 'de') return false;
  return version.form
    .textKeys()
    .some(
      (key) => names.some((name) => key.startsWith(`form.${name}.`)) && version.hasOwnText('de', key) && !version.hasOwnText(lang, key),
    );
}
