import { globSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Root of the repository. */
export const root = resolve(dirname(new URL(import.meta.url).pathname), '..', '..');

const testPatterns = ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test}/**/*.test.ts', 'tools/**/*.test.ts', 'tests/**/*.test.ts'];

/** Test files relative to the root, sorted; with filters only those whose path contains one of them. */
export function testFiles(filters: string[]): string[] {
  const wanted = filters.map((filter) => filter.replace(/^\.\//, ''));
  const all = globSync(testPatterns, { cwd: root, exclude: (path) => path.includes('node_modules') }).sort();
  return wanted.length === 0 ? all : all.filter((path) => wanted.some((part) => path.includes(part)));
}
