import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { parse } from 'yaml';
import type { Translate } from '../types.ts';

/** Root of the repository. */
export const root = join(import.meta.dirname, '../../../..');

function flatten(tree: unknown, prefix: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(tree as object)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) flatten(value, `${prefix}${key}.`, into);
    else into.set(prefix + key, String(value));
  }
}

/** Texts of the forms, of the vocabulary and of given folders, for tests. Every key asked for and not found is noted. */
export function translateFrom(
  lang: string,
  folders: string[],
  own: object = {},
): Translate & { missing: Set<string>; keys: Map<string, string> } {
  const texts = new Map<string, string>();
  for (const folder of ['packages/forms/texts', 'capabilities/vocabulary/texts', ...folders]) {
    flatten(parse(readFileSync(join(root, folder, `${lang}.yaml`), 'utf8')), '', texts);
  }
  flatten(own, '', texts);
  const missing = new Set<string>();
  const translate = (key: string, args: Record<string, unknown> = {}) => {
    const text = texts.get(key);
    if (text === undefined) missing.add(key);
    return text === undefined ? key : String(new IntlMessageFormat(text, 'de-CH', undefined, { ignoreTag: true }).format(args as never));
  };
  return Object.assign(translate, { has: (key: string) => texts.has(key), lang, missing, keys: texts }) as never;
}

/** A JSON file of the repository. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}
