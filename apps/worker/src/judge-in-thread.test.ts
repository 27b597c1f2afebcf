import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCatalogueFolder, type CatalogueFiles } from '@einwohnerportal/cases';
import { fileURLToPath } from 'node:url';
import { judgeInThread } from './judge-in-thread.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = 'services/residence-certificate';

/** The package with the one canton whose authorities are few. */
async function few(): Promise<CatalogueFiles> {
  return Object.fromEntries(Object.entries(await readCatalogueFolder([root])).filter(([path]) => !path.startsWith('authorities/lu/')));
}

test('a package is checked in a thread, templates included, while this one goes on', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const path = `${FOLDER}/documents/refusal.typ`;
  const files = await few();
  const broken = { ...files, [path]: new TextEncoder().encode(`${new TextDecoder().decode(files[path])}\n#let x = (`) };
  const found = await judgeInThread(broken, FOLDER).finally(() => clearInterval(timer));
  assert.deepEqual(
    found.map(({ severity, file }) => [severity, file]),
    [['error', path]],
  );
  assert.ok(turns > 1, 'this thread had turns meanwhile');
});

test('a check that takes too long is ended with a code', async () => {
  await assert.rejects(judgeInThread(await few(), FOLDER, 1), { code: 'check-too-long' });
});
