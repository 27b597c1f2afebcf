// How many real queries find the right public service: data/search-queries.csv against the whole catalogue of a canton, beside two plain
// baselines over the same names. Prints what is not among the first five; the last line is one JSON object.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildCatalogue, readCatalogueFolder, readCsv } from '@einwohnerportal/cases';
import MiniSearch from 'minisearch';

const CANTON = 'lu';
const root = fileURLToPath(new URL('../../', import.meta.url));
const file = process.argv[2] ?? `${root}data/search-queries.csv`;
const queries = readCsv(await readFile(file, 'utf8')).map((row) => ({
  query: row['query_adapted_to_lu'] || row['query'] || '',
  right: new Set((row['acceptable_service_ids'] ?? '').split(';').map((id) => id.trim())),
}));
const catalogue = buildCatalogue(await readCatalogueFolder([root]), { canton: CANTON });
const entries = catalogue.directory.all();
// A service of the catalogue stands for its rows of the inventory.
const inventoryOf = new Map(catalogue.services().map((id) => [id, catalogue.service(id).manifest.inventory]));

type Find = (query: string) => string[][];
const ours: Find = (query) => catalogue.search(query, 'de').map(({ service }) => inventoryOf.get(service) ?? [service]);
const plain = new MiniSearch<{ id: string; title: string }>({ fields: ['title'] });
plain.addAll(entries.map(({ id, names }) => ({ id, title: names['de']! })));
const fullText: Find = (query) => plain.search(query).map(({ id }) => [String(id)]);
/** What a box over a list does: every word stands in the name. */
const contains: Find = (query) => {
  const words = query.toLowerCase().split(/\s+/);
  return entries.filter(({ names }) => words.every((word) => names['de']!.toLowerCase().includes(word))).map(({ id }) => [id]);
};

function measure(find: Find): { first: number; inFive: number; nothing: number; missed: string[] } {
  const missed: string[] = [];
  let [first, inFive, nothing] = [0, 0, 0];
  for (const { query, right } of queries) {
    const found = find(query);
    const at = found.findIndex((ids) => ids.some((id) => right.has(id)));
    if (at === 0) first++;
    if (at >= 0 && at < 5) inFive++;
    else
      missed.push(
        `«${query}» → ${
          found
            .slice(0, 3)
            .flat()
            .map((id) => catalogue.directory.byId(id)?.names['de'] ?? id)
            .join(' · ') || 'nothing'
        }`,
      );
    if (found.length === 0) nothing++;
  }
  return { first, inFive, nothing, missed };
}

const results = { portal: measure(ours), fullText: measure(fullText), contains: measure(contains) };
const percent = (part: number): string => `${Math.round((1000 * part) / queries.length) / 10} %`;
console.log(`${queries.length} queries, ${entries.length} public services`);
for (const [name, { first, inFive, nothing }] of Object.entries(results))
  console.log(
    `${name.padEnd(10)} first ${percent(first).padStart(7)}   in five ${percent(inFive).padStart(7)}   nothing ${percent(nothing).padStart(7)}`,
  );
for (const line of results.portal.missed) console.log(`  missed: ${line}`);
const began = performance.now();
for (const { query } of queries) catalogue.search(query, 'de');
const ms = Math.round((100 * (performance.now() - began)) / queries.length) / 100;
console.log(
  JSON.stringify({
    bench: 'search',
    queries: queries.length,
    services: entries.length,
    millisecondsPerQuery: ms,
    ...Object.fromEntries(Object.entries(results).map(([name, { first, inFive, nothing }]) => [name, { first, inFive, nothing }])),
  }),
);
