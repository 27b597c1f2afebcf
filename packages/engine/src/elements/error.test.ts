import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('an error thrown inside a subprocess is caught on its boundary by its code, then by the event without code', async () => {
  const taken = await bench.startElement('error', { room: false });
  await bench.completeJob('do.reserve');
  assert.ok((await bench.history(taken)).includes('completed waiting-list'));
  const job = await bench.startElement('error', { room: false });
  await bench.throwError('do.reserve', 'flooded');
  assert.ok((await bench.history(job)).includes('completed failed'));
  assert.ok(await bench.ended(job));
});
