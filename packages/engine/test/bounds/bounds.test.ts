import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LIMITS } from '../../src/limits.ts';
import type { CaseState, Variables } from '../../src/types.ts';
import { Bench, bpmn, chain, newCaseId, properties, serviceTask, userTask } from '../kit.ts';
import { BOMBS, MODELS, ORDINARY, type Attack } from './attacks.ts';
import { deployAttack } from './deploy.ts';

let bench: Bench;
before(async () => void (bench = await Bench.open()));
after(() => bench.close());

/** Starts an attack, executes whatever it causes, and proves that another case goes on meanwhile. */
async function suffer(attack: Attack): Promise<CaseState> {
  const definitionId = await deployAttack(bench.engine, bench.database.pool, attack);
  const caseId = newCaseId();
  await bench.engine.enqueue(bench.database.pool, caseId, 'begin', { type: 'start', definitionId, variables: attack.variables ?? {} });
  const other = await bench.start(ORDINARY, { amount: 5 });
  for (let turn = 0; turn < 200 && (await bench.engine.drain()) > 0; turn += 1);
  await bench.completeJob('do.work', { done: true });
  await bench.completeTask(other, 'check');
  assert.ok(await bench.ended(other), 'the other case has ended');
  return bench.engine.state(caseId);
}

for (const attack of [...BOMBS, ...MODELS]) {
  test(`stopped by an incident of its own: ${attack.name}`, async () => {
    const { instance, incidents, tokens } = await suffer(attack);
    assert.equal(instance?.state, 'active');
    const stopping = incidents.filter(({ code }) => code === attack.code);
    assert.equal(
      stopping.length > 0,
      true,
      `${attack.code}, got ${incidents.map(({ code, message }) => `${code}: ${message}`).join(' | ') || 'none'}`,
    );
    for (const { message } of incidents) {
      assert.match(message, /^expected .+, got .+; .+/);
      assert.ok(!/xxxx/.test(message), message);
      if (attack.element) assert.ok(message.includes(`at element ${attack.element};`), message);
    }
    assert.ok(incidents.length <= 200 && tokens.length <= LIMITS.tokens + 2_000, `${incidents.length} incidents, ${tokens.length} tokens`);
  });
}

test('stopped instances have an owner, and one that is repaired runs to its end', async () => {
  const { unownedTokens } = await import('../../src/store/unowned.ts');
  const attack = MODELS.find(({ code }) => code === 'activation-budget')!;
  const definitionId = await deployAttack(bench.engine, bench.database.pool, attack);
  const caseId = newCaseId();
  await bench.command(caseId, { type: 'start', definitionId, variables: {} });
  while ((await bench.engine.drain()) > 0);
  assert.deepEqual(await unownedTokens(bench.database.pool, caseId), []);
  const [incident] = (await bench.engine.state(caseId)).incidents;
  await bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { stop: true } });
  assert.deepEqual((await bench.engine.state(caseId)).incidents.length, 1);
  await bench.command(caseId, { type: 'resolve-incident', token: incident!.token_no, actor: 'x' });
  assert.ok(await bench.ended(caseId));
});

test('a straight run of a thousand elements is no loop', async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `m${index}`);
  const body = `<bpmn:startEvent id="begin" />${ids.map((id) => `<bpmn:manualTask id="${id}" />`).join('')}<bpmn:endEvent id="end" />${chain('begin', ...ids, 'end')}`;
  const caseId = await bench.start(body);
  while ((await bench.engine.drain()) > 0);
  assert.ok(await bench.ended(caseId));
});

test('an instance that rests now and then may enter elements for years', async () => {
  const caseId = await bench.start(ORDINARY, { amount: 5 });
  await bench.database.pool.query('update engine.instance set activations = $2 where case_id = $1', [caseId, LIMITS.activations - 1]);
  bench.clock.wait(LIMITS.restSeconds + 1);
  // Another node: this one has kept the instance as it left it.
  const other = new Bench(bench.database, bench.clock);
  const { token, fence } = await other.job('do.work');
  await other.engine.run(caseId, 'rested', { type: 'complete-job', token, fence, variables: {} });
  assert.deepEqual(await bench.incidents(caseId), []);
  assert.deepEqual(await bench.at(caseId), ['check']);
});

test('a parallel loop of a thousand rounds begins them in slices, and each once', async () => {
  const body = `<bpmn:startEvent id="begin" />${serviceTask('each').replace('</bpmn:serviceTask>', '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..1000 return i" inputElement="one" outputCollection="ones" outputElement="=one" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>')}<bpmn:endEvent id="end" />${chain('begin', 'each', 'end')}`;
  const caseId = await bench.start(body);
  assert.ok((await bench.engine.state(caseId)).tokens.length < 400);
  while ((await bench.engine.drain()) > 0);
  const { jobs, tokens } = await bench.engine.state(caseId);
  assert.deepEqual([jobs.length, tokens.length], [1000, 1001]);
  assert.equal(new Set(jobs.map((job) => (job.inputs as { one: number }).one)).size, 1000);
  await bench.command(caseId, { type: 'cancel', actor: 'x', reason: 'enough' });
});

const hundredMegabytes = (): Variables => ({ blob: 'x'.repeat(100_000_000) });

test('a command of 100 MB is refused before it is sent; nothing of it reaches the database', async () => {
  const caseId = await bench.start(ORDINARY, { amount: 5 });
  const { pool } = bench.database;
  const definitionId = (await bench.engine.deploy({ xml: bpmn(ORDINARY), processId: 'main' })).definitionId;
  const start = { type: 'start', definitionId, variables: hundredMegabytes() } as const;
  await assert.rejects(bench.engine.enqueue(pool, newCaseId(), 'begin', start), { code: 'command-too-large' });
  assert.deepEqual(await bench.command(newCaseId(), start), { result: 'rejected', code: 'variables-too-large', state: 'unknown' });
  for (const command of [
    { type: 'set-variables', actor: 'x', rootVariables: hundredMegabytes() },
    { type: 'correlate', message: 'news', key: 'c', variables: hundredMegabytes() },
    { type: 'broadcast', signal: 'news', variables: hundredMegabytes() },
  ] as const) {
    assert.equal((await bench.command(caseId, command)).code, 'variables-too-large', command.type);
  }
  await bench.completeJob('do.work');
  const task = { type: 'complete-task', token: 3, actor: 'x', variables: hundredMegabytes() } as const;
  assert.equal((await bench.command(caseId, task)).code, 'variables-too-large');
  assert.deepEqual(await bench.root(caseId), { amount: 5 });
  await bench.completeTask(caseId, 'check');
  assert.ok(await bench.ended(caseId));
});

test('a command that somebody writes past the engine is refused by the database when it is too large', async () => {
  const insert = `insert into engine.work (case_id, command_id, command) values ($1, 'big', jsonb_build_object('type', 'start', 'blob', repeat('x', 5000000)))`;
  await assert.rejects(bench.database.pool.query(insert, [newCaseId()]), /work_command_size/);
});

test('a job result of 100 MB is an incident of its job, which is done again after the repair', async () => {
  const caseId = await bench.start(ORDINARY, { amount: 5 });
  const job = await bench.job('do.work');
  const { token, fence } = job;
  const outcome = await bench.command(caseId, { type: 'complete-job', token, fence, variables: hundredMegabytes() });
  assert.equal(outcome.code, 'incident');
  const [incident] = (await bench.engine.state(caseId)).incidents;
  assert.deepEqual([incident!.code, incident!.element, incident!.phase], ['value-too-large', 'work', 'job']);
  assert.match(incident!.message, /^expected at most .+, got more, at element work; keep large data .+/);
  await bench.command(caseId, { type: 'resolve-incident', token, actor: 'x' });
  await bench.completeJob('do.work', { done: true });
  assert.deepEqual(await bench.at(caseId), ['check']);
});

test('data nested without end is as refused as large data', async () => {
  let deep: unknown = 1;
  for (let level = 0; level < 50_000; level += 1) deep = [deep];
  const caseId = await bench.start(ORDINARY, { amount: 5 });
  assert.equal((await bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { deep } })).code, 'variables-too-large');
});

test('more messages than a case may keep are refused, and the case goes on', async () => {
  const caseId = await bench.start(
    `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`,
  );
  const variables = { blob: 'x'.repeat(900_000) };
  const codes: (string | null)[] = [];
  for (let count = 0; count < 5; count += 1)
    codes.push((await bench.command(caseId, { type: 'correlate', message: 'm', key: 'k', variables })).code);
  assert.deepEqual(codes, ['stored', 'stored', 'inbox-full', 'inbox-full', 'inbox-full']);
  await bench.completeTask(caseId, 'check');
  assert.ok((await bench.engine.state(caseId)).instance!.state === 'completed');
});

test('a model that takes long to read is refused before it is read, or for the expressions it may not have', async () => {
  const deploy = (body: string): Promise<unknown> => bench.engine.deploy({ xml: bpmn(body), processId: 'main' });
  const plain = '<bpmn:startEvent id="begin" /><bpmn:endEvent id="end" />';
  const says = (expression: string): string =>
    `<bpmn:startEvent id="begin" />${userTask('say', properties({ milestone: expression }))}${chain('begin', 'say')}`;
  const unreadable = { code: 'model-unreadable', message: /^expected at most .+, got / };
  await assert.rejects(deploy(`${plain}<bpmn:documentation>${'x'.repeat(1_000_000)}</bpmn:documentation>`), unreadable);
  await assert.rejects(deploy(`${plain}${'<bpmn:manualTask />'.repeat(16_000)}`), unreadable);
  const refused = { code: 'model-refused', message: /at say: expected at most .+ characters of FEEL, got more/ };
  await assert.rejects(deploy(says(`=[${'1,'.repeat(2_000)}1]`)), refused);
  let nested = plain;
  for (let depth = 0; depth < 3_000; depth += 1) nested = `<bpmn:subProcess id="s${depth}">${nested}</bpmn:subProcess>`;
  await assert.rejects(deploy(nested), { code: 'model-refused' });
});
