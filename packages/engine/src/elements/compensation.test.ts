import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const planned = async (names: Record<string, unknown>): Promise<string> => {
  const caseId = await bench.startElement('compensation', { all: false, hallOnly: false });
  await bench.completeJob('do.hall', { hall: 'blue' });
  await bench.completeJob('do.cook');
  await bench.completeTask(caseId, 'confirm', names);
  return caseId;
};

test('what has completed is undone by its handlers, the last one first, also inside a subprocess; then the flow goes on', async () => {
  const caseId = await planned({ all: true });
  assert.deepEqual(await bench.at(caseId), ['dismiss-cook', 'undo']);
  await bench.completeJob('do.dismiss-cook');
  assert.deepEqual(await bench.at(caseId), ['free-hall', 'undo']);
  await bench.completeJob('do.free-hall', { freed: true });
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.root(caseId)).freed, true);
  const { rows } = await bench.database.pool.query('select 1 from engine.compensation where case_id = $1', [caseId]);
  assert.equal(rows.length, 0);
});

test('one that names an activity undoes only that', async () => {
  const caseId = await planned({ hallOnly: true });
  assert.deepEqual(await bench.at(caseId), ['free-hall', 'undo-hall-only']);
  await bench.completeJob('do.free-hall');
  assert.ok(await bench.ended(caseId));
});

test('nothing is undone that was not thrown for', async () => {
  const caseId = await planned({});
  assert.ok(await bench.ended(caseId));
  assert.ok(!(await bench.history(caseId)).includes('entered free-hall'));
});
