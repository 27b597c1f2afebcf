import { readCsv } from './authorities/csv.ts';
import { lazy } from './lazy.ts';
import type { SearchEntry } from './search/search-index.ts';
import type { CatalogueFiles, CatalogueProblem, Directory, DirectoryEntry, LanguageTag } from './types.ts';
import { readYaml } from './yaml.ts';

const LEVELS = ['municipality', 'canton', 'confederation', 'partner'];
const AUDIENCES = ['resident', 'business', 'both'];
const LANGUAGES: readonly LanguageTag[] = ['de', 'fr', 'it', 'en'];
const decoder = new TextDecoder();

type Row = Record<string, string>;

/**
 * The directory of one canton: every public service there is, also those that cannot be ordered here yet, with the office that gives
 * it. Read from `authorities/<canton>/directory/`: `services.csv`, `offices.csv` and `keywords.yaml` (id → words of everyday language).
 * A row with a fault is left out and reported; without the files the directory is empty.
 */
export function readDirectory(files: CatalogueFiles, canton: string): Directory & { problems: CatalogueProblem[] } {
  const folder = `authorities/${canton}/directory`;
  const rows = (name: string): Row[] => {
    const bytes = files[`${folder}/${name}`];
    return bytes ? readCsv(decoder.decode(bytes)) : [];
  };
  const problems: CatalogueProblem[] = [];
  const offices = new Map(rows('offices.csv').map((row) => [row['id'] ?? '', namesOf(row)]));
  const keywords = readKeywords(files, `${folder}/keywords.yaml`, problems);
  const entries = new Map<string, DirectoryEntry>();
  for (const [at, row] of rows('services.csv').entries()) {
    const fault = faultOf(row, offices, entries);
    // The header is line 1.
    if (fault)
      problems.push({ severity: 'error', code: 'directory-row', file: `${folder}/services.csv`, place: `line ${at + 2}`, message: fault });
    else entries.set(row['id']!, entryOf(row, offices.get(row['office']!)!, keywords.get(row['id']!) ?? []));
  }
  for (const id of keywords.keys())
    if (!entries.has(id))
      problems.push({
        severity: 'error',
        code: 'directory-keywords',
        file: `${folder}/keywords.yaml`,
        place: id,
        message: `expected an id of services.csv, got ${id}`,
      });
  const all = [...entries.values()];
  return { all: () => all, byId: (id) => entries.get(id) ?? null, problems };
}

function faultOf(row: Row, offices: ReadonlyMap<string, unknown>, known: ReadonlyMap<string, unknown>): string | null {
  const { id = '', level = '', audience = '', event = '', office = '', de = '' } = row;
  if (!/^[A-Z]{2}-[A-Z]-\d{3}$/.test(id) || known.has(id)) return `expected an id of its own like AB-C-001, got "${id}"`;
  if (!LEVELS.includes(level)) return `expected ${LEVELS.join(', ')} of level of ${id}, got "${level}"`;
  if (!AUDIENCES.includes(audience)) return `expected ${AUDIENCES.join(', ')} of audience of ${id}, got "${audience}"`;
  if (event === '' || de === '') return `expected a life event and a German name of ${id}, got none`;
  return offices.has(office) ? null : `expected an office of offices.csv of ${id}, got "${office}"`;
}

function entryOf(row: Row, office: Record<LanguageTag, string>, keywords: string[]): DirectoryEntry {
  return {
    id: row['id']!,
    level: row['level'] as DirectoryEntry['level'],
    audience: row['audience'] as DirectoryEntry['audience'],
    lifeEvent: row['event']!,
    names: namesOf(row),
    office: { id: row['office']!, names: office },
    keywords,
  };
}

function namesOf(row: Row): Record<LanguageTag, string> {
  return Object.fromEntries(LANGUAGES.flatMap((lang) => (row[lang] ? [[lang, row[lang]]] : [])));
}

function readKeywords(files: CatalogueFiles, path: string, problems: CatalogueProblem[]): Map<string, string[]> {
  const bytes = files[path];
  if (!bytes) return new Map();
  const tree = readYaml(path, bytes).value;
  const entries = Object.entries((tree ?? {}) as Record<string, unknown>);
  const found = new Map<string, string[]>();
  for (const [id, words] of entries)
    if (Array.isArray(words) && words.every((word) => typeof word === 'string')) found.set(id, words);
    else
      problems.push({
        severity: 'error',
        code: 'directory-keywords',
        file: path,
        place: id,
        message: `expected a list of words of ${id}, got another`,
      });
  return found;
}

/** What the search reads of the directory: one entry per language that has the name; keywords are German. */
export function directorySearchEntries(directory: Directory): SearchEntry[] {
  return directory.all().flatMap((entry) =>
    Object.entries(entry.names).map(([lang, title]) => ({
      service: entry.id,
      lang,
      title,
      summary: entry.office.names[lang] ?? '',
      keywords: lang === 'de' ? entry.keywords : [],
    })),
  );
}

/** Names of the places of a canton: who searches for «… Musterau» means what comes before. */
export function placeNames(all: () => { names: Record<LanguageTag, string>; address: { town: string } }[]): () => Set<string> {
  return lazy(() => new Set(all().flatMap((authority) => [...Object.values(authority.names), authority.address.town])));
}
