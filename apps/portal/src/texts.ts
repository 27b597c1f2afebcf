import { createTexts, readTexts, type Texts } from '@einwohnerportal/cases';
import { LANGUAGES } from './languages.ts';
import { PortalError } from './errors.ts';

const FOLDER = new URL('../texts/', import.meta.url);

/**
 * The portal's own texts in all languages; `zone` is for dates inside messages.
 * @throws PortalError `texts-incomplete` when a language has no file
 */
export async function readInterfaceTexts(zone: string): Promise<Texts> {
  const trees = await readTexts(FOLDER);
  const missing = LANGUAGES.filter((lang) => !trees[lang]);
  if (missing.length > 0) throw new PortalError('texts-incomplete', `expected a text file of every language, got none of ${missing.join(', ')}`);
  return createTexts([trees], { zone });
}
