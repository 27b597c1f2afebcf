import type { Vocabulary } from '@einwohnerportal/forms';
import { vocabularySchema } from './schemas/capability.ts';
import { judge } from './schemas/common.ts';
import type { CatalogueFiles, CatalogueProblem } from './types.ts';
import { readYaml } from './yaml.ts';

export const vocabularyFile = 'capabilities/vocabulary/vocabulary.yaml';

/** What the data vocabulary says: types and classes of names, and which capability reads which root. */
export interface VocabularyData extends Vocabulary {
  reads: Record<string, string>;
  /** `o` office lists, `p` personal, `s` sensitive, `v` vault. */
  privacy(name: string): string | null;
  /** True where the name, a name it is part of, or a part of it is sensitive or in the vault. */
  sensitive(name: string): boolean;
  names(): string[];
  /** Names that belong into the vault. */
  vaulted: readonly string[];
  /** Names that may be taken from an earlier case of the same person: never sensitive ones. */
  earlier: readonly string[];
  problems: CatalogueProblem[];
}

interface Entry {
  type: string;
  class?: unknown;
  source?: unknown;
}

/** Rows of a list are named without number: `household.members[1].firstName` → `household.members.firstName`. */
function plain(name: string): string {
  return name.replace(/\[[^\]]*\]/g, '');
}

/** Reads the data vocabulary; a missing file gives an empty one. */
export function readVocabulary(files: CatalogueFiles): VocabularyData {
  const bytes = files[vocabularyFile];
  const judged = bytes ? judge(vocabularySchema, readYaml(vocabularyFile, bytes), vocabularyFile) : { value: null, problems: [] };
  const names = new Map<string, Entry>();
  for (const [name, entry] of Object.entries(judged.value?.names ?? {}))
    names.set(plain(name), typeof entry === 'string' ? { type: entry } : entry);
  const patterns = Object.entries(judged.value?.patterns ?? {});
  const entryOf = (name: string): Entry | undefined =>
    names.get(plain(name)) ?? patterns.find(([pattern]) => isLike(pattern.split('.'), plain(name).split('.')))?.[1];
  const apart = [...names, ...patterns].filter(([, { class: privacy }]) => privacy === 's' || privacy === 'v');
  return {
    has: (name) => entryOf(name) !== undefined,
    type: (name) => entryOf(name)?.type ?? null,
    privacy(name) {
      const entry = entryOf(name);
      return entry ? String(entry.class ?? 'p') : null;
    },
    sensitive: (name) => apart.some(([sensitive]) => meets(sensitive.split('.'), plain(name).split('.'))),
    names: () => [...names.keys()],
    earlier: [...names].flatMap(([name, entry]) => (isEarlier(entry) ? [name] : [])),
    vaulted: [...names].flatMap(([name, entry]) => (entry.class === 'v' ? [name] : [])),
    reads: judged.value?.reads ?? {},
    problems: judged.problems,
  };
}

/** The same name; `<year>` in the listed one stands for any part. */
function isLike(listed: string[], asked: string[]): boolean {
  return listed.length === asked.length && meets(listed, asked);
}

/** One is the other or a part of it. */
function meets(listed: string[], asked: string[]): boolean {
  return listed.slice(0, asked.length).every((part, place) => part.startsWith('<') || part === asked[place]);
}

function isEarlier({ class: privacy, source }: { class?: unknown; source?: unknown }): boolean {
  return Array.isArray(source) && source.includes('earlier') && (privacy === undefined || privacy === 'p' || privacy === 'o');
}
