import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { storeCase } from '../../../../tests/support/stored-case.ts';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { appendAnchor, readAnchors, type Anchor } from './anchors.ts';
import { sealRecords } from './seal-records.ts';
import { verifyChain, type AuditReport } from './verify-chain.ts';

const NOW = new Date('2027-03-08T09:00:00.000Z');
let database: TestDatabase;
let machine: pg.Pool;
let auditor: pg.Pool;
let folder: string;
let anchors: Anchor[];
let cases: string[];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anchors-'));
});
after(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

async function close(): Promise<void> {
  await Promise.all([machine, auditor].map((pool) => pool?.end()));
  await database?.drop();
}

/** Two authorities with three sealed batches each: reads, steps of people, and a decision of operators. */
beforeEach(async () => {
  await close();
  database = await createDatabase({ schema: 'cases' });
  machine = new pg.Pool({ connectionString: database.roleUrl('ep_engine'), max: 2 });
  auditor = new pg.Pool({ connectionString: database.roleUrl('ep_audit'), max: 1 });
  cases = [];
  for (const authority of ['musterau', 'beispielwil']) cases.push((await storeCase(database.pool, authority)).caseId);
  const path = join(folder, `${Math.random()}.jsonl`);
  for (let batch = 0; batch < 3; batch++) {
    for (const [index, caseId] of cases.entries()) {
      await look(machine, caseId, `person:${batch}`);
      await look(machine, caseId, `person:${batch + 10}`);
      await machine.query(
        `insert into cases.task_notes (case_id, token, at, element, actor, actor_name, what) values ($1, $2, $3, 'decide', 'person:x', 'Ruth Ż.', 'completed')`,
        [caseId, batch, new Date(NOW.getTime() + index * 1.5)],
      );
    }
    assert.equal(await sealRecords(machine, new Date(NOW.getTime() + batch * 60_000)), 6);
    await appendAnchor(auditor, path, new Date(NOW.getTime() + batch * 60_000));
  }
  anchors = await readAnchors(path);
});

const look = (pool: pg.Pool, caseId: string, actor: string) =>
  pool.query(`insert into cases.access_records (case_id, actor, actor_name, office, purpose) values ($1, $2, 'Ruth Żółć', null, 'p')`, [
    caseId,
    actor,
  ]);

const verify = (): Promise<AuditReport> => verifyChain(auditor, anchors, new Date(NOW.getTime() + 3_600_000));

/** A statement of somebody who may do everything and switches off what guards the tables. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    const { rowCount } = await client.query(sql, values);
    assert.ok(rowCount !== 0, 'expected rows to tamper with');
    await client.query('reset session_replication_role');
  } finally {
    client.release();
  }
}

const codes = async (): Promise<string[]> => [...new Set((await verify()).faults.map((fault) => fault.code))].sort();

test('untouched records fit their chains and anchors', async () => {
  assert.deepEqual(await verify(), { authorities: 2, seals: 6, records: 18, removedWithCase: 0, anchors: 3, faults: [] });
  assert.equal(await sealRecords(machine, NOW), 0);
});

test('a changed record is found, with its key and nothing else of it', async () => {
  await tamper(`update cases.access_records set actor_name = 'Somebody else' where case_id = $1 and actor = 'person:1'`, [cases[0]]);
  const { faults } = await verify();
  assert.deepEqual(
    faults.map(({ code, authority }) => [code, authority]),
    [['changed', 'musterau']],
  );
  assert.match(faults[0]!.at, new RegExp(`^access ${cases[0]} \\d+$`));
});

test('a removed record is found', async () => {
  await tamper('delete from cases.task_notes where case_id = $1 and token = 1', [cases[1]]);
  assert.deepEqual(await codes(), ['removed']);
});

test('a record added beside the application is found', async () => {
  await tamper(`insert into cases.access_records (case_id, actor, actor_name, purpose) values ($1, 'person:x', 'X', 'p')`, [cases[0]]);
  assert.deepEqual(await codes(), ['added']);
});

test('records in another order are found', async () => {
  await tamper(
    `update cases.audit_leaves l set digest = o.digest, key = o.key, source = o.source from cases.audit_leaves o
     where l.authority = 'musterau' and o.authority = l.authority and l.seal = 2 and o.seal = 2 and l.position = 3 - o.position`,
  );
  assert.deepEqual(await codes(), ['broken']);
});

test('a chain computed anew over other records is found by the anchors', async () => {
  await tamper(`delete from cases.audit_leaves where authority = 'musterau' and seal = 3`);
  await tamper(`delete from cases.audit_seals where authority = 'musterau' and number = 3`);
  await tamper(`update cases.access_records set actor_name = 'Somebody else' where case_id = $1 and actor = 'person:2'`, [cases[0]]);
  await tamper(
    `insert into cases.audit_pending (authority, source, key) select 'musterau', 'access', case_id || ' ' || record_id from cases.access_records where case_id = $1 and actor in ('person:2', 'person:12')`,
    [cases[0]],
  );
  await tamper(
    `insert into cases.audit_pending (authority, source, key) select 'musterau', 'task', case_id || ' ' || token || ' completed ' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from cases.task_notes where case_id = $1 and token = 2`,
    [cases[0]],
  );
  assert.equal(await sealRecords(machine, NOW), 3);
  assert.deepEqual(await codes(), ['rewritten']);
});

test('a tail that was cut off is found by the anchors alone', async () => {
  for (const table of ['audit_leaves', 'access_records', 'task_notes'] as const) {
    const last =
      table === 'audit_leaves'
        ? `authority = 'musterau' and seal = 3`
        : `case_id = '${cases[0]}' and ${table === 'task_notes' ? 'token = 2' : `actor in ('person:2', 'person:12')`}`;
    await tamper(`delete from cases.${table} where ${last}`);
  }
  await tamper(`delete from cases.audit_seals where authority = 'musterau' and number = 3`);
  assert.deepEqual(await codes(), ['cut-off']);
  anchors = [];
  assert.deepEqual(await codes(), []);
});

test('a file of anchors that was changed is refused', async () => {
  const path = join(folder, 'changed.jsonl');
  await appendAnchor(auditor, path, NOW);
  await look(machine, cases[0]!, 'person:99');
  await sealRecords(machine, NOW);
  await appendAnchor(auditor, path, NOW);
  assert.equal((await readAnchors(path)).length, 2);
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'));
  await assert.rejects(readAnchors(path), { code: 'audit-anchors-invalid' });
});

test('a record that waits too long for its seal is told', async () => {
  await look(machine, cases[0]!, 'person:99');
  await database.pool.query(`update cases.audit_pending set at = $1`, [NOW]);
  assert.deepEqual(await codes(), ['unsealed']);
});

test('records go with their case only, and only in the transaction that says so', async () => {
  for (const sql of [
    'delete from cases.access_records',
    `update cases.access_records set actor = 'x'`,
    'truncate cases.task_notes',
    'delete from cases.audit_seals',
  ])
    await assert.rejects(database.pool.query(sql), { code: 'EP010' }, sql);
  for (const sql of ['delete from cases.access_records', `update cases.task_notes set actor = 'x'`, 'delete from cases.audit_leaves'])
    await assert.rejects(machine.query(sql), { code: '42501' }, sql);
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query(`select set_config('cases.removing', $1, true)`, [cases[0]]);
  await assert.rejects(
    client.query('savepoint s').then(() => client.query('delete from cases.access_records')),
    { code: 'EP010' },
  );
  await client.query('rollback to s');
  for (const table of ['access_records', 'task_notes', 'access', 'cases'])
    await client.query(`delete from cases.${table} where case_id = $1`, [cases[0]]);
  await client.query('commit');
  client.release();
  assert.deepEqual(await codes(), ['removed']);
  await database.pool.query(
    `insert into cases.destructions (number, at, closed_on, delete_after, authority, reference, service, retention, basis, appraised_by, removed, content_hashes, previous, hash)
     values (1, now(), '2027-01-01', '2027-02-01', 'musterau', 'r', 's', 'P1M', 'appraised', 'x', '{"cases.access_records": 6, "cases.task_notes": 3}', '{}', '\\x00', '\\x00')`,
  );
  const { removedWithCase, faults } = await verify();
  assert.deepEqual({ removedWithCase, faults }, { removedWithCase: 9, faults: [] });
});
