import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KnownNames } from '../draft/drafting.ts';

const vocabulary = parse(readFileSync(join(import.meta.dirname, '../../../../capabilities/vocabulary/vocabulary.yaml'), 'utf8')) as {
  reserved: string[];
  names: Record<string, { type: string; class: string; max?: number }>;
};

/** The data vocabulary of the repository, for tests; nothing in it is explained. */
export const known: KnownNames = {
  has: (name) => Object.hasOwn(vocabulary.names, name),
  type: (name) => vocabulary.names[name]?.type ?? null,
  max: (name) => vocabulary.names[name]?.max ?? null,
  privacy: (name) => vocabulary.names[name]?.class ?? null,
  explained: () => false,
  reserved: new Set([...vocabulary.reserved, ...Object.keys(vocabulary.names).map((name) => name.split('.')[0]!)]),
};

const folder = join(import.meta.dirname, '../../fixtures');

/** All form files that come with the package. */
export const fixtures: readonly string[] = globSync('*/*.form', { cwd: folder })
  .toSorted()
  .map((path) => join(folder, path));
