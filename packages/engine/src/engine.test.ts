import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, flow, newCaseId, serviceTask, userTask } from '../test/kit.ts';
import { commandOutcome, enqueueCommand } from './index.ts';
import type { StepSummary } from './types.ts';

let bench: Bench;
let broken: string | null = null;
const steps: StepSummary[] = [];
before(async () => {
  bench = await Bench.open({
    onStep: async (_client, step) => {
      if (step.caseId === broken) throw new Error('the host is broken');
      steps.push(step);
    },
  });
});
after(() => bench.close());

const body = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
const deploy = async (xml = bpmn(body)): Promise<string> => (await bench.engine.deploy({ xml, processId: 'main' })).definitionId;

test('the same content has the same definition, other content another', async () => {
  assert.equal(await deploy(), await deploy());
  assert.notEqual(await deploy(), await deploy(bpmn(body.replace('check', 'verify').replaceAll('check', 'verify'))));
});

test('a command counts once per id, run or enqueued, and tells its first outcome again', async () => {
  const definitionId = await deploy();
  const caseId = newCaseId();
  const start = { type: 'start', definitionId, variables: { a: 1 } } as const;
  await bench.engine.enqueue(bench.database.pool, caseId, 'begin', start, { actor: 'person:mira' });
  await bench.engine.enqueue(bench.database.pool, caseId, 'begin', start);
  assert.equal(await commandOutcome(bench.database.pool, caseId, 'begin'), null);
  assert.equal(await bench.engine.drain(), 1);
  assert.deepEqual(await bench.engine.run(caseId, 'begin', start), { result: 'repeated', code: null, state: 'active' });
  await bench.engine.enqueue(bench.database.pool, caseId, 'begin', start);
  await bench.engine.drain();
  const { events, tokens } = await bench.engine.state(caseId);
  assert.deepEqual([events.length, events[0]!.actor, tokens.length], [1, 'person:mira', 1]);
  assert.deepEqual(await commandOutcome(bench.database.pool, caseId, 'begin'), { result: 'done', code: null, state: 'active' });
});

test('a role that may only insert can enqueue, in the transaction of its own rows', async () => {
  const definitionId = await deploy();
  const caseId = newCaseId();
  const { pool } = bench.database;
  const role = `only_enqueue_${process.pid}`;
  await pool.query(`create role ${role}`);
  const client = await pool.connect();
  try {
    await client.query(`grant usage on schema engine to ${role}; grant insert on engine.work to ${role}`);
    await client.query(`begin; set local role ${role}`);
    await enqueueCommand(client, caseId, 'begin', { type: 'start', definitionId, variables: {} });
    await client.query('rollback');
    assert.equal(await bench.engine.drain(), 0);
    await client.query(`begin; set local role ${role}`);
    await enqueueCommand(client, caseId, 'begin', { type: 'start', definitionId, variables: {} });
    await client.query('commit');
    assert.equal(await bench.engine.drain(), 1);
    assert.deepEqual(await bench.at(caseId), ['check']);
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
    client.release();
  }
});

test('commands of a case run in the order they came; one for later waits for its time', async () => {
  const definitionId = await deploy();
  const caseId = newCaseId();
  const { pool } = bench.database;
  await bench.engine.enqueue(
    pool,
    caseId,
    'later',
    { type: 'set-variables', actor: 'x', rootVariables: { later: true } },
    { dueAt: '2027-03-01T09:00:00Z' },
  );
  await bench.engine.enqueue(pool, caseId, 'begin', { type: 'start', definitionId, variables: {} });
  await bench.engine.enqueue(pool, caseId, 'second', { type: 'set-variables', actor: 'x', rootVariables: { n: 2 } });
  await bench.engine.enqueue(pool, caseId, 'third', { type: 'set-variables', actor: 'x', rootVariables: { n: 3 } });
  await Promise.all([bench.engine.drain(), bench.engine.drain(), bench.engine.drain()]);
  await bench.engine.drain();
  assert.deepEqual(await bench.root(caseId), { n: 3 });
  bench.clock.set('2027-03-01T09:00:00Z');
  await bench.engine.drain();
  assert.deepEqual(await bench.root(caseId), { n: 3, later: true });
  assert.deepEqual(
    (await bench.engine.state(caseId)).events.map((event) => event.command_id),
    ['begin', 'second', 'third', 'later'],
  );
});

test('what the host writes with a step is lost and kept together with it', async () => {
  const caseId = await bench.start(body);
  const step = steps.find((candidate) => candidate.caseId === caseId)!;
  assert.deepEqual([step.type, step.step, step.state, step.path.at(-1)!.element], ['start', 1, 'active', 'check']);
  const token = (await bench.engine.state(caseId)).tokens[0]!.token_no;
  broken = caseId;
  await assert.rejects(bench.command(caseId, { type: 'complete-task', token, actor: 'x', variables: {} }), /host is broken/);
  broken = null;
  assert.deepEqual(await bench.at(caseId), ['check']);
});

test('a command that cannot be executed is parked with an incident, stops its own case only, and runs after the repair', async () => {
  const caseId = await bench.start(body);
  const other = await bench.start(body);
  const token = (await bench.engine.state(caseId)).tokens[0]!.token_no;
  const otherToken = (await bench.engine.state(other)).tokens[0]!.token_no;
  const { pool } = bench.database;
  broken = caseId;
  await bench.engine.enqueue(pool, caseId, 'poison', { type: 'complete-task', token, actor: 'x', variables: {} });
  await bench.engine.enqueue(pool, caseId, 'after', { type: 'set-variables', actor: 'x', rootVariables: {} });
  await bench.engine.enqueue(pool, other, 'fine', { type: 'complete-task', token: otherToken, actor: 'x', variables: {} });
  for (let turn = 0; turn < 6; turn += 1) {
    await bench.engine.drain();
    bench.clock.wait(300);
  }
  assert.equal((await bench.engine.state(other)).instance!.state, 'completed');
  const parked = await bench.engine.state(caseId);
  assert.deepEqual(
    parked.incidents.map(({ token_no, code }) => [token_no, code]),
    [[0, 'step-failed']],
  );
  assert.ok(!parked.events.some((event) => event.command_id === 'after'));
  broken = null;
  await bench.engine.enqueue(pool, caseId, 'repair', { type: 'resolve-incident', token: 0, actor: 'person:operator' });
  await bench.engine.drain();
  await bench.engine.drain();
  const repaired = await bench.engine.state(caseId);
  assert.deepEqual([repaired.instance!.state, repaired.incidents], ['completed', []]);
});

test('a loop without a waiting element is cut into steps and stopped by an incident', async () => {
  const loop = `<bpmn:startEvent id="begin" /><bpmn:exclusiveGateway id="round" default="round--again" /><bpmn:exclusiveGateway id="again" /><bpmn:endEvent id="end" />
    ${flow('begin', 'round')}${flow('round', 'again')}${flow('again', 'round')}${flow('round', 'end', '=stop = true')}`;
  const caseId = await bench.start(loop);
  assert.equal((await bench.engine.state(caseId)).tokens[0]!.state, 'ready');
  while ((await bench.engine.drain()) > 0);
  const { incidents, instance } = await bench.engine.state(caseId);
  assert.deepEqual([incidents[0]!.code, instance!.state], ['activation-budget', 'active']);
  assert.ok(instance!.step > 5);
  await bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { stop: true } });
  await bench.command(caseId, { type: 'resolve-incident', token: incidents[0]!.token_no, actor: 'x' });
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
});

test('an error of the host for one token is an incident that tells nothing of the case', async () => {
  const host = (await import('../test/kit.ts')).plainHost({
    assign: () => {
      throw new Error('person Mira is unknown');
    },
  });
  const own = await Bench.open({ host });
  const caseId = await own.start(body);
  const { incidents } = await own.engine.state(caseId);
  assert.equal(incidents[0]!.code, 'host-failed');
  assert.ok(!incidents[0]!.message.includes('Mira'));
  await own.close();
});

test('names larger than the limit are rejected and nothing is written', async () => {
  const caseId = await bench.start(body);
  const outcome = await bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { big: 'x'.repeat(1_000_001) } });
  assert.equal(outcome.code, 'variables-too-large');
  assert.deepEqual(await bench.root(caseId), {});
});

test('another node compiles a stored definition itself and goes on with the case', async () => {
  const caseId = await bench.start(
    `<bpmn:startEvent id="begin" />${serviceTask('work')}<bpmn:endEvent id="end" />${chain('begin', 'work', 'end')}`,
  );
  const { createEngine } = await import('./index.ts');
  const { plainHost } = await import('../test/kit.ts');
  const second = createEngine({ pool: bench.database.pool, host: plainHost(), clock: bench.clock.read, node: 'second' });
  const [job] = await second.claimJobs({ kinds: ['do.work'] });
  const outcome = await second.run(caseId, 'finish', { type: 'complete-job', token: job!.token, fence: job!.fence, variables: {} });
  assert.deepEqual(outcome, { result: 'done', code: null, state: 'completed' });
});
