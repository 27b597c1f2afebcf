import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, call, chain, io, newCaseId, userTask } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';
import type { Command } from '../types.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('two pools work on one case: a message begins the other, its answer comes back, no key is written', async () => {
  const caseId = await bench.startElement('pool', { subject: 'solar roof' });
  assert.deepEqual(await bench.at(caseId), ['canton', 'give-opinion', 'opinion-arrives']);
  const { userTasks, tokens } = await bench.engine.state(caseId);
  assert.deepEqual(
    userTasks.map((task) => [task.element, task.process_id, task.party, task.inputs]),
    [['give-opinion', 'opinion', 'canton', { question: 'solar roof' }]],
  );
  assert.equal(tokens.find((token) => token.element === 'opinion-arrives')!.party, 'municipality');
  await bench.completeTask(caseId, 'give-opinion', { judgement: 'fine' });
  assert.deepEqual(await bench.at(caseId), ['decide']);
  assert.deepEqual(await bench.root(caseId), { subject: 'solar roof', judgement: 'fine', opinion: 'fine' });
  await bench.completeTask(caseId, 'decide');
  await bench.completeJob('do.notify');
  assert.ok(await bench.ended(caseId));
});

test('an operator begins a pool beside the process, never inside another pool', async () => {
  const caseId = await bench.startElement('pool', { subject: 'solar roof' });
  const { tokens } = await bench.engine.state(caseId);
  const [canton, task] = ['canton', 'give-opinion'].map((element) => tokens.find((token) => token.element === element)!.token_no);
  const modify = async (change: Partial<Extract<Command, { type: 'modify' }>>): Promise<string> =>
    (await bench.command(caseId, { type: 'modify', actor: 'x', reason: 'tried', ...change })).result;
  assert.equal(await modify({ move: [{ token: task!, element: 'municipality' }] }), 'rejected');
  assert.equal(await modify({ activate: [{ scope: canton!, element: 'municipality' }] }), 'rejected');
  assert.deepEqual(await bench.at(caseId), ['canton', 'give-opinion', 'opinion-arrives']);
  assert.equal(await modify({ activate: [{ scope: 0, element: 'canton' }] }), 'done');
  assert.deepEqual(await bench.at(caseId), ['canton', 'canton', 'give-opinion', 'give-opinion', 'opinion-arrives']);
});

test('a called process works with the pools of its own file, each call with pools of its own', async () => {
  const definitionId = await bench.deployElement('pool');
  const subjects = (id: string, subject: string): string =>
    call(id, io({ subject: `=&#34;${subject}&#34;` })).replace('"called"', '"pool"');
  const caseId = await bench.start(
    `<bpmn:startEvent id="begin" /><bpmn:parallelGateway id="both" />${subjects('one', 'roof')}${subjects('two', 'wall')}<bpmn:parallelGateway id="join" /><bpmn:endEvent id="end" />
      ${chain('begin', 'both', 'one', 'join', 'end')}${chain('both', 'two', 'join')}`,
    {},
    { pool: definitionId },
  );
  const { userTasks } = await bench.engine.state(caseId);
  assert.deepEqual(
    userTasks.map((task) => [task.element, (task.inputs as { question: string }).question]),
    [
      ['give-opinion', 'roof'],
      ['give-opinion', 'wall'],
    ],
  );
  // The second is answered first: its answer reaches the call that asked.
  for (const [task, judgement] of [
    [userTasks[1]!, 'thick'],
    [userTasks[0]!, 'flat'],
  ] as const)
    await bench.command(caseId, { type: 'complete-task', token: task.token_no as number, actor: 'x', variables: { judgement } });
  const { variables, tokens } = await bench.engine.state(caseId);
  const opinionOf = (called: string): unknown => variables[String(tokens.find((token) => token.element === called)!.token_no)]!.opinion;
  assert.deepEqual([opinionOf('one'), opinionOf('two')], ['flat', 'thick']);
  assert.deepEqual(await bench.at(caseId), ['decide', 'decide', 'one', 'two']);
  await bench.completeTask(caseId, 'decide');
  await bench.completeTask(caseId, 'decide');
  for (const { caseId: of, token, fence } of await bench.engine.claimJobs({ kinds: ['do.notify'] }))
    await bench.command(of, { type: 'complete-job', token, fence, variables: {} });
  assert.deepEqual(await bench.incidents(caseId), []);
  assert.ok(await bench.ended(caseId));
});

test('an answer that comes before it is waited for is kept in the inbox of the case', async () => {
  const caseId = await bench.startElement('pool', { subject: 'x' });
  const waiting = (await bench.engine.state(caseId)).tokens.find((token) => token.element === 'opinion-arrives')!.token_no;
  await bench.command(caseId, { type: 'modify', actor: 'op', reason: 'not yet', move: [{ token: waiting, element: 'ask-canton' }] });
  assert.deepEqual(await bench.at(caseId), ['canton', 'canton', 'give-opinion', 'give-opinion', 'opinion-arrives']);
  await bench.completeTask(caseId, 'give-opinion', { judgement: 1 });
  await bench.completeTask(caseId, 'give-opinion', { judgement: 2 });
  assert.deepEqual(await bench.at(caseId), ['decide']);
  const { rows } = await bench.database.pool.query('select name from engine.inbox where case_id = $1', [caseId]);
  assert.deepEqual(rows, [{ name: 'answer' }]);
});

test('keys of their own tell several pools of one process apart', async () => {
  const caseId = await bench.startElement('message-flow', { parcels: ['p1', 'p2'] });
  const { userTasks } = await bench.engine.state(caseId);
  assert.deepEqual(
    userTasks.map((task) => (task.inputs as { parcel: string }).parcel),
    ['p1', 'p2'],
  );
  await bench.command(caseId, {
    type: 'complete-task',
    token: userTasks[1]!.token_no as number,
    actor: 'n',
    variables: { consents: 'no' },
  });
  await bench.command(caseId, {
    type: 'complete-task',
    token: userTasks[0]!.token_no as number,
    actor: 'n',
    variables: { consents: 'yes' },
  });
  assert.ok(await bench.ended(caseId));
  assert.deepEqual((await bench.root(caseId)).answers, ['yes', 'no']);
});

test('a node that has not deployed the file runs its pools as well', async () => {
  const definitionId = await bench.deployElement('pool');
  const other = new Bench(bench.database, bench.clock);
  const caseId = newCaseId();
  await other.engine.run(caseId, 'start', { type: 'start', definitionId, variables: { subject: 'x' } });
  assert.deepEqual(await other.at(caseId), ['canton', 'give-opinion', 'opinion-arrives']);
});

test('an end that terminates, an error and a second end stay in their own pool; the case ends with its last pool', async () => {
  const collaboration = `<bpmn:collaboration id="c"><bpmn:participant id="one" processRef="main" /><bpmn:participant id="two" processRef="partner" />
    <bpmn:messageFlow id="call" sourceRef="tell" targetRef="called" /></bpmn:collaboration>
    <bpmn:process id="partner" isExecutable="true"><bpmn:startEvent id="called"><bpmn:messageEventDefinition /></bpmn:startEvent>${userTask('theirs')}
      <bpmn:endEvent id="their-end"><bpmn:errorEventDefinition errorRef="error_broken" /></bpmn:endEvent>${chain('called', 'theirs', 'their-end')}</bpmn:process>`;
  const xml = bpmn(
    `<bpmn:startEvent id="begin" /><bpmn:sendTask id="tell" />${userTask('ours')}<bpmn:endEvent id="our-end"><bpmn:terminateEventDefinition /></bpmn:endEvent>
      ${chain('begin', 'tell', 'ours', 'our-end')}
      <bpmn:subProcess id="catching" triggeredByEvent="true"><bpmn:startEvent id="any"><bpmn:errorEventDefinition /></bpmn:startEvent>${userTask('caught')}${chain('any', 'caught')}</bpmn:subProcess>`,
    'main',
    collaboration,
  );
  const { definitionId } = await bench.engine.deploy({ xml, processId: 'main' });
  const caseId = newCaseId();
  await bench.command(caseId, { type: 'start', definitionId, variables: {} });
  assert.deepEqual(await bench.at(caseId), ['ours', 'theirs', 'two']);
  await bench.completeTask(caseId, 'ours');
  assert.deepEqual(await bench.at(caseId), ['theirs', 'two']);
  await bench.completeTask(caseId, 'theirs');
  assert.deepEqual(await bench.incidents(caseId), ['uncaught-error']);
  const stuck = (await bench.engine.state(caseId)).incidents[0]!.token_no;
  await bench.command(caseId, { type: 'skip-incident', token: stuck, actor: 'op', reason: 'known' });
  assert.ok(await bench.ended(caseId));
});

test('a message flow that nothing would follow is refused, one to a pool without process is a drawing', async () => {
  const around = (flow: string): string =>
    bpmn(
      `<bpmn:startEvent id="begin" />${userTask('work')}<bpmn:endEvent id="end" />${chain('begin', 'work', 'end')}`,
      'main',
      `<bpmn:collaboration id="c"><bpmn:participant id="one" processRef="main" /><bpmn:participant id="two" processRef="partner" /><bpmn:participant id="paper" />${flow}</bpmn:collaboration>
       <bpmn:process id="partner" isExecutable="true"><bpmn:startEvent id="called" /><bpmn:endEvent id="over" />${chain('called', 'over')}</bpmn:process>`,
    );
  const [drawn] = await inspectModel(around('<bpmn:messageFlow id="f" sourceRef="work" targetRef="paper" />'));
  assert.deepEqual(drawn!.problems, []);
  const [refused] = await inspectModel(around('<bpmn:messageFlow id="f" sourceRef="work" targetRef="called" />'));
  assert.deepEqual(
    refused!.problems.map((problem) => [problem.code, problem.element]),
    [['message-flow', 'f']],
  );
});
