import { createTexts, readTexts, type Texts } from '@einwohnerportal/cases';
import { WebError } from './errors.ts';
import type { Language } from './languages.ts';

/**
 * An application's own texts in all its languages; `zone` is for dates inside messages.
 * @throws WebError `texts-incomplete` when a language has no file
 */
export async function readInterfaceTexts(folder: URL, languages: readonly Language[], zone: string): Promise<Texts> {
  const trees = await readTexts(folder);
  const missing = languages.filter((lang) => !trees[lang]);
  if (missing.length > 0)
    throw new WebError('texts-incomplete', `expected a text file of every language, got none of ${missing.join(', ')}`);
  return createTexts([trees], { zone });
}
