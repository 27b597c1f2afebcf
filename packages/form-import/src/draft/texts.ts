import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type TextTree = { [key: string]: string | string[] | TextTree };

/** Languages a draft can be written in. */
export const draftLanguages = ['de', 'fr', 'it', 'en'] as const;

/** Sentences of every draft in one language, `‹title›` standing for the title of the form. */
export interface Words {
  /** Texts that stand in each draft under their fixed keys. */
  fixed(title: string): TextTree;
  /** A sentence of `fields` with `‹name›` filled. */
  say(key: string, values?: Record<string, string>): string;
}

function fill(node: TextTree | string | string[], values: Record<string, string>): TextTree | string | string[] {
  if (typeof node === 'string') return node.replace(/‹(\w+)›/g, (whole, name: string) => values[name] ?? whole);
  if (Array.isArray(node)) return node.map((each) => fill(each, values) as string);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values)]));
}

/** Reads the sentences of a language; one that is not there gives German. */
export function wordsOf(lang: string): Words {
  const known = (draftLanguages as readonly string[]).includes(lang) ? lang : 'de';
  const tree = parse(readFileSync(new URL(`../../texts/${known}.yaml`, import.meta.url), 'utf8')) as { fixed: TextTree; fields: TextTree };
  return {
    fixed: (title) => fill(tree.fixed, { title }) as TextTree,
    say: (key, values = {}) => fill(String(tree.fields[key] ?? key), values) as string,
  };
}

/** Writes a text under a dotted key. */
export function putText(tree: TextTree, key: string, text: string | string[]): void {
  const steps = key.split('.');
  const last = steps.pop()!;
  let here = tree;
  for (const step of steps) {
    const next = here[step];
    if (typeof next === 'object' && !Array.isArray(next)) here = next;
    else here = here[step] = {};
  }
  here[last] = text;
}

/** Takes what is in `over` over into `base`, block by block. */
export function mergeTexts(base: TextTree, over: TextTree): TextTree {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    const both = typeof before === 'object' && !Array.isArray(before) && typeof value === 'object' && !Array.isArray(value);
    merged[key] = both ? mergeTexts(before, value) : value;
  }
  return merged;
}
