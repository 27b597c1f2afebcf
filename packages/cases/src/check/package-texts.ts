import type { CheckContext } from './context.ts';
import type { DocumentTexts } from './documents.ts';

/** Texts a package sees in its first language: its own, then those of the folders below. Missing ones are to be added to its own file. */
export function packageTexts(context: CheckContext, folders: readonly string[], lang: string): DocumentTexts {
  const layers = folders.map((folder) => context.texts(folder, lang));
  const hasText = (key: string): boolean => layers.some((layer) => layer.has(key));
  return {
    hasText,
    textFile: `${folders[0]}/${lang}.yaml`,
    hasBlock: (key) => layers.some((layer) => [...layer.keys()].some((each) => each.startsWith(`${key}.`))),
    tree(key) {
      const tree: Record<string, unknown> = {};
      for (const layer of [...layers].reverse()) {
        for (const [name, text] of layer) {
          if (!name.startsWith(`${key}.`)) continue;
          const steps = name.slice(key.length + 1).split('.');
          let node = tree;
          for (const step of steps.slice(0, -1)) node = (node[step] ??= {}) as Record<string, unknown>;
          node[steps.at(-1) ?? ''] = text;
        }
      }
      return tree;
    },
  };
}
