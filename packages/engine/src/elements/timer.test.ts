import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a cycle fires beside its activity as often as it says, missed rounds once', async () => {
  const caseId = await bench.startElement('timer');
  bench.clock.wait(3600);
  await bench.engine.drain();
  assert.deepEqual(await bench.at(caseId), ['work']);
  bench.clock.wait(24 * 3600);
  await bench.engine.drain();
  await bench.engine.drain();
  assert.deepEqual(await bench.at(caseId), ['remind', 'work']);
  bench.clock.wait(5 * 24 * 3600);
  await bench.engine.drain();
  await bench.engine.drain();
  assert.deepEqual(await bench.at(caseId), ['remind', 'remind', 'work']);
  await bench.completeTask(caseId, 'work');
  assert.deepEqual((await bench.engine.state(caseId)).timers, []);
  await bench.completeJob('do.remind');
  await bench.completeJob('do.remind');
  assert.ok(await bench.ended(caseId));
});

test('the interrupting date ends the activity and its cycle', async () => {
  const caseId = await bench.startElement('timer');
  bench.clock.wait(3600);
  await bench.engine.drain();
  bench.clock.set('2027-04-01T00:00:00Z');
  for (let turn = 0; turn < 4; turn += 1) await bench.engine.drain();
  assert.ok((await bench.history(caseId)).includes('completed late'));
  assert.deepEqual((await bench.engine.state(caseId)).timers, []);
});

test('the command of a timer that was armed anew meanwhile does not fire the new one early', async () => {
  const caseId = await bench.startElement('timer');
  const { timers } = await bench.engine.state(caseId);
  for (const { token_no: token, element } of timers) {
    const late = await bench.command(caseId, { type: 'fire-timer', token, element, due: '2027-02-01T00:00:00.000Z' });
    assert.deepEqual([late.result, late.code], ['rejected', 'timer-gone']);
  }
  assert.deepEqual((await bench.engine.state(caseId)).timers, timers);
});
