import type { KnownNames } from '@einwohnerportal/form-import';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const folder = resolve(import.meta.dirname, '..', '..', '..', 'capabilities', 'vocabulary');

interface VocabularyFile {
  reserved: string[];
  names: Record<string, { type: string; class?: string; max?: number }>;
}
type Texts = { [key: string]: Texts | string };

async function textsOf(lang: string): Promise<Texts> {
  const text = await readFile(join(folder, 'texts', `${lang}.yaml`), 'utf8').catch(() => '');
  return ((parse(text) as { vocabulary?: Texts } | null)?.vocabulary ?? {}) as Texts;
}

/** The data vocabulary of this catalogue, as far as the importer of forms needs it. */
export async function knownNames(): Promise<KnownNames> {
  const { names, reserved } = parse(await readFile(join(folder, 'vocabulary.yaml'), 'utf8')) as VocabularyFile;
  const texts = Object.fromEntries(await Promise.all(['de', 'fr', 'it', 'en'].map(async (lang) => [lang, await textsOf(lang)] as const)));
  const entry = (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined);
  return {
    has: (name) => entry(name) !== undefined,
    type: (name) => entry(name)?.type ?? null,
    max: (name) => entry(name)?.max ?? null,
    privacy: (name) => (entry(name) ? (entry(name)?.class ?? 'p') : null),
    explained(name, lang) {
      let here: Texts | string | undefined = texts[lang];
      for (const step of [...name.split('.'), 'why']) here = typeof here === 'object' ? here[step] : undefined;
      return typeof here === 'string';
    },
    reserved: new Set([...reserved, 'tariff', ...Object.keys(names).map((name) => name.split('.')[0]!)]),
  };
}
