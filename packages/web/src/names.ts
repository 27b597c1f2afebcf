import type { Authority } from '@einwohnerportal/cases';

/** Name of an authority in a language, else in German. */
export function authorityName(authority: Authority, lang: string): string {
  return inLanguage(authority.names, lang) || authority.id;
}

/** A text by language: the language itself, its base language, German. */
export function inLanguage(texts: Record<string, string>, lang: string): string {
  return texts[lang] ?? texts[lang.split('-')[0] ?? lang] ?? texts['de'] ?? '';
}
