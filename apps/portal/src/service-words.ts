import type { ServiceVersion } from '@einwohnerportal/cases';
import type { Translate } from '@einwohnerportal/forms';

/** Texts of a service in the language of the page, or in the one it is written in where it does not have that. */
export interface ServiceWords {
  t: Translate;
  lang: string;
  /** True when another language stands in for the asked one: it is marked and said. */
  fallback: boolean;
}

export function serviceWords(version: ServiceVersion, lang: string, key = 'service.title'): ServiceWords {
  if (version.hasOwnText(lang, key)) return { t: version.texts(lang), lang, fallback: false };
  return { t: version.texts(version.written), lang: version.written, fallback: true };
}

/** True when a text of these questions exists only in the language the service is written in; names are those of the form, e.g. `documentLanguage`. */
export function lacksOwnTexts(version: ServiceVersion, lang: string, names: readonly string[]): boolean {
  if (lang === version.written) return false;
  return version.form
    .textKeys()
    .some(
      (key) =>
        names.some((name) => key.startsWith(`form.${name}.`)) && version.hasOwnText(version.written, key) && !version.hasOwnText(lang, key),
    );
}
