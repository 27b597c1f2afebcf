import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a boundary message that does not interrupt comes as often as it is sent; one that does ends the activity', async () => {
  const caseId = await bench.startElement('message', { case: { id: 'c' } });
  await bench.message(caseId, 'supplement', { early: true });
  await bench.message(caseId, 'hello');
  assert.deepEqual(await bench.at(caseId), ['read-supplement', 'work']);
  await bench.message(caseId, 'supplement');
  assert.deepEqual(await bench.at(caseId), ['read-supplement', 'read-supplement', 'work']);
  await bench.message(caseId, 'stop');
  assert.deepEqual(await bench.at(caseId), ['read-supplement', 'read-supplement']);
});

test('a throw event without task definition reaches the case itself, with one it is a job', async () => {
  const caseId = await bench.startElement('message', { case: { id: 'c' } });
  await bench.message(caseId, 'hello');
  await bench.completeTask(caseId, 'work');
  const { rows } = await bench.database.pool.query('select name, variables from engine.inbox where case_id = $1', [caseId]);
  assert.deepEqual(rows, [{ name: 'told', variables: { what: 1 } }]);
  assert.deepEqual(await bench.at(caseId), ['told-outside']);
  await bench.completeJob('do.tell');
  assert.ok(await bench.ended(caseId));
});
