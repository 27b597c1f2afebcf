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
  names(): string[];
  /** Names that may be taken from an earlier case of the same person: never sensitive ones. */
  earlier: readonly string[];
  problems: CatalogueProblem[];
}

/** Rows of a list are named without number: `household.members[1].firstName` → `household.members.firstName`. */
function plain(name: string): string {
  return name.replace(/\[[^\]]*\]/g, '');
}

/** Reads the data vocabulary; a missing file gives an empty one. */
export function readVocabulary(files: CatalogueFiles): VocabularyData {
  const bytes = files[vocabularyFile];
  const judged = bytes ? judge(vocabularySchema, readYaml(vocabularyFile, bytes), vocabularyFile) : { value: null, problems: [] };
  const names = new Map<string, { type: string; class?: unknown; source?: unknown }>();
  for (const [name, entry] of Object.entries(judged.value?.names ?? {}))
    names.set(plain(name), typeof entry === 'string' ? { type: entry } : entry);
  return {
    has: (name) => names.has(plain(name)),
    type: (name) => names.get(plain(name))?.type ?? null,
    privacy: (name) => (names.has(plain(name)) ? String(names.get(plain(name))?.class ?? 'p') : null),
    names: () => [...names.keys()],
    earlier: [...names].flatMap(([name, entry]) => (isEarlier(entry) ? [name] : [])),
    reads: judged.value?.reads ?? {},
    problems: judged.problems,
  };
}

function isEarlier({ class: privacy, source }: { class?: unknown; source?: unknown }): boolean {
  return Array.isArray(source) && source.includes('earlier') && (privacy === undefined || privacy === 'p' || privacy === 'o');
}
