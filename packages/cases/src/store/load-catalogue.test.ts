import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createEngine, type Engine } from '@einwohnerportal/engine';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { catalogueRoot } from '../check/check-package.ts';
import { readCatalogueFolder } from '../catalogue/index.ts';
import type { CatalogueFiles } from '../catalogue/types.ts';
import { createEngineHost } from '../worker/engine-host.ts';
import { storeCatalogue } from './load-catalogue.ts';

const SERVICE = 'services/residence-certificate';

let database: TestDatabase;
let engine: Engine;
let good: CatalogueFiles;
before(async () => {
  database = await createDatabase({ schema: 'cases' });
  const never = (): never => {
    throw new Error('expected no running step while loading, got one');
  };
  engine = createEngine({ pool: database.pool, host: createEngineHost({ catalogue: never }) });
  good = await readCatalogueFolder([catalogueRoot]);
});
after(() => database.drop());

const load = (files: CatalogueFiles) => storeCatalogue(database.pool, engine, files, '_example', { checked: true });
const published = async () =>
  (
    await database.pool.query(
      'select (select version from cases.catalogue_state) as version, (select count(*) from cases.deployments) as deployed',
    )
  ).rows[0];

/** The catalogue with one text of one file of the service replaced. */
function seeded(file: string, change: (text: string) => string): CatalogueFiles {
  const path = `${SERVICE}/${file}`;
  const text = new TextDecoder().decode(good[path]);
  const changed = change(text);
  assert.notEqual(changed, text, `the mistake was not seeded into ${file}`);
  return { ...good, [path]: new TextEncoder().encode(changed) };
}

test('what holds is published', async () => {
  assert.equal((await load(good)).changed, true);
});

const MISTAKES: [check: string, code: RegExp, files: () => CatalogueFiles][] = [
  [
    '14, a bare status word',
    /bare status/,
    () => seeded('texts/de.yaml', (text) => text.replace('Die Gebühr ist noch zu bezahlen.', 'Offen')),
  ],
  [
    '21, a question asked twice',
    /expected one component for the name/,
    () =>
      seeded('form.json', (text) => {
        const form = JSON.parse(text) as { components: unknown[] };
        return JSON.stringify({ ...form, components: [...form.components, ...form.components] });
      }),
  ],
  [
    '25, a text that a language lacks',
    /texts\/it\.yaml/,
    () => seeded('texts/it.yaml', (text) => text.replace(/^  paid:\n    now: .*\n/m, '  paid:\n')),
  ],
  [
    '29, a question that does not say why',
    /why/,
    () => seeded('texts/de.yaml', (text) => text.replace(/^    why: Die Bestätigung nennt nur.*\n/m, '')),
  ],
];

for (const [check, told, files] of MISTAKES)
  test(`check 40: what breaks check ${check} is not published, and what was published stays`, async () => {
    const before = await published();
    await assert.rejects(load(files()), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'package-refused');
      assert.match(error.message, told);
      return true;
    });
    assert.deepEqual(await published(), before);
  });
