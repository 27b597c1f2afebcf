import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, chain, flow, userTask } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';
import { bpmn } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const split = (gateway: string, flows: string): string =>
  `<bpmn:startEvent id="begin" />${gateway}${userTask('high')}${userTask('low')}${userTask('other')}<bpmn:endEvent id="end" />
   ${chain('begin', 'choose')}${flows}${flow('high', 'end')}${flow('low', 'end')}${flow('other', 'end')}`;
const GATEWAY = '<bpmn:exclusiveGateway id="choose" default="choose--other" />';
const FLOWS = flow('choose', 'high', '=amount &gt; 100') + flow('choose', 'low', '=amount &gt; 10') + flow('choose', 'other');

test('the first flow whose condition is true is taken, else the default', async () => {
  for (const [amount, expected] of [
    [500, 'high'],
    [50, 'low'],
    [5, 'other'],
    [null, 'other'],
    ['many', 'other'],
  ] as const) {
    const caseId = await bench.start(split(GATEWAY, FLOWS), { amount });
    assert.deepEqual(await bench.at(caseId), [expected], `amount ${amount}`);
    const { events } = await bench.engine.state(caseId);
    assert.equal(events[0]!.path.at(-1)!.flow, `choose--${expected}`);
  }
});

test('a split without default flow, or with a flow without condition, is refused', async () => {
  const codes = async (gateway: string, flows: string): Promise<string[]> =>
    (await inspectModel(bpmn(split(gateway, flows))))[0]!.problems.map((problem) => problem.code);
  assert.deepEqual(await codes('<bpmn:exclusiveGateway id="choose" />', FLOWS), ['default-missing', 'condition-missing']);
  assert.deepEqual(await codes(GATEWAY, flow('choose', 'high') + flow('choose', 'low', '=true') + flow('choose', 'other')), [
    'condition-missing',
  ]);
  assert.deepEqual(await codes(GATEWAY, FLOWS.replace('=amount &gt; 10<', 'amount<')), ['condition-not-feel', 'condition-missing']);
  assert.deepEqual(await codes(GATEWAY, FLOWS), []);
});

test('the documented program takes the first true flow, else the default', async () => {
  assert.deepEqual(await bench.at(await bench.startElement('exclusive-gateway', { size: 11 })), ['large']);
  assert.deepEqual(await bench.at(await bench.startElement('exclusive-gateway', { size: 10 })), ['small']);
});
