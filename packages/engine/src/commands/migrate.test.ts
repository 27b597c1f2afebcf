import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, bpmn, chain, serviceTask, timer, userTask, fixture } from '../../test/kit.ts';
import type { MigrationPlan } from '../types.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const deploy = async (body: string): Promise<string> => (await bench.engine.deploy({ xml: bpmn(body), processId: 'main' })).definitionId;
const order = (
  a: string,
  b: string,
  extra = '',
): string => `<bpmn:startEvent id="begin" /><bpmn:parallelGateway id="fork" />${userTask(a)}${userTask(b)}
  <bpmn:parallelGateway id="join" />${serviceTask('issue')}<bpmn:endEvent id="end" />${chain('begin', 'fork', a, 'join', 'issue', 'end')}${chain('fork', b, 'join')}${extra}`;
const migrate = (caseId: string, plan: MigrationPlan) => bench.command(caseId, { type: 'migrate', actor: 'o', reason: 'new law', ...plan });

test('tokens go along by the mapping, those waiting at a join included, and keep their tasks', async () => {
  const caseId = await bench.start(order('draft', 'check'));
  await bench.completeTask(caseId, 'check');
  const before = (await bench.engine.state(caseId)).userTasks[0]!;
  const definitionId = await deploy(order('write', 'verify'));
  const refused = await migrate(caseId, { definitionId });
  assert.equal(refused.code, 'migration-refused');
  const elements = { draft: 'write', check: 'verify' };
  assert.equal((await migrate(caseId, { definitionId, elements })).result, 'done');
  const { instance, userTasks } = await bench.engine.state(caseId);
  assert.equal(instance!.definition_id, definitionId);
  assert.deepEqual(
    [userTasks[0]!.element, userTasks[0]!.token_no, userTasks[0]!.created_at],
    ['write', before.token_no, before.created_at],
  );
  await bench.completeTask(caseId, 'write');
  assert.deepEqual(await bench.at(caseId), ['issue']);
  await bench.completeJob('do.issue');
  assert.ok(await bench.ended(caseId));
});

test('a dry run lists each token that cannot go along and why', async () => {
  const caseId = await bench.start(order('draft', 'check'));
  const definitionId = await deploy(order('write', 'fork2').replaceAll('write', 'draft'));
  const { outcome, data } = await bench.engine.dryRun(caseId, { type: 'migrate', actor: 'o', reason: 'r', definitionId });
  assert.equal(outcome.code, 'migration-refused');
  assert.deepEqual(
    (data.problems as { element: string; code: string }[]).map(({ element, code }) => [element, code]),
    [['check', 'element-missing']],
  );
  const changed = await bench.engine.dryRun(caseId, {
    type: 'migrate',
    actor: 'o',
    reason: 'r',
    definitionId,
    elements: { check: 'issue' },
  });
  assert.deepEqual((changed.data.problems as { code: string }[])[0]!.code, 'kind-changed');
  const nothing = await bench.engine.dryRun(caseId, { type: 'migrate', actor: 'o', reason: 'r', definitionId, drop: ['draft', 'check'] });
  assert.deepEqual((nothing.data.problems as { code: string }[])[0]!.code, 'nothing-left');
  assert.deepEqual(await bench.at(caseId), ['check', 'draft']);
});

test('boundary events that are new begin to run, those that are gone end, and a restarted element begins anew', async () => {
  const late = `${boundary('late', 'draft', timer('timeDuration', 'P3D'))}<bpmn:endEvent id="over" />${chain('late', 'over')}`;
  const caseId = await bench.start(order('draft', 'check'));
  const withTimer = await deploy(order('draft', 'check', late));
  assert.equal((await migrate(caseId, { definitionId: withTimer, restart: ['check'] })).result, 'done');
  const { timers, tokens } = await bench.engine.state(caseId);
  assert.deepEqual(
    timers.map((row) => row.element),
    ['late'],
  );
  assert.equal(tokens.find((token) => token.element === 'check')!.visit, 2);
  const without = await deploy(order('draft', 'check'));
  await migrate(caseId, { definitionId: without, drop: ['check'] });
  assert.deepEqual((await bench.engine.state(caseId)).timers, []);
  assert.deepEqual(await bench.at(caseId), ['draft']);
});

test('a timer that has fired without interrupting is not armed anew, one that is new is', async () => {
  const remind = (id: string): string =>
    `${boundary(id, 'draft', timer('timeDuration', 'P3D')).replace('attachedToRef', 'cancelActivity="false" attachedToRef')}<bpmn:endEvent id="${id}-over" />${chain(id, `${id}-over`)}`;
  const also = (
    id: string,
  ): string => `<bpmn:subProcess id="${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}-start" isInterrupting="false">
    ${timer('timeDuration', 'P2D')}</bpmn:startEvent><bpmn:manualTask id="${id}-note" />${chain(`${id}-start`, `${id}-note`)}</bpmn:subProcess>`;
  const caseId = await bench.start(order('draft', 'check', remind('late') + also('chase')));
  bench.clock.wait(4 * 24 * 3600);
  while ((await bench.engine.drain()) > 0);
  const fired = (await bench.history(caseId)).filter((entry) => /completed (late|chase-note)$/.test(entry));
  assert.deepEqual(fired.sort(), ['completed chase-note', 'completed late']);
  const definitionId = await deploy(order('draft', 'check', remind('overdue') + remind('last') + also('hunt') + also('final')));
  const elements = { late: 'overdue', chase: 'hunt', 'chase-start': 'hunt-start' };
  assert.equal((await migrate(caseId, { definitionId, elements })).result, 'done');
  const waiting = (await bench.engine.state(caseId)).timers.map((row) => row.element);
  assert.deepEqual(waiting.sort(), ['final/final-start', 'last']);
});

test('what is called stays on its version, in a node that has just begun too', async () => {
  const called = (task: string): string => `<bpmn:startEvent id="b" />${userTask(task)}<bpmn:endEvent id="e" />${chain('b', task, 'e')}`;
  const { call } = await import('../../test/kit.ts');
  const main = `<bpmn:startEvent id="begin" />${call('give')}<bpmn:endEvent id="end" />${chain('begin', 'give', 'end')}`;
  const caseId = await bench.start(main, {}, { called: await bench.deployCalled(called('old')) });
  const { definitionId } = await bench.engine.deploy({
    xml: bpmn(main),
    processId: 'main',
    calls: { called: await bench.deployCalled(called('new')) },
  });
  assert.equal((await migrate(caseId, { definitionId })).result, 'done');
  const { createEngine } = await import('../index.ts');
  const { plainHost } = await import('../../test/kit.ts');
  const fresh = createEngine({ pool: bench.database.pool, host: plainHost(), clock: bench.clock.read });
  const token = (await bench.engine.state(caseId)).tokens.find((row) => row.element === 'old')!.token_no;
  assert.equal((await fresh.run(caseId, 'fresh', { type: 'complete-task', token, actor: 'x', variables: {} })).state, 'completed');
});

test('the other pools of a case go along, with what waits there', async () => {
  const caseId = await bench.startElement('pool', { subject: 'x' });
  const xml = (await fixture('elements/pool'))
    .replaceAll('give-opinion', 'judge')
    .replace(
      '<bpmn:startEvent id="asked"',
      `<bpmn:subProcess id="recall" triggeredByEvent="true"><bpmn:startEvent id="recalled" isInterrupting="false"><bpmn:signalEventDefinition signalRef="signal-recall" /></bpmn:startEvent><bpmn:manualTask id="note" />
       <bpmn:sequenceFlow id="recalled--note" sourceRef="recalled" targetRef="note" /></bpmn:subProcess><bpmn:startEvent id="asked"`,
    )
    .replace('</bpmn:definitions>', '<bpmn:signal id="signal-recall" name="recall" /></bpmn:definitions>');
  const { definitionId } = await bench.engine.deploy({ xml, processId: 'pool' });
  const plan = { type: 'migrate', actor: 'op', reason: 'new law', definitionId } as const;
  const dry = await bench.engine.dryRun(caseId, plan);
  assert.deepEqual(
    (dry.data.problems as { element: string; code: string }[]).map(({ element, code }) => [element, code]),
    [['give-opinion', 'element-missing']],
  );
  assert.equal((await bench.command(caseId, { ...plan, elements: { 'give-opinion': 'judge' } })).result, 'done');
  assert.deepEqual(await bench.at(caseId), ['canton', 'judge', 'opinion-arrives']);
  await bench.command(caseId, { type: 'broadcast', signal: 'recall', variables: {} });
  assert.ok((await bench.history(caseId)).includes('completed note'));
  await bench.completeTask(caseId, 'judge', { judgement: 'fine' });
  assert.deepEqual(await bench.at(caseId), ['decide']);
  assert.equal((await bench.root(caseId)).opinion, 'fine');
});
