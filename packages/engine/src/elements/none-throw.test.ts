import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a process begins by command, passes a milestone that its history keeps, and ends with the outcome of its end event', async () => {
  const started = await bench.startElement('none-start');
  assert.deepEqual(await bench.at(started), ['check']);
  const passed = await bench.startElement('none-throw');
  const { events } = await bench.engine.state(passed);
  const milestone = events[0]!.path.find((entry) => entry.element === 'file-complete' && entry.what === 'entered');
  assert.deepEqual(milestone!.properties, { milestone: 'milestones.complete' });
  assert.deepEqual(await bench.at(passed), ['decide']);
  for (const [missing, outcome] of [
    [true, 'refused'],
    [false, 'granted'],
  ] as const) {
    const { instance } = await bench.engine.state(await bench.startElement('none-end', { missing }));
    assert.deepEqual([instance!.state, instance!.outcome], ['completed', outcome]);
  }
});
