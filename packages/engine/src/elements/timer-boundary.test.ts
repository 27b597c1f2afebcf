import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, bpmn, call, chain, serviceTask, timer, userTask } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const body = (activity: string, extra = ''): string =>
  `<bpmn:startEvent id="begin" />${activity}${boundary('over', 'work', timer('timeDuration', '=within'), extra)}
   <bpmn:endEvent id="done" /><bpmn:endEvent id="late" />${chain('begin', 'work', 'done')}${chain('over', 'late')}`;

test('time over cancels the task, and the flow goes on behind the event', async () => {
  const caseId = await bench.start(body(userTask('work')), { within: 'P2D' });
  const token = (await bench.engine.state(caseId)).tokens[0]!.token_no;
  bench.clock.wait(2 * 24 * 3600);
  await bench.engine.drain();
  assert.deepEqual((await bench.history(caseId)).slice(-5), [
    'cancelled work',
    'entered over',
    'completed over',
    'entered late',
    'completed late',
  ]);
  const tooLate = await bench.command(caseId, { type: 'complete-task', token, actor: 'person:test', variables: {} });
  assert.equal(tooLate.code, 'instance-closed');
});

test('a job that is cancelled by time cannot be completed by its worker', async () => {
  const other = body(serviceTask('work')).replace('<bpmn:endEvent id="late" />', userTask('late'));
  const caseId = await bench.start(other, { within: 'PT1H' });
  const job = await bench.job('do.work');
  bench.clock.wait(3600);
  await bench.engine.drain();
  const late = await bench.command(caseId, { type: 'complete-job', token: job.token, fence: job.fence, variables: {} });
  assert.equal(late.code, 'job-not-open');
  assert.deepEqual(await bench.at(caseId), ['late']);
});

test('on a call activity it cancels everything the call has opened', async () => {
  const definitionId = await bench.deployCalled(
    `<bpmn:startEvent id="b" />${userTask('deep')}<bpmn:endEvent id="e" />${chain('b', 'deep', 'e')}`,
  );
  const caseId = await bench.start(body(call('work')), { within: 'PT1H' }, { called: definitionId });
  bench.clock.wait(3600);
  await bench.engine.drain();
  const { tokens, userTasks, variables } = await bench.engine.state(caseId);
  assert.deepEqual([tokens, userTasks, Object.keys(variables)], [[], [], ['0']]);
  assert.ok((await bench.history(caseId)).includes('cancelled deep'));
});

test('completing in time takes the timer away', async () => {
  const caseId = await bench.start(body(userTask('work')), { within: 'P2D' });
  await bench.completeTask(caseId, 'work');
  assert.deepEqual((await bench.engine.state(caseId)).timers, []);
  assert.ok((await bench.history(caseId)).includes('completed done'));
});

test('one on a gateway is refused', async () => {
  const codes = async (xml: string): Promise<string[]> => (await inspectModel(xml))[0]!.problems.map((problem) => problem.code);
  assert.deepEqual(await codes(bpmn(body('<bpmn:exclusiveGateway id="work" />'))), ['boundary-host']);
});
