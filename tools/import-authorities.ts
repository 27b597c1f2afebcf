/**
 * Writes authorities/<canton>/<place>.yaml and holidays.csv from the tables in data/ (data/SOURCES.md).
 * Usage: node tools/import-authorities.ts <canton>. Running it again gives the same files; edits by hand in these files are lost.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';

type Row = Record<string, string>;
type Texts = Record<string, string>;
interface Place {
  kind?: string;
  connected?: boolean;
  documentLanguages?: string[];
  theme?: string;
  exonyms?: Texts;
}
interface Rules {
  from: string;
  languages: string[];
  level: string;
  kinds: Record<string, { names: Texts; subject: Texts }>;
  office: { function: string; mailbox: string; phone: string; names: Texts; roles: string[]; hours: string[][] };
  operations: { function: string; mailbox: string; phone: string; names: Texts; role: string };
  offer: { service: string; settings: Record<string, string[]> };
  fees: Texts;
  law: string;
  connected: { connector: string; capabilities: string[] };
  constituencies: Record<string, { themes: string[] }>;
  places: Record<string, Place>;
}

const data = new URL('../data/', import.meta.url);
const umlauts: Texts = { ä: 'ae', ö: 'oe', ü: 'ue' };

function readCsv(text: string): Row[] {
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  const [header = '', ...lines] = text.trim().split('\n');
  const names = cells(header);
  return lines.map((line) => Object.fromEntries(cells(line).map((value, at) => [names[at] ?? '', value])));
}

const table = async (name: string) => readCsv(await readFile(new URL(name, data), 'utf8'));

/** `Escholzmatt-Marbach` → `escholzmatt-marbach`, `Büron` → `bueron`, `Zell (LU)` → `zell`. */
function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/ \(.*\)$/, '')
    .replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter);
  return plain
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The name with "of": French elides before a vowel. */
function withOf(name: string, lang: string): string {
  if (lang === 'fr') return /^[AEIOUÀÂÉÈÊÎÔÛ]/.test(name) ? `d’${name}` : `de ${name}`;
  return `${lang === 'it' ? 'di' : 'of'} ${name}`;
}

const scalar = (value: unknown): string =>
  typeof value === 'string'
    ? /^[\p{L}][\p{L}\p{M}\d ’@.-]*$/u.test(value) || /^\d{4}-\d\d-\d\d$/.test(value)
      ? value
      : `'${value.replaceAll("'", "''")}'`
    : String(value);
const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${flow(each)}`)
      .join(', ')} }`;
  return scalar(value);
};

function placeFile(row: Row, at: number, rules: Rules, known: Row[]): { id: string; text: string } {
  const bfs = row.bfs_nr ?? '';
  const name = (row.name ?? '').replace(/ \(.*\)$/, '');
  const id = slug(name);
  const place = rules.places[bfs] ?? {};
  const kind = rules.kinds[place.kind ?? 'municipality'];
  const region = rules.constituencies[row.constituency ?? ''];
  if (!kind || !region)
    throw new Error(`expected a known kind and constituency of row ${bfs} in municipalities, got ${place.kind} and ${row.constituency}`);
  const inLanguage = (texts: Texts) =>
    Object.fromEntries(
      Object.entries(texts).map(([lang, text]) => [
        lang,
        text.replace('{name}', place.exonyms?.[lang] ?? name).replace('{of}', withOf(place.exonyms?.[lang] ?? name, lang)),
      ]),
    );
  const localities = (row.localities ?? '').split('|');
  const [zip = '', ...town] = (localities.find((each) => each.slice(5).replace(/ [A-Z]{2}$/, '') === name) ?? localities[0] ?? '').split(
    ' ',
  );
  const theme = place.theme ?? region.themes[at % region.themes.length];
  const { office, operations, from } = rules;
  const contact = { phone: `${office.phone}${bfs}`, email: `${office.mailbox}@${id}.example` };
  const settings = { ...rules.offer.settings, ...(place.documentLanguages ? { documentLanguages: place.documentLanguages } : {}) };
  const bindings = place.connected
    ? rules.connected.capabilities.map((capability) => ({ capability, to: 'connector', connector: rules.connected.connector, from }))
    : [];
  const fees = Object.entries(rules.fees).map(([code, example]) => {
    const found = known.find((each) => each.bfs_nr === bfs && each.code === code);
    return {
      code,
      amount: found?.amount ?? example,
      from,
      law: rules.law,
      confirmed: false,
      ...(found ? { source: found.certainty } : { example: true }),
    };
  });
  const list = (entries: unknown[]) => (entries.length ? `\n${entries.map((entry) => `  - ${flow(entry)}`).join('\n')}` : ' []');
  const text = `# Written by tools/import-authorities.ts from data/. Contact, hours and amounts are invented or examples.
format: 1
id: ${id}
level: ${rules.level}
bfs: ${bfs}
names: ${flow(inLanguage(kind.names))}
subject: ${flow(inLanguage(kind.subject))}
languages: ${flow(rules.languages)}
address: ${flow({ swissZipCode: zip, town: town.join(' ') })}
theme: ${theme}
history: []
offices:
  ${office.function}:
    names: ${flow(office.names)}
    contact: ${flow(contact)}
    hours: ${flow(office.hours[at % office.hours.length])}
    roles: ${flow(Object.fromEntries(office.roles.map((role) => [role, [`claim:${id}-${role}`]])))}
    serves: [${bfs}]
  ${operations.function}:
    names: ${flow(operations.names)}
    contact: ${flow({ phone: `${operations.phone}${bfs}`, email: `${operations.mailbox}@${id}.example` })}
    roles: ${flow({ [operations.role]: [`claim:${id}-${operations.role}`] })}
offers:${list([{ service: rules.offer.service, from, state: 'live', settings }])}
bindings:${list(bindings)}
fees:${list(fees)}
`;
  return { id, text };
}

/** Rest days move a legal period; customary days only close the office; a day of one place stands with its number. */
function holidaysFile(rows: Row[], canton: string): string {
  const kept = rows.filter((row) => /^(public_rest_day|customary)/.test(row.status ?? '') || /^\d+$/.test(row.area ?? ''));
  const lines = kept.map((row) =>
    [
      row.date,
      /^\d+$/.test(row.area ?? '') ? row.area : canton,
      (row.name ?? '').replace(/ \(.*$/, ''),
      'yes',
      (row.status ?? '').startsWith('public') ? 'yes' : 'no',
    ].join(','),
  );
  return `date,area,name,closed,procedural\n${lines.join('\n')}\n`;
}

const canton = process.argv[2];
if (!canton) throw new Error('expected the id of a canton as argument, got nothing');
const rules = parse(await readFile(new URL(`${canton}.yaml`, data), 'utf8')) as Rules;
const known = await table(`fees-${canton}.csv`);
const target = new URL(`../authorities/${canton}/`, import.meta.url);
await mkdir(target, { recursive: true });
const places = (await table(`municipalities-${canton}.csv`)).map((row, at) => placeFile(row, at, rules, known));
for (const { id, text } of places) await writeFile(new URL(`${id}.yaml`, target), text);
await writeFile(new URL('holidays.csv', target), holidaysFile(await table(`holidays-${canton}.csv`), canton));
console.log(`${places.length} places written to authorities/${canton}`);
