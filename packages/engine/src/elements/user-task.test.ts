import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, chain, io, lanes, node, plainHost, properties, userTask } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('the model wishes for persons and groups in texts or FEEL, the host says what it means', async () => {
  const wishes: unknown[] = [];
  const host = plainHost({
    assign: (_token, role, dueDate, _root, wish) => {
      wishes.push(wish);
      return { group: 'office:a', role: role ?? 'member', dueAt: String(dueDate), assignee: wish.assignee };
    },
  });
  const asking = await Bench.open({ host });
  try {
    const names = { clerk: 'person:ruth', roles: ['clerk', 'lead'], urgency: 7, deadline: '2027-03-20', reminder: '2027-03-10' };
    const caseId = await asking.startElement('user-task', names);
    const [task] = (await asking.engine.state(caseId)).userTasks;
    assert.deepEqual(wishes, [{ assignee: 'person:ruth', candidatePersons: ['person:a', 'person:b'], candidateGroups: ['clerk', 'lead'] }]);
    assert.deepEqual(
      [task!.assignee_id, task!.role, task!.priority, task!.candidates],
      ['person:ruth', 'clerk', 77, ['person:a', 'person:b']],
    );
    assert.equal(new Date(task!.follow_up as string).toISOString(), '2027-03-10T23:00:00.000Z');
  } finally {
    await asking.close();
  }
});

const order = (task: string, more = ''): string =>
  `${more}<bpmn:startEvent id="begin" />${task}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;

test('a user task waits with form, party, role and due day until somebody completes it', async () => {
  const task = userTask(
    'check',
    `<zeebe:assignmentDefinition candidateGroups="approver" /><zeebe:taskSchedule dueDate="=due(&#34;3 days&#34;)" />
     <zeebe:priorityDefinition priority="70" />${properties({ milestone: 'milestones.checked', 'four-eyes': 'draft' })}`,
  );
  const caseId = await bench.start(order(task, lanes({ municipality: ['check'] })), { colour: 'red' });
  const { userTasks, tokens } = await bench.engine.state(caseId);
  assert.equal(userTasks.length, 1);
  const [row] = userTasks;
  assert.equal(row!.form, 'form-check');
  assert.equal(row!.role, 'approver');
  assert.equal(row!.group_id, 'office:municipality');
  assert.equal(row!.party, 'municipality');
  assert.equal(row!.priority, 70);
  // The last day counts in full: 4 March ends at midnight in Zurich.
  assert.equal(new Date(row!.due_at as string).toISOString(), '2027-03-04T23:00:00.000Z');
  assert.deepEqual(tokens[0]!.properties, { milestone: 'milestones.checked', 'four-eyes': 'draft' });
  await bench.completeTask(caseId, 'check', { verdict: 'good' });
  const done = await bench.engine.state(caseId);
  assert.equal(done.instance!.state, 'completed');
  assert.deepEqual(done.userTasks, []);
  assert.deepEqual(done.variables['0'], { colour: 'red', verdict: 'good' });
});

test('output mappings decide alone what a completed task writes', async () => {
  const task = userTask('check', io({ shade: '=colour' }, { result: '={good: verdict = &#34;good&#34;, of: shade}' }));
  const caseId = await bench.start(order(task), { colour: 'red' });
  assert.deepEqual((await bench.engine.state(caseId)).userTasks[0]!.inputs, { shade: 'red' });
  await bench.completeTask(caseId, 'check', { verdict: 'good', remark: 'not kept' });
  assert.deepEqual(await bench.root(caseId), { colour: 'red', result: { good: true, of: 'red' } });
});

test('completing a task that is gone is rejected and changes nothing', async () => {
  const caseId = await bench.start(order(userTask('check')));
  const token = (await bench.engine.state(caseId)).tokens[0]!.token_no;
  const wrong = await bench.command(caseId, { type: 'complete-task', token: token + 5, actor: 'person:test', variables: { x: 1 } });
  assert.deepEqual([wrong.result, wrong.code], ['rejected', 'task-not-open']);
  assert.deepEqual(await bench.at(caseId), ['check']);
  assert.deepEqual(await bench.root(caseId), {});
});

test('a claimed task belongs to one person until it is given back', async () => {
  const caseId = await bench.start(order(userTask('check')));
  const token = (await bench.engine.state(caseId)).tokens[0]!.token_no;
  const claim = (assignee: string | null) => bench.command(caseId, { type: 'claim-task', token, assignee, actor: 'person:test' });
  assert.equal((await claim('person:ruth')).result, 'done');
  assert.equal((await claim('person:ida')).code, 'task-claimed');
  assert.equal((await claim(null)).result, 'done');
  assert.equal((await claim('person:ida')).result, 'done');
  assert.equal((await bench.engine.state(caseId)).userTasks[0]!.assignee_id, 'person:ida');
});

test('a task goes from one person to another only by somebody who knows who has it', async () => {
  const caseId = await bench.start(order(userTask('check')));
  const token = (await bench.engine.state(caseId)).tokens[0]!.token_no;
  const give = (from: string | undefined, assignee: string | null) =>
    bench.command(caseId, { type: 'claim-task', token, assignee, actor: 'person:lead', ...(from === undefined ? {} : { from }) });
  await give(undefined, 'person:ruth');
  assert.equal((await give('person:beat', 'person:ida')).code, 'task-claimed');
  assert.equal((await give('person:beat', null)).code, 'task-claimed');
  assert.equal((await give('person:ruth', 'person:ida')).result, 'done');
  assert.equal((await give('person:ruth', 'person:ida')).result, 'done');
  assert.equal((await bench.engine.state(caseId)).userTasks[0]!.assignee_id, 'person:ida');
});

test('names of the case written with a completion are kept beside its own result', async () => {
  const caseId = await bench.start(order(userTask('check')), { purpose: 'housing' });
  await bench.completeTask(caseId, 'check', {}, { purpose: 'other' });
  assert.deepEqual(await bench.root(caseId), { purpose: 'other' });
});

test('a user task without form is refused', async () => {
  const bare = node('userTask', 'check', '<zeebe:assignmentDefinition assignee="ruth" />');
  await assert.rejects(bench.start(order(bare)), (error: { code: string; details: { code: string }[] }) => {
    assert.equal(error.code, 'model-refused');
    assert.deepEqual(error.details.map((problem) => problem.code).sort(), ['value-missing']);
    return true;
  });
});
