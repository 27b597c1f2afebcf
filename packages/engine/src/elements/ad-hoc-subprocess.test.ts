import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('the named elements begin, more may be begun, and the condition ends the rest', async () => {
  const caseId = await bench.startElement('ad-hoc-subprocess', { plan: ['call', 'write'], clear: false });
  assert.deepEqual(await bench.at(caseId), ['call', 'case-work', 'write']);
  const { token_no: token } = (await bench.engine.state(caseId)).tokens.find((row) => row.element === 'case-work')!;
  const begin = (elements: string[]) => bench.command(caseId, { type: 'activate-elements', token, elements, actor: 'x' });
  assert.equal((await begin(['file'])).code, 'element-unknown');
  assert.equal((await begin(['visit'])).result, 'done');
  await bench.completeTask(caseId, 'write');
  assert.deepEqual(await bench.at(caseId), ['call', 'case-work', 'file', 'visit']);
  await bench.completeTask(caseId, 'call', { clear: true });
  assert.ok(await bench.ended(caseId));
});

test('without its condition it ends when nothing runs in it; with nothing to begin it is passed', async () => {
  const caseId = await bench.startElement('ad-hoc-subprocess', { plan: ['visit'], clear: false });
  await bench.completeTask(caseId, 'visit');
  assert.ok(await bench.ended(caseId));
  assert.ok(await bench.ended(await bench.startElement('ad-hoc-subprocess', { plan: [] })));
  assert.deepEqual(await bench.incidents(await bench.startElement('ad-hoc-subprocess', { plan: ['nothing'] })), ['value-invalid']);
});
