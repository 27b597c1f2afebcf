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
  /** Days by area on which no legal period ends. */
  procedural: Map<string, Set<string>>;
  /** Looks by name, `themes/<name>.yaml`. */
  themes: Map<string, Record<string, unknown>>;
  problems: CatalogueProblem[];
  /** Kinds of office with their names. */
  functions: { id: string; names: Record<string, string> }[];
  /** Days on which something planned begins to hold. */
  plannedDays: string[];
}

const decoder = new TextDecoder();
const notAnAuthority = new Set(['canton.yaml', 'companies.yaml', 'demo-cases.yaml', 'people.yaml', 'functions.yaml']);

/**
 * Reads the files of one canton and of the Confederation. Faulty files are left out and reported.
 * @param day ISO date up to which what is planned holds; without it nothing planned holds yet
 */
export function readAuthorities(files: CatalogueFiles, canton: string, day = ''): AuthorityData {
  const problems: CatalogueProblem[] = [];
  const plannedDays = new Set<string>();
  const paths = new Map<CantonEntry | AuthorityEntry, string>();
  const read = <T extends CantonEntry | AuthorityEntry>(schema: z.ZodType<T>, path: string): T | null => {
    const bytes = files[path];
    if (!bytes) return null;
    const text = readYaml(path, bytes);
    const judged = judge(schema, { ...text, value: withPlanned(text.value, day, plannedDays) }, path);
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
  const procedural = new Map<string, Set<string>>();
  for (const path of [`${folder}/holidays.csv`, 'authorities/ch/holidays.csv']) {
    readHolidays(files[path], closed, canton, 'closed');
    readHolidays(files[path], procedural, canton, 'procedural');
  }
  for (const entry of authorities) closeDays(entry, closed);
  return {
    canton: read(cantonSchema, `${folder}/canton.yaml`),
    federal,
    authorities,
    areas: readAreas(files[`${folder}/areas.csv`]),
    paths,
    closed,
    procedural,
    themes,
    problems,
    functions: readFunctions(files['authorities/functions.yaml']),
    plannedDays: [...plannedDays].sort(),
  };
}

function readFunctions(bytes: Uint8Array | undefined): AuthorityData['functions'] {
  const value = bytes ? (readYaml('authorities/functions.yaml', bytes).value as { functions?: unknown } | null)?.functions : null;
  if (!isRecord(value)) return [];
  return Object.entries(value).map(([id, each]) => ({ id, names: isRecord(each) && isRecord(each.names) ? (each.names as Record<string, string>) : {} }));
}

/** The value of a file with what is planned until a day set at its places, in the order of the days. */
function withPlanned(value: unknown, day: string, days: Set<string>): unknown {
  const planned = (value as { planned?: unknown } | null)?.planned;
  if (!Array.isArray(planned) || planned.length === 0) return value;
  const changed = structuredClone(value) as Record<string, unknown>;
  const dated = planned.filter((each): each is { from: string; at: string; value: unknown } => typeof each?.from === 'string' && typeof each.at === 'string');
  for (const { from, at, value: wanted } of dated.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))) {
    days.add(from);
    if (from > day) continue;
    const path = at.split('.');
    let holder: unknown = changed;
    for (const step of path.slice(0, -1)) holder = isRecord(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
    // Own keys only, and never that of a prototype: files come from people.
    if (isRecord(holder) && path.at(-1) !== '__proto__') holder[path.at(-1)!] = wanted;
  }
  return changed;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Longest stretch of closed days that is read, against a slip of the year. */
const LONGEST_CLOSED = 366;

function closeDays(entry: AuthorityEntry, closed: Map<string, Set<string>>): void {
  if (entry.closedDays.length === 0) return;
  const days = closed.get(entry.id) ?? new Set<string>();
  for (const { from, until } of entry.closedDays) {
    for (let at = Date.parse(`${from}T00:00:00Z`), count = 0; count < LONGEST_CLOSED; at += 86_400_000, count++) {
      const day = new Date(at).toISOString().slice(0, 10);
      if (day > (until ?? from)) break;
      days.add(day);
    }
  }
  closed.set(entry.id, days);
}

function readHolidays(bytes: Uint8Array | undefined, closed: Map<string, Set<string>>, canton: string, column: 'closed' | 'procedural'): void {
  if (!bytes) return;
  for (const row of readCsv(decoder.decode(bytes))) {
    if (!/^(yes|true|1)$/i.test(row[column] ?? '')) continue;
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
