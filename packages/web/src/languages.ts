/** All languages of our applications in the order of the language switch; German is the source. */
export const LANGUAGES = ['de', 'fr', 'it', 'en', 'de-simple'] as const;

export type Language = (typeof LANGUAGES)[number];

const TAGS: Record<Language, string> = { de: 'de-CH', fr: 'fr-CH', it: 'it-CH', en: 'en', 'de-simple': 'de-CH-simple' };

export function isLanguage(text: string | undefined, among: readonly string[] = LANGUAGES): text is Language {
  return among.includes(text ?? '');
}

/** Value of a `lang` attribute: BCP 47, easy German with the registered variant `simple`. */
export function languageTag(lang: string): string {
  return isLanguage(lang) ? TAGS[lang] : lang;
}

/**
 * Picks a language from an `Accept-Language` header (RFC 9110, section 12.5.4), the highest weight first; German when
 * none of ours is wanted. Easy German is never guessed, it is chosen.
 */
export function negotiateLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='));
      return { base: tag.split('-')[0] ?? '', weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter((each) => each.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { base } of wanted) if (isLanguage(base)) return base;
  return 'de';
}

/** Each language in its own name, for the language switch. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  de: 'Deutsch',
  fr: 'Français',
  it: 'Italiano',
  en: 'English',
  'de-simple': 'Leichte Sprache',
};
