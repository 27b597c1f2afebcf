import type { z } from 'zod';
import type { CatalogueFiles, CatalogueProblem } from '../types.ts';
import { authoritySchema, cantonSchema, type AuthorityEntry, type CantonEntry } from '../schemas/authority.ts';
import { themeSchema } from '../schemas/theme.ts';
import { judge } from '../schemas/common.ts';
import { readYaml } from '../yaml.ts';
import { readCsv } from './csv.ts';

export interface AreaRow {
  function: string;
  office: string;
  municipality: number;
  from: string;
  until?: string;
}

export interface AuthorityData {
  canton: CantonEntry | null;
  /** Federal entries: laws, tariffs, offices that hold everywhere. */
  federal: CantonEntry[];
  authorities: AuthorityEntry[];
  areas: AreaRow[];
  /** File of each entry. */
  paths: Map<CantonEntry | AuthorityEntry, string>;
  /** Closed days by area (canton id, authority id or BFS number, `ch`). */
  closed: Map<string, Set<string>>;
  /** Looks by name, `themes/<name>.yaml`. */
  themes: Map<string, Record<string, unknown>>;
  problems: CatalogueProblem[];
}

const decoder = new TextDecoder();
const notAnAuthority = new Set(['canton.yaml', 'demo-cases.yaml', 'people.yaml', 'functions.yaml']);

/** Reads the files of one canton and of the Confederation. Faulty files are left out and reported. */
export function readAuthorities(files: CatalogueFiles, canton: string): AuthorityData {
  const problems: CatalogueProblem[] = [];
  const paths = new Map<CantonEntry | AuthorityEntry, string>();
  const read = <T extends CantonEntry | AuthorityEntry>(schema: z.ZodType<T>, path: string): T | null => {
    const bytes = files[path];
    if (!bytes) return null;
    const judged = judge(schema, readYaml(path, bytes), path);
    problems.push(...judged.problems);
    if (judged.value) paths.set(judged.value, path);
    return judged.value;
  };
  const below = (folder: string, end: string) =>
    Object.keys(files).filter((path) => path.startsWith(`${folder}/`) && path.endsWith(end) && !path.slice(folder.length + 1).includes('/')).sort();

  const folder = `authorities/${canton}`;
  const authorities: AuthorityEntry[] = [];
  for (const path of canton === 'ch' ? [] : below(folder, '.yaml')) {
    if (notAnAuthority.has(path.slice(folder.length + 1))) continue;
    const entry = read(authoritySchema, path);
    if (entry) authorities.push(entry);
  }
  const federal = below('authorities/ch', '.yaml').map((path) => read(cantonSchema, path)).filter((entry) => entry !== null);
  const themes = new Map<string, Record<string, unknown>>();
  for (const path of below(`${folder}/themes`, '.yaml')) {
    const judged = judge(themeSchema, readYaml(path, files[path]!), path);
    problems.push(...judged.problems);
    const { format: _, ...theme } = judged.value ?? { format: 1 };
    if (judged.value) themes.set(path.slice(folder.length + '/themes/'.length, -'.yaml'.length), theme);
  }
  const closed = new Map<string, Set<string>>();
  for (const path of [`${folder}/holidays.csv`, 'authorities/ch/holidays.csv']) readHolidays(files[path], closed, canton);
  return { canton: read(cantonSchema, `${folder}/canton.yaml`), federal, authorities, areas: readAreas(files[`${folder}/areas.csv`]), paths, closed, themes, problems };
}

function readHolidays(bytes: Uint8Array | undefined, closed: Map<string, Set<string>>, canton: string): void {
  if (!bytes) return;
  for (const row of readCsv(decoder.decode(bytes))) {
    if (!/^(yes|true|1)$/i.test(row.closed ?? '')) continue;
    const area = row.area || canton;
    const days = closed.get(area) ?? new Set<string>();
    days.add(row.date ?? '');
    closed.set(area, days);
  }
}

function readAreas(bytes: Uint8Array | undefined): AreaRow[] {
  if (!bytes) return [];
  return readCsv(decoder.decode(bytes)).map((row) => {
    const until = row.to || row.until;
    return { function: row.function ?? '', office: row.office ?? '', municipality: Number(row.municipality), from: row.from || '0001-01-01', ...(until ? { until } : {}) };
  });
}
