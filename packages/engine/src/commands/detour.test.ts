import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unownedTokens } from '../store/unowned.ts';
import { Bench, chain, io, lanes, node, plainHost, userTask } from '../../test/kit.ts';

let office = 'a';
let bench: Bench;
before(async () => {
  const host = plainHost({
    assign: (token, role, dueDate) => ({
      group: token.party === 'applicant' ? 'person:p' : `office:${office}`,
      role: role ?? 'member',
      dueAt: typeof dueDate === 'string' ? dueDate : null,
    }),
    route: () => ({ to: 'people', group: `office:${office}`, role: 'member', form: 'work', dueAt: null }),
  });
  bench = await Bench.open({ host });
});
after(() => bench.close());

const ASK = `${lanes({ applicant: ['answer'] })}<bpmn:startEvent id="asked" />${userTask('answer')}<bpmn:endEvent id="answered" />${chain('asked', 'answer', 'answered')}`;
const task = userTask(
  'check',
  `<zeebe:taskSchedule dueDate="=due(&#34;3 days&#34;)" />${io({ shade: '=colour' }, { result: '={of: shade, verdict: verdict}' })}`,
);
const ORDER = `${lanes({ municipality: ['check'] })}<bpmn:startEvent id="begin" />${task}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;

/** A case at the task `check`, whose definition carries the process `called` without drawing it. */
async function atTask(body = ORDER): Promise<{ caseId: string; token: number }> {
  office = 'a';
  const called = await bench.deployCalled(ASK);
  const caseId = await bench.start(body, { colour: 'red' }, { called });
  return { caseId, token: (await bench.engine.state(caseId)).tokens.at(-1)!.token_no };
}

const ask = (caseId: string, token: number, processId = 'called') =>
  bench.command(caseId, { type: 'detour', token, processId, variables: { reason: 'why' }, actor: 'person:ruth' });

test('a task that nobody drew a way out of is set aside, and open again when what ran in its place has ended', async () => {
  const { caseId, token } = await atTask();
  await bench.command(caseId, { type: 'claim-task', token, assignee: 'person:ruth', actor: 'person:ruth' });
  assert.equal((await ask(caseId, token)).result, 'done');
  const away = await bench.engine.state(caseId);
  assert.deepEqual(
    away.userTasks.map((row) => [row.element, row.group_id, row.inputs]),
    [['answer', 'person:p', { reason: 'why' }]],
  );
  assert.deepEqual(await unownedTokens(bench.database.pool, caseId), []);
  assert.equal((await bench.command(caseId, { type: 'complete-task', token, actor: 'person:ida', variables: {} })).code, 'task-not-open');
  bench.clock.wait(2 * 86_400);
  await bench.completeTask(caseId, 'answer');
  const back = await bench.engine.state(caseId);
  assert.deepEqual(
    back.userTasks.map((row) => [row.element, row.token_no, row.assignee_id, row.inputs]),
    [['check', token, 'person:ruth', { shade: 'red' }]],
  );
  // Due on the third day, two days were waited for somebody else.
  const waited = Date.parse(back.userTasks[0]!.due_at as string) - Date.parse(back.userTasks[0]!.created_at as string);
  assert.ok(waited > 5 * 86_400_000 && waited < 6 * 86_400_000);
  assert.equal((await ask(caseId, token)).result, 'done', 'as often as needed');
  await bench.completeTask(caseId, 'answer');
  await bench.completeTask(caseId, 'check', { verdict: 'good' });
  assert.ok(await bench.ended(caseId));
  assert.deepEqual(await bench.root(caseId), { colour: 'red', result: { of: 'red', verdict: 'good' } });
});

test('only a process that the definition carries, and only an open task', async () => {
  const { caseId, token } = await atTask();
  assert.equal((await ask(caseId, token, 'unheard-of')).code, 'process-unknown');
  assert.equal((await ask(caseId, token + 7)).code, 'task-not-open');
  assert.deepEqual(await bench.at(caseId), ['check']);
  await ask(caseId, token);
  assert.equal((await ask(caseId, token)).code, 'task-not-open', 'not twice at once');
});

test('a step that people do for a capability is set aside as well, and its party may be another one afterwards', async () => {
  const body = `${lanes({ municipality: ['check'] })}<bpmn:startEvent id="begin" />${node('serviceTask', 'check', '<zeebe:taskDefinition type="confirm" />')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
  const { caseId, token } = await atTask(body);
  await bench.command(caseId, { type: 'claim-task', token, assignee: 'person:ruth', actor: 'person:ruth' });
  await ask(caseId, token);
  office = 'b';
  await bench.completeTask(caseId, 'answer');
  const [open] = (await bench.engine.state(caseId)).userTasks;
  assert.deepEqual([open!.group_id, open!.assignee_id, open!.capability], ['office:b', null, 'confirm']);
  office = 'c';
  assert.equal((await bench.command(caseId, { type: 'reassign-task', token })).result, 'done');
  assert.equal((await bench.engine.state(caseId)).userTasks[0]!.group_id, 'office:c');
  await bench.completeTask(caseId, 'check');
  assert.ok(await bench.ended(caseId));
});

test('a detour is taken back: what ran in its place is gone, the task is open again; whoever comes second is refused', async () => {
  const { caseId, token } = await atTask();
  await bench.command(caseId, { type: 'claim-task', token, assignee: 'person:ruth', actor: 'person:ruth' });
  await ask(caseId, token);
  const since = bench.clock.read();
  const back = (at = since) => bench.command(caseId, { type: 'end-detour', token, since: at, actor: 'person:ruth' });
  const answer = (await bench.engine.state(caseId)).userTasks[0]!.token_no as number;
  bench.clock.wait(86_400);
  assert.equal((await back(bench.clock.read())).code, 'no-detour', 'another detour is meant');
  assert.equal((await back()).result, 'done');
  assert.deepEqual(await bench.at(caseId), ['check']);
  const [open] = (await bench.engine.state(caseId)).userTasks;
  assert.deepEqual([open!.element, open!.assignee_id], ['check', 'person:ruth']);
  const waited = Date.parse(open!.due_at as string) - Date.parse(open!.created_at as string);
  assert.ok(waited > 4 * 86_400_000 - 3_600_000 && waited < 5 * 86_400_000, 'the deadline moved by the day it was set aside');
  assert.equal(
    (await bench.command(caseId, { type: 'complete-task', token: answer, actor: 'person:p', variables: {} })).code,
    'task-not-open',
  );
  assert.equal((await back()).code, 'no-detour', 'not twice');
  await ask(caseId, token);
  await bench.completeTask(caseId, 'answer');
  assert.equal((await back(bench.clock.read())).code, 'no-detour', 'the answer was faster');
  await bench.completeTask(caseId, 'check', { verdict: 'good' });
  assert.ok(await bench.ended(caseId));
});

test('what ends the task ends what runs in its place', async () => {
  const boundary = `<bpmn:boundaryEvent id="late" attachedToRef="check"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="over" />`;
  const body = `${lanes({ municipality: ['check', 'late'] })}<bpmn:startEvent id="begin" />${userTask('check')}${boundary}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}<bpmn:sequenceFlow id="x" sourceRef="late" targetRef="over" />`;
  const { caseId, token } = await atTask(body);
  await ask(caseId, token);
  bench.clock.wait(4000);
  await bench.engine.drain();
  assert.ok(await bench.ended(caseId));
});
