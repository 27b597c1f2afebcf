import { createTexts, readTexts } from '@einwohnerportal/cases';
import { WebError } from './errors.ts';
import type { Language } from './languages.ts';
import type { InterfaceTexts } from './typed-texts.ts';

/**
 * An application's own texts in all its languages; `zone` is for dates inside messages. `Keys` are those that `npm run texts` makes of this folder:
 * the check compares them with it.
 * @throws WebError `texts-incomplete` when a language has no file
 */
export async function readInterfaceTexts<Keys>(folder: URL, languages: readonly Language[], zone: string): Promise<InterfaceTexts<Keys>> {
  const trees = await readTexts(folder);
  const missing = languages.filter((lang) => !trees[lang]);
  if (missing.length > 0)
    throw new WebError('texts-incomplete', `expected a text file of every language, got none of ${missing.join(', ')}`);
  const texts = createTexts([trees], { zone });
  const inLanguage = (lang: string) => {
    const t = texts(lang);
    const word = (block: string, value: string | number): string | null => {
      const key = `${block}.${value}`;
      return t.has(key) ? t(key) : null;
    };
    return Object.assign(t, { word });
  };
  return Object.assign(inLanguage, { hasOwn: texts.hasOwn, raw: texts.raw }) as unknown as InterfaceTexts<Keys>;
}
