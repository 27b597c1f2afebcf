import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { buildCatalogue, readCatalogueFolder } from './index.ts';
import type { Authorities, CatalogueFiles } from './types.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
let files: CatalogueFiles;
before(async () => {
  files = Object.fromEntries(Object.entries(await readCatalogueFolder([root])).filter(([path]) => !path.startsWith('services/')));
});

test('every municipality of the canton has exactly one residents’ office on every day, and no other function is invented', () => {
  const { authorities } = buildCatalogue(files, { canton: 'lu' });
  const places = authorities.all().flatMap(({ bfs }) => bfs ?? []);
  assert.ok(places.length > 70);
  for (const place of places)
    for (const day of ['2026-01-01', '2027-02-28', '2030-12-31', '2040-02-29']) {
      const found = authorities.office('residents-office', place, day);
      assert.equal(found?.authority.bfs, place, `${place} ${day}`);
      assert.equal(found.office.principal, `office:${found.authority.id}/residents-office`);
    }
  assert.equal(authorities.office('nobody-keeps-this', places[0]!, '2027-01-01'), null);
  assert.equal(authorities.office('residents-office', 9999, '2027-01-01'), null);
});

/** An invented canton: municipalities 1…n, some merge, a district office serves others by table or by its own list. */
const canton = fc.record({
  count: fc.integer({ min: 2, max: 6 }),
  // A municipality merges into a lower one, so that there is never a circle.
  mergers: fc.array(
    fc.record({ who: fc.integer({ min: 2, max: 6 }), into: fc.integer({ min: 1, max: 5 }), month: fc.integer({ min: 1, max: 12 }) }),
    { maxLength: 4 },
  ),
  areas: fc.array(
    fc.record({
      place: fc.integer({ min: 1, max: 6 }),
      from: fc.integer({ min: 1, max: 12 }),
      until: fc.option(fc.integer({ min: 1, max: 12 })),
    }),
    { maxLength: 5 },
  ),
});
type Canton = typeof canton extends fc.Arbitrary<infer T> ? T : never;
const first = (month: number): string => `2027-${String(month).padStart(2, '0')}-01`;

function made({ count, mergers, areas }: Canton): { authorities: Authorities; into: Map<number, { into: number; from: string }> } {
  const into = new Map<number, { into: number; from: string }>();
  for (const { who, into: to, month } of mergers)
    if (who <= count && to < who && !into.has(who)) into.set(who, { into: to, from: first(month) });
  const names = (name: string): string => `names: { de: ${name}, fr: ${name}, it: ${name}, en: ${name} }`;
  const municipality = (bfs: number): string => {
    const merged = into.get(bfs);
    return `format: 1\nid: m${bfs}\nlevel: municipality\nbfs: ${bfs}\n${names(`M${bfs}`)}\nlanguages: [de]\nhistory: [${merged ? `{ from: ${merged.from}, into: m${merged.into} }` : ''}]\noffices:\n  residents-office: { serves: [${bfs}] }\n`;
  };
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const rows = areas
    .filter(({ place }) => place <= count)
    .map(({ place, from, until }) => `debt-enforcement-office,district,${place},${first(from)},${until === null ? '' : first(until)}`);
  const invented: CatalogueFiles = {
    ...Object.fromEntries(Object.entries(files).filter(([path]) => !/^authorities\/[^/]+\//.test(path))),
    'authorities/x/canton.yaml': encode(`format: 1\nid: x\n${names('X')}\nlanguages: [de]\noffices:\n  migration-office: {}\n`),
    'authorities/x/district.yaml': encode(
      `format: 1\nid: district\nlevel: district\n${names('D')}\nlanguages: [de]\noffices:\n  debt-enforcement-office: { serves: [1] }\n`,
    ),
    'authorities/x/areas.csv': encode(['function,office,municipality,from,to', ...rows, ''].join('\n')),
    ...Object.fromEntries(numbers.map((bfs) => [`authorities/x/m${bfs}.yaml`, encode(municipality(bfs))])),
  };
  const built = buildCatalogue(invented, { canton: 'x' });
  assert.deepEqual(built.problems, []);
  return { authorities: built.authorities, into };
}

test('whatever merges and whatever a table of areas says: each place has one office a day, standing on that day, or none', () => {
  fc.assert(
    fc.property(canton, fc.integer({ min: 1, max: 12 }), (wanted, month) => {
      const { authorities, into } = made(wanted);
      for (const day of [first(month), `2027-${String(month).padStart(2, '0')}-28`]) {
        for (let bfs = 1; bfs <= wanted.count; bfs++) {
          let home = bfs;
          for (let next = into.get(home); next && next.from <= day; next = into.get(home)) home = next.into;
          assert.equal(authorities.byBfs(bfs, day)?.id, `m${home}`);
          assert.equal(authorities.office('residents-office', bfs, day)?.authority.id, `m${home}`);
          assert.equal(authorities.successor(`m${bfs}`, day)?.id, `m${home}`);
          assert.equal(authorities.office('migration-office', bfs, day)?.authority.id, 'x');
          const served = (place: number) =>
            place === 1 ||
            wanted.areas.some((row) => row.place === place && first(row.from) <= day && (row.until === null || first(row.until) >= day));
          assert.equal(
            authorities.office('debt-enforcement-office', bfs, day)?.authority.id,
            served(bfs) || served(home) ? 'district' : undefined,
            `${bfs} ${day}`,
          );
        }
        assert.equal(authorities.office('migration-office', null, day)?.authority.id, 'x');
        assert.equal(authorities.office('residents-office', null, day), null);
      }
    }),
    { numRuns: 60, seed: 2027 },
  );
});

test('an office of a district that has merged is followed to its successor', () => {
  const { authorities } = buildCatalogue(
    {
      ...files,
      'authorities/_example/areas.csv': encode('function,office,municipality,from,to\nsports-office,beispielwil,9902,2027-01-01,\n'),
      'authorities/_example/musterau.yaml': encode(
        new TextDecoder()
          .decode(files['authorities/_example/musterau.yaml'])
          .replace('  platform:', '  sports-office: { serves: [9902] }\n  platform:'),
      ),
      'authorities/_example/beispielwil.yaml': encode(
        new TextDecoder()
          .decode(files['authorities/_example/beispielwil.yaml'])
          .replace(/^history: .*$/m, 'history: [{ from: 2028-01-01, into: musterau }]'),
      ),
    },
    { canton: '_example' },
  );
  assert.equal(authorities.office('sports-office', 9902, '2027-12-31')?.authority.id, 'beispielwil');
  assert.equal(authorities.office('sports-office', 9902, '2028-01-01')?.authority.id, 'musterau');
});
