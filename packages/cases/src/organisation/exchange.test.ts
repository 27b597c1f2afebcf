import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadTestCatalogue } from '../../../../tests/support/load-catalogue.ts';
import { fictionalStage, root, type Told } from '../../../../tests/support/stage.ts';
import { createDatabase } from '../../../../tools/testing/database.ts';
import { readCatalogueFolder } from '../catalogue/read-folder.ts';
import type { CatalogueFiles } from '../catalogue/types.ts';
import { withSession } from '../request/scope.ts';
import { applyEdits, layOver } from './edits.ts';
import { decideChange, proposeChange } from './change.ts';
import { exportAuthorities, importAuthorities } from './exchange.ts';
import { readOverlay } from './overlay.ts';

let stage: Told;
before(async () => {
  stage = await fictionalStage({});
});
after(() => stage.end());

const PATH = 'authorities/_example/musterau.yaml';
const text = (files: CatalogueFiles, path: string): string => new TextDecoder().decode(files[path]);
const texts = (files: CatalogueFiles) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
const holidays = async (formId: string, from: string) =>
  withSession(stage.workplace, await stage.secretOf('ruth'), (scope) =>
    proposeChange(scope, 'musterau', { kind: 'closed', from, until: from, name: `Brücke ${from}` }, { formId, reason: '' }),
  );
const how = { by: 'Anna Muster', canton: '_example', now: '2027-03-01T10:00:00Z' };

test('a folder that nobody changed is exported byte by byte, and its import changes nothing', async () => {
  const folder = await readCatalogueFolder([root]);
  const exported = await exportAuthorities(stage.worker.pool);
  for (const [path, content] of Object.entries(texts(exported))) if (path !== PATH) assert.equal(content, text(folder, path), path);
  assert.deepEqual((await importAuthorities(stage.worker.pool, exported, how)).changed, []);
});

test('what was changed in the workplace is exported with all comments, imported elsewhere it is exported again the same', async () => {
  assert.equal((await holidays('a', '2027-05-07')).result, 'released');
  const fee = { kind: 'fee', from: '2027-07-01', code: 'residenceCertificate', amount: '22.50', law: 'municipal-fees' } as const;
  const made = await withSession(stage.workplace, await stage.secretOf('ruth'), (scope) =>
    proposeChange(scope, 'musterau', fee, { formId: 'fee', reason: '' }),
  );
  assert.ok('id' in made && made.result === 'proposed', JSON.stringify(made));
  const released = await withSession(stage.workplace, await stage.secretOf('ida'), (scope) =>
    decideChange(scope, made.id, { then: 'release' }),
  );
  assert.equal(released.result, 'released');
  const exported = await exportAuthorities(stage.worker.pool);
  assert.match(
    text(exported, PATH),
    /\n {2}- \{ code: residenceCertificate, amount: '22\.50', from: 2027-07-01, law: municipal-fees, confirmed: true \}\n/,
  );
  assert.match(text(exported, PATH), /\nclosedDays:\n {2}- \{ from: 2027-05-07, until: 2027-05-07, name: Brücke 2027-05-07 \}\n$/);
  const other = await createDatabase({ schema: 'cases' });
  try {
    await loadTestCatalogue(other.pool, [root], '_example');
    const done = await importAuthorities(other.pool, exported, how);
    assert.deepEqual([done.changed, done.faults, done.lost], [[PATH], [], []]);
    assert.deepEqual(texts(await exportAuthorities(other.pool)), texts(exported));
    assert.deepEqual((await importAuthorities(other.pool, exported, how)).changed, []);
    // The folder says something else since: the import holds, and the load tells it.
    const folder = await readCatalogueFolder([root]);
    const later = { ...folder, [PATH]: new TextEncoder().encode(`${text(folder, PATH)}# newer\n`) };
    const overlay = await readOverlay(other.pool);
    assert.deepEqual(layOver(later, overlay).conflicts, [{ path: PATH, at: null, what: 'hides' }]);
    assert.deepEqual(layOver(folder, overlay).conflicts, []);
  } finally {
    await other.drop();
  }
});

test('an import that would lose a change of the workplace, or that the check refuses, changes nothing', async () => {
  const exported = await exportAuthorities(stage.worker.pool);
  assert.equal((await holidays('b', '2027-06-04')).result, 'released');
  const held = texts(await exportAuthorities(stage.worker.pool));
  const stale = { [PATH]: new TextEncoder().encode(`${text(exported, PATH)}# older\n`) };
  assert.deepEqual(await importAuthorities(stage.worker.pool, stale, how), {
    changed: [],
    faults: [],
    lost: [{ path: PATH, at: 'closedDays' }],
  });
  const faulty = {
    [PATH]: new TextEncoder().encode(held[PATH]!.replace('capability: residents-register.confirm-residence', 'capability: nobody.knows')),
  };
  const refused = await importAuthorities(stage.worker.pool, faulty, how);
  assert.deepEqual(
    refused.faults.map(({ code, file, place }) => `${file} ${place} ${code}`),
    [`${PATH} bindings.0 capability-unknown`],
  );
  assert.deepEqual(texts(await exportAuthorities(stage.worker.pool)), held);
  assert.deepEqual((await importAuthorities(stage.worker.pool, stale, { ...how, replace: true })).changed, [PATH]);
  assert.equal(text(await exportAuthorities(stage.worker.pool), PATH), text(stale, PATH));
});

test('edits touch their place only; one without a place is left out and told', () => {
  const file = '# kept\nid: x # here\noffices:\n  a: { hours: [] }   # and here\nbindings: []\n';
  const changed = applyEdits(file, [
    { op: 'set', at: 'offices.a.hours', value: ['Mo-Fr 08:00-11:45'] },
    { op: 'append', at: 'bindings', value: { capability: 'a.b', to: 'people', from: '2027-01-01' } },
  ]);
  assert.equal(
    changed,
    '# kept\nid: x # here\noffices:\n  a: { hours: [Mo-Fr 08:00-11:45] }   # and here\nbindings:\n  - { capability: a.b, to: people, from: 2027-01-01 }\n',
  );
  const files = { 'authorities/c/x.yaml': new TextEncoder().encode(file) };
  const lost = {
    authority: 'x',
    path: 'authorities/c/x.yaml',
    edits: [{ op: 'set' as const, at: 'offices.b.hours', value: [] }],
    before: [null],
  };
  const laid = layOver(files, [lost]);
  assert.equal(text(laid.files, 'authorities/c/x.yaml'), file);
  assert.ok(laid.conflicts.some(({ what, at }) => what === 'without-place' && at === 'offices.b.hours'));
});
