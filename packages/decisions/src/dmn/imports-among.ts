import type { ResolveImport } from './imports.ts';

const head = /<(?:[\w.-]+:)?definitions\b[^>]*?\snamespace\s*=\s*["']([^"']*)["']/;

/**
 * Finds imported decision files among others by their namespace. The texts are asked for once, when the first import is
 * looked up; of several files with one namespace the first counts.
 */
export function importsAmong(texts: () => Iterable<string>): ResolveImport {
  let known: Map<string, string> | null = null;
  return (namespace) => {
    if (known === null) {
      known = new Map();
      for (const text of texts()) {
        const own = head.exec(text)?.[1];
        if (own !== undefined && !known.has(own)) known.set(own, text);
      }
    }
    return known.get(namespace) ?? null;
  };
}
