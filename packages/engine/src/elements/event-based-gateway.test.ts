import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, flow, node, timer } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const NEWS = '<bpmn:messageEventDefinition messageRef="message_news" />';
const body = (duration = 'P1D'): string =>
  `<bpmn:startEvent id="begin" /><bpmn:eventBasedGateway id="wait" />
   ${node('intermediateCatchEvent', 'over', '', timer('timeDuration', duration))}
   ${node('intermediateCatchEvent', 'came', '<zeebe:ioMapping><zeebe:output source="=text" target="news" /></zeebe:ioMapping>', NEWS)}
   <bpmn:endEvent id="late" /><bpmn:endEvent id="good" />
   ${chain('begin', 'wait', 'over', 'late')}${flow('wait', 'came')}${flow('came', 'good')}`;

test('the message wins before the time is over, and the timer is gone', async () => {
  const caseId = await bench.start(body(), { case: { id: 'k1' } });
  const waiting = await bench.engine.state(caseId);
  assert.deepEqual([waiting.tokens[0]!.element, waiting.timers[0]!.element, waiting.subscriptions[0]!.key], ['wait', 'over', 'k1']);
  await bench.command(caseId, { type: 'correlate', message: 'news', key: 'k1', variables: { text: 'hello' } });
  const done = await bench.engine.state(caseId);
  assert.deepEqual([done.instance!.state, done.timers, done.subscriptions], ['completed', [], []]);
  assert.equal((await bench.root(caseId)).news, 'hello');
  assert.ok((await bench.history(caseId)).includes('completed good'));
});

test('the timer wins when nothing came', async () => {
  const caseId = await bench.start(body(), { case: { id: 'k2' } });
  bench.clock.wait(24 * 3600 - 1);
  await bench.engine.drain();
  assert.deepEqual(await bench.at(caseId), ['wait']);
  bench.clock.wait(2);
  await bench.engine.drain();
  assert.ok((await bench.history(caseId)).includes('completed late'));
  const late = await bench.command(caseId, { type: 'correlate', message: 'news', key: 'k2', variables: {} });
  assert.equal(late.code, 'instance-closed');
});

test('a message that came before is taken out of the inbox at once', async () => {
  const withTask = body()
    .replace(
      '<bpmn:eventBasedGateway',
      '<bpmn:userTask id="first"><bpmn:extensionElements><zeebe:formDefinition formId="f" /></bpmn:extensionElements></bpmn:userTask><bpmn:eventBasedGateway',
    )
    .replace(flow('begin', 'wait'), chain('begin', 'first', 'wait'));
  const caseId = await bench.start(withTask, { case: { id: 'k3' } });
  assert.equal(
    (await bench.command(caseId, { type: 'correlate', message: 'news', key: 'k3', variables: { text: 'early' } })).code,
    'stored',
  );
  await bench.completeTask(caseId, 'first');
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
  assert.equal((await bench.root(caseId)).news, 'early');
});

test('anything but timer and message events behind it is refused', async () => {
  const wrong = `<bpmn:startEvent id="begin" /><bpmn:eventBasedGateway id="wait" /><bpmn:endEvent id="end" />
    ${node('intermediateCatchEvent', 'over', '', timer('timeDuration', 'P1D'))}${chain('begin', 'wait', 'end')}${flow('wait', 'over')}${flow('over', 'end')}`;
  assert.deepEqual(
    (await inspectModel(bpmn(wrong)))[0]!.problems.map(({ code, element }) => [code, element]),
    [['event-expected', 'end']],
  );
});

test('the documented program goes on with the first event and waits for no other', async () => {
  const ends = ['replied', 'late', 'stopped', 'done'];
  const happenings: ((caseId: string) => Promise<unknown>)[] = [
    (caseId) => bench.message(caseId, 'reply'),
    async () => {
      bench.clock.wait(3 * 24 * 3600);
      await bench.engine.drain();
    },
    (caseId) => bench.command(caseId, { type: 'broadcast', signal: 'stop', variables: {} }),
    (caseId) => bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { paid: true } }),
  ];
  for (const [index, happen] of happenings.entries()) {
    const caseId = await bench.startElement('event-based-gateway', { case: { id: 'c' }, paid: false });
    await happen(caseId);
    assert.ok(await bench.ended(caseId));
    assert.ok((await bench.history(caseId)).includes(`completed ${ends[index]}`));
  }
});
