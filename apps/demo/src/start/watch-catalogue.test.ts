import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openCatalogue } from '@einwohnerportal/cases';
import { loadTestCatalogue } from '../../../../tests/support/load-catalogue.ts';
import { createDatabase } from '../../../../tools/testing/database.ts';
import { watchCatalogue } from './watch-catalogue.ts';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

test('a changed binding counts without a restart, and a faulty file leaves the last good catalogue', async () => {
  const root = mkdtempSync(join(tmpdir(), 'catalogue-'));
  for (const folder of ['services', 'capabilities', 'authorities/_example', 'authorities/ch', 'authorities/functions.yaml'])
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  const database = await createDatabase({ schema: 'cases' });
  await loadTestCatalogue(database.pool, [root], '_example');
  const open = await openCatalogue(database.pool, { canton: '_example', follow: false });
  const said: string[] = [];
  const watching = watchCatalogue({
    databaseUrl: database.url,
    roots: [root],
    canton: '_example',
    log: (line) => said.push(line),
  });
  const binding = (): string | undefined =>
    open.current.authorities.binding('musterau', 'residents-register.confirm-residence', '2027-03-01')?.to;
  try {
    assert.equal(binding(), 'people');
    const file = join(root, 'authorities/_example/musterau.yaml');
    const good = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      good.replace(
        'bindings:\n',
        'bindings:\n  - { capability: residents-register.confirm-residence, to: connector, connector: demo-register, from: 2027-02-01 }\n',
      ),
    );
    // One change may be heard of more than once.
    while (binding() !== 'connector') {
      await pause(50);
      await open.refresh();
    }
    writeFileSync(join(root, 'services/residence-certificate/process.bpmn'), '<nonsense');
    while (!/last good one stays/.test(said.at(-1) ?? '')) await pause(50);
    await open.refresh();
    assert.equal(open.current.service('residence-certificate').processXml.includes('nonsense'), false);
  } finally {
    await watching.stop();
    open.close();
    await database.drop();
    rmSync(root, { recursive: true, force: true });
  }
});
