import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, userTask } from '../test/kit.ts';
import { endedBefore, holdCase, openMonths, previewRetention, runRetention, type RetentionMonth } from './index.ts';

const BODY = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
const END_OF_TIME = endedBefore('2099-01-01T00:00:00Z');
let bench: Bench;
let definitionId: string;
before(async () => {
  bench = await Bench.open();
  ({ definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' }));
  await bench.database.pool.query(`select engine.open_months('2020-01-01', '2020-06-30')`);
});
after(() => bench.close());

let made = 0;
/** A case whose id carries an instant. */
function caseOf(day: string): string {
  const time = Date.parse(day).toString(16).padStart(12, '0');
  made += 1;
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(made).padStart(12, '0')}`;
}

async function begin(day: string): Promise<string> {
  const caseId = caseOf(day);
  await bench.engine.run(caseId, 'start', { type: 'start', definitionId, variables: { day } });
  return caseId;
}

async function finish(day: string): Promise<string> {
  const caseId = await begin(day);
  const { state } = await complete(caseId);
  assert.equal(state, 'completed');
  return caseId;
}

const complete = (caseId: string) =>
  bench.engine.run(caseId, 'done', { type: 'complete-task', token: 2, actor: 'person:x', variables: { answer: 1 } });

const monthOf = (months: RetentionMonth[], month: string): RetentionMonth => months.find((each) => each.month === month)!;

async function partition(caseId: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of ['instance', 'variable', 'event']) {
    const { rows } = await bench.database.pool.query(
      `select distinct tableoid::regclass::text as name from engine.${table} where case_id = $1 order by 1`,
      [caseId],
    );
    found[table] = rows.map(({ name }) => name.replace('engine_months.', ''));
  }
  return found;
}

test('an open instance lies with the open ones, an ended one in the month of its case', async () => {
  const caseId = await begin('2020-01-05');
  assert.deepEqual(await partition(caseId), { instance: ['instance_open'], variable: ['variable_open'], event: ['event_2020_01'] });
  await complete(caseId);
  assert.deepEqual(await partition(caseId), { instance: ['instance_2020_01'], variable: ['variable_2020_01'], event: ['event_2020_01'] });
  assert.deepEqual(await bench.root(caseId), { day: '2020-01-05', answer: 1 });
});

test('commands of ended cases are told what they did, and what does not fit is rejected', async () => {
  const caseId = await finish('2020-02-03');
  assert.deepEqual(await complete(caseId), { result: 'repeated', code: null, state: 'completed' });
  assert.deepEqual(await bench.engine.run(caseId, 'start', { type: 'start', definitionId, variables: {} }), {
    result: 'repeated',
    code: null,
    state: 'active',
  });
  const again = await bench.engine.run(caseId, 'start again', { type: 'start', definitionId, variables: {} });
  assert.deepEqual(again, { result: 'rejected', code: 'already-started', state: 'completed' });
  const late = await bench.engine.run(caseId, 'late', { type: 'cancel', actor: 'person:x', reason: 'late' } as never);
  assert.deepEqual(late, { result: 'rejected', code: 'instance-closed', state: 'completed' });
});

test('a month whose cases may all go is dropped whole, others are kept', async () => {
  const gone = await finish('2020-03-10');
  const open = await begin('2020-04-10');
  const ended = await finish('2020-04-11');
  const preview = await previewRetention(bench.database.pool, { rule: END_OF_TIME });
  assert.deepEqual(
    { ...monthOf(preview, '2020-03'), bytes: 0 },
    { month: '2020-03', going: 1, open: 0, kept: 0, held: 0, bytes: 0, action: 'drop' },
  );
  assert.equal(monthOf(preview, '2020-04').action, 'keep');
  assert.deepEqual(await partition(gone), { instance: ['instance_2020_03'], variable: ['variable_2020_03'], event: ['event_2020_03'] });
  const done = await runRetention(bench.database.pool, { rule: END_OF_TIME });
  assert.ok(done.every(({ action }) => action === 'drop') && monthOf(done, '2020-03'));
  assert.deepEqual(await partition(gone), { instance: [], variable: [], event: [] });
  const { rows } = await bench.database.pool.query(`select to_regclass('engine_months.event_2020_03') as name`);
  assert.equal(rows[0].name, null);
  assert.equal((await bench.engine.state(ended)).events.length, 2);
  assert.deepEqual(await complete(open), { result: 'done', code: null, state: 'completed' });
});

test('a thinned month keeps open, held and kept cases complete, and its open ones go on', async () => {
  const gone = await finish('2020-05-10');
  const open = await begin('2020-05-11');
  const held = await finish('2020-05-12');
  await holdCase(bench.database.pool, held, { held: true, reason: 'appeal before the court', actor: 'person:archivist' });
  const thin = { rule: END_OF_TIME, thin: true };
  const { going, open: waiting, held: kept, action } = monthOf(await previewRetention(bench.database.pool, thin), '2020-05');
  assert.deepEqual([going, waiting, kept, action], [1, 1, 1, 'thin']);
  await runRetention(bench.database.pool, thin);
  assert.deepEqual(await partition(gone), { instance: [], variable: [], event: [] });
  assert.deepEqual((await bench.engine.state(held)).events.map(({ type }) => type).sort(), ['complete-task', 'hold', 'start']);
  assert.deepEqual(await complete(open), { result: 'done', code: null, state: 'completed' });
  await holdCase(bench.database.pool, held, { held: false, reason: 'appeal decided', actor: 'person:archivist' });
  assert.equal(monthOf(await previewRetention(bench.database.pool, thin), '2020-05').action, 'drop');
});

test('detached partitions are kept for an archive', async () => {
  const caseId = await finish('2020-06-10');
  await runRetention(bench.database.pool, { rule: END_OF_TIME, detach: true });
  assert.deepEqual((await partition(caseId)).event, []);
  const { rows } = await bench.database.pool.query(
    `select relname from pg_class where relkind = 'r' and relname like 'detached_event_2020_06_%'`,
  );
  assert.equal(rows.length, 1);
  const kept = await bench.database.pool.query(`select count(*)::integer as n from engine_months.${rows[0].relname} where case_id = $1`, [
    caseId,
  ]);
  assert.equal(kept.rows[0].n, 2);
});

test('what came before its month was opened moves there', async () => {
  const caseId = await finish('2019-07-01');
  assert.deepEqual(await partition(caseId), { instance: ['instance_rest'], variable: ['variable_rest'], event: ['event_rest'] });
  await bench.database.pool.query(`select engine.open_months('2019-07-01', '2019-07-01')`);
  assert.deepEqual(await partition(caseId), { instance: ['instance_2019_07'], variable: ['variable_2019_07'], event: ['event_2019_07'] });
  assert.equal(await openMonths(bench.database.pool), 0);
});

test('steps go on while a run drops months', async () => {
  const days = ['2020-07-01', '2020-08-01'];
  await bench.database.pool.query(`select engine.open_months('2020-07-01', '2020-08-31')`);
  await Promise.all(Array.from({ length: 20 }, () => finish(days[0]!)));
  const going = Promise.all(Array.from({ length: 60 }, () => finish(days[1]!)));
  const done = await runRetention(bench.database.pool, {
    rule: { text: `select case_id from engine.instance where case_id < engine.month_bound($1::date)`, values: [days[1]] },
  });
  assert.equal(monthOf(done, '2020-07').going, 20);
  const cases = await going;
  assert.equal(new Set(cases).size, 60);
});

test('a role under row-level security is refused', async () => {
  const { pool } = bench.database;
  await pool.query(
    `alter table engine.instance enable row level security; drop role if exists blind_${process.pid}; create role blind_${process.pid}; grant usage on schema engine to blind_${process.pid}`,
  );
  const client = await pool.connect();
  try {
    await client.query(`set role blind_${process.pid}`);
    const own = { connect: async () => ({ query: client.query.bind(client), release: () => {} }) } as never;
    await assert.rejects(previewRetention(own, { rule: END_OF_TIME }), { code: 'retention-blind' });
  } finally {
    await client.query('reset role');
    client.release();
    await pool.query(
      `revoke usage on schema engine from blind_${process.pid}; drop role blind_${process.pid}; alter table engine.instance disable row level security`,
    );
  }
});
