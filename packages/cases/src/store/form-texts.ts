import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import type { TextTree } from '../texts/flatten.ts';

let trees: Record<string, TextTree> | null = null;

/** Words of the form interpreter (`forms.*`), as a text layer below services. */
export function formTexts(): Record<string, TextTree> {
  const folder = new URL('./texts/', new URL('../', import.meta.resolve('@einwohnerportal/forms')));
  trees ??= Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name.slice(0, -'.yaml'.length), parse(readFileSync(new URL(name, folder), 'utf8')) as TextTree]),
  );
  return trees;
}
