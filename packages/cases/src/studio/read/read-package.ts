import { readTables } from '@einwohnerportal/decisions';
import { readYaml } from '../../catalogue/yaml.ts';
import type { PackageFiles } from '../../catalogue/types.ts';
import { flattenTexts, type FlatTexts, type TextTree } from '../../texts/flatten.ts';
import type { ReadTable, ServiceReading } from '../types.ts';
import { readQuestions, wordsOf, type CommonWords } from './form.ts';
import { readSteps } from './process.ts';
import { readValues } from './rows-of-values.ts';

const decoder = new TextDecoder();
/** What is read of a package for a page takes the time of everybody else on the node: 300 kB are about 200 ms. The check reads all. */
const MOST_READ = 300_000;

/**
 * A package as lists and tables, each line with its place in its file. Never throws: what cannot be read, or stands beyond the first
 * 300 kB, gives an empty table; the check reads everything and says why.
 * @param common words that packages share, such as those of the vocabulary, in the language `lang`
 * @param lang language in which questions are shown; the first of the package where it has no texts in it
 */
export async function readPackage(all: PackageFiles, lang: string, common: CommonWords = () => null): Promise<ServiceReading> {
  const files = readable(all);
  const texts = textsOf(files);
  const languages = [...texts.keys()];
  const shown = texts.has(lang) ? lang : (languages[0] ?? lang);
  const words = wordsOf(texts.get(shown) ?? new Map(), shown, common);
  const tables: ReadTable[] = [];
  for (const file of Object.keys(files).sort(byWeight)) {
    const bytes = files[file]!;
    if (file === 'service.yaml') tables.push(readValues(file, bytes));
    else if (file.endsWith('.bpmn')) tables.push(...(await readSteps(file, bytes)));
    else if (file.endsWith('.json')) tables.push(readQuestions(file, bytes, words));
    else if (file.endsWith('.dmn')) tables.push(...rulesOf(file, bytes));
    else if (/^tests\/[^/]+\.yaml$/.test(file)) tables.push(stepsOfScenario(file, bytes));
  }
  tables.push(textTable(texts), fileTable(all));
  return { tables: tables.map(withOwnPlaces), languages };
}

/** Each line has a place of its own, also where a faulty file says the same twice. */
function withOwnPlaces(table: ReadTable): ReadTable {
  const seen = new Map<string, number>();
  return {
    ...table,
    rows: table.rows.map((row) => {
      const times = (seen.get(row.place) ?? 0) + 1;
      seen.set(row.place, times);
      return times === 1 ? row : { ...row, place: `${row.place} (${times})` };
    }),
  };
}

/** The files that are read as lines, the short ones first; of those beyond the limit nothing stands there. */
function readable(files: PackageFiles): PackageFiles {
  let left = MOST_READ;
  const found: PackageFiles = { ...files };
  for (const path of Object.keys(files).sort((one, other) => files[one]!.length - files[other]!.length)) {
    if (!/\.(yaml|json|bpmn|dmn)$/.test(path)) continue;
    left -= files[path]!.length;
    if (left < 0) found[path] = new Uint8Array();
  }
  return found;
}

/** form.json first, then the others by name. */
const byWeight = (one: string, other: string): number =>
  Number(other === 'form.json') - Number(one === 'form.json') || (one < other ? -1 : 1);

function textsOf(files: PackageFiles): Map<string, FlatTexts> {
  const found = new Map<string, FlatTexts>();
  const order = ['de', 'fr', 'it', 'en'];
  const langs = Object.keys(files).flatMap((file) => /^texts\/([A-Za-z-]+)\.yaml$/.exec(file)?.[1] ?? []);
  for (const lang of langs.sort((one, other) => place(order, one) - place(order, other))) {
    const file = `texts/${lang}.yaml`;
    const tree = readYaml(file, files[file]!).value;
    found.set(lang, flattenTexts(typeof tree === 'object' && tree !== null ? (tree as TextTree) : {}));
  }
  return found;
}

const place = (order: readonly string[], lang: string): number => (order.includes(lang) ? order.indexOf(lang) : order.length);

function textTable(texts: Map<string, FlatTexts>): ReadTable {
  const keys = [...new Set([...texts.values()].flatMap((flat) => [...flat.keys()]))];
  return {
    part: 'texts',
    file: 'texts',
    title: { key: 'texts' },
    columns: [{ key: 'key' }, ...[...texts.keys()].map((lang) => ({ written: lang }))],
    rows: keys.map((key) => ({
      place: key,
      cells: [{ text: key, code: true }, ...[...texts].map(([lang, flat]) => ({ text: flat.get(key) ?? '', lang }))],
    })),
  };
}

function rulesOf(file: string, bytes: Uint8Array): ReadTable[] {
  const empty: ReadTable = { part: 'decisions', file, title: { written: file }, columns: [{ key: 'rule' }], rows: [] };
  try {
    const tables = readTables(decoder.decode(bytes));
    if (tables.length === 0) return [empty];
    return tables.map((table) => ({
      part: 'decisions',
      file,
      title: { written: `${file} · ${table.decision} (${table.hitPolicy})` },
      columns: [
        { key: 'rule' },
        ...table.inputs.map(({ label, expression }) => ({ written: label ? `${label}: ${expression}` : expression })),
        ...table.outputs.map(({ label, name }) => ({ written: `= ${label ?? name ?? table.decision}` })),
        ...table.annotations.map((written) => ({ written })),
      ],
      rows: table.rules.map((rule, index) => ({
        place: rule.id ?? `rule ${index + 1}`,
        order: { at: index + 1, of: table.rules.length },
        cells: [String(index + 1), ...rule.inputs, ...rule.outputs, ...rule.annotations].map((text) => ({ text, code: true })),
      })),
    }));
  } catch {
    return [empty];
  }
}

interface WrittenScenario {
  scenario?: unknown;
  about?: unknown;
  steps?: { when?: Record<string, unknown>; then?: Record<string, unknown> }[];
}

function stepsOfScenario(file: string, bytes: Uint8Array): ReadTable {
  const { about, steps } = (readYaml(file, bytes).value ?? {}) as WrittenScenario;
  return {
    part: 'scenarios',
    file,
    title: { written: `${file}${typeof about === 'string' ? ` · ${about}` : ''}` },
    columns: ['step', 'does', 'then'].map((key) => ({ key })),
    rows: (Array.isArray(steps) ? steps : []).map((step, index) => ({
      place: `steps.${index}`,
      cells: [{ text: String(index + 1) }, { text: inWords(step?.when), code: true }, { text: inWords(step?.then), code: true }],
    })),
  };
}

const inWords = (value: Record<string, unknown> | undefined): string =>
  Object.entries(value ?? {})
    .map(([key, each]) => `${key}: ${typeof each === 'string' ? each : JSON.stringify(each)}`)
    .join('\n');

function fileTable(files: PackageFiles): ReadTable {
  return {
    part: 'files',
    file: '.',
    title: { key: 'files' },
    columns: ['file', 'bytes'].map((key) => ({ key })),
    rows: Object.keys(files)
      .sort()
      .map((path) => ({ place: path, cells: [{ text: path, code: true }, { text: String(files[path]!.length) }] })),
  };
}
