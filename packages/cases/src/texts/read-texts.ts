import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { TextTree } from './flatten.ts';

/**
 * Reads the `<lang>.yaml` files of a folder, e.g. the interface texts of an app, as one layer for `createTexts`.
 * @throws Error of the file system or of YAML; an app must not start with unreadable texts
 */
export async function readTexts(folder: URL | string): Promise<Record<string, TextTree>> {
  const trees: Record<string, TextTree> = {};
  const base = folder instanceof URL ? folder : new URL(`file://${folder.endsWith('/') ? folder : `${folder}/`}`);
  const names = (await readdir(base)).filter((name) => name.endsWith('.yaml')).sort();
  for (const name of names) {
    const text = await readFile(new URL(name, base), 'utf8');
    trees[name.slice(0, -'.yaml'.length)] = (parse(text, { version: '1.2', uniqueKeys: true }) ?? {}) as TextTree;
  }
  return trees;
}
