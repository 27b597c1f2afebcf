import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a subprocess keeps its mapped inputs to itself, and everything else goes to the case', async () => {
  const caseId = await bench.startElement('subprocess', { applicant: { name: 'Mira' } });
  const { tokens, userTasks } = await bench.engine.state(caseId);
  assert.deepEqual(
    tokens.map((token) => token.path),
    ['hearing:1', 'hearing:1/invite:1'],
  );
  assert.deepEqual(userTasks[0]!.inputs, { person: 'Mira' });
  await bench.completeTask(caseId, 'invite', { text: 'invited', person: 'Lena' });
  assert.equal((await bench.engine.state(caseId)).userTasks[0]!.inputs instanceof Object, true);
  assert.deepEqual((await bench.engine.state(caseId)).userTasks[0]!.inputs, { person: 'Lena' });
  await bench.completeTask(caseId, 'listen');
  assert.deepEqual(await bench.root(caseId), { applicant: { name: 'Mira' }, text: 'invited', minutes: 'invited' });
  assert.ok(await bench.ended(caseId));
});

test('its boundary event cancels what runs inside', async () => {
  const caseId = await bench.startElement('subprocess', { applicant: {} });
  bench.clock.wait(30 * 24 * 3600);
  await bench.engine.drain();
  assert.ok(await bench.ended(caseId));
  assert.deepEqual((await bench.history(caseId)).slice(-6, -4), ['cancelled invite', 'cancelled hearing']);
});
