import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { glance } from '../request/glance.ts';
import type { CasesContext } from '../types.ts';

let database: TestDatabase;
let context: CasesContext;
const [person, other, caseId, otherCase] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const [secret, otherSecret] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];

before(async () => {
  database = await createDatabase({ schema: 'cases' });
  context = {
    pool: new pg.Pool({ connectionString: database.roleUrl('ep_portal'), max: 4 }),
    catalogue: { authorities: { canton: { zone: 'Europe/Zurich' } } },
    prefill: null,
  } as unknown as CasesContext;
  for (const [id, kase, key] of [
    [person, caseId, secret],
    [other, otherCase, otherSecret],
  ] as const) {
    await database.pool.query(
      `insert into cases.persons (person_id, issuer, subject, official_name, first_name, language) values ($1, 'test', gen_random_uuid()::text, 'Muster', 'Mia', 'de')`,
      [id],
    );
    await database.pool.query(
      `insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals) values ($1, $2, now() + interval '1 hour', now() + interval '1 hour', 300, 'portal', 'x', $3)`,
      [createHash('sha256').update(key).digest(), id, [`person:${id}`]],
    );
    await database.pool.query(
      `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority, office, competent, channel, language, applicant_name, verification_secret)
      values ($1, gen_random_uuid(), $2, now(), current_date, gen_random_uuid()::text, 's', 'h', 'a', 'office:a/o', 'office', 'online', 'de', 'Mia Muster', 'x')`,
      [kase, id],
    );
    await database.pool.query(`insert into cases.access values ($1, 'person:' || ($2::uuid)::text, 'applicant')`, [kase, id]);
  }
});
after(async () => {
  await context.pool.end();
  await database.drop();
});

const stamp = async (key: string, kase: string): Promise<string | null> => (await glance(context, key, kase))?.stamp ?? null;

/** One change of each kind; those of the person count for the header. */
const CHANGES: Record<string, string> = {
  'an event of the machine': `insert into engine.event (case_id, at, step, command_id, type, result, state) values ('${caseId}', now(), 1, 'c1', 'start', 'done', 'active')`,
  'a job': `insert into engine.job (case_id, due_at, created_at, token_no, retries, state, kind, idempotency_key, inputs, info) values ('${caseId}', now(), now(), 1, 3, 'ready', 'k', 'i', '{}', '{}')`,
  'a failed attempt of a job': 'update engine.job set attempts = attempts + 1',
  'an incident': `insert into engine.incident (case_id, created_at, token_no, code, message, phase) values ('${caseId}', now(), 1, 'c', 'm', 'job')`,
  'a solved incident': 'delete from engine.incident',
  'a task of the person': `insert into engine.user_task (case_id, created_at, token_no, kind, element, process_id, group_id, role, form) values ('${caseId}', now(), 1, 'user', 'e', 'p', 'person:${person}', 'member', 'f')`,
  'a fee': `insert into cases.fees (case_id, fixed_at, total, items) values ('${caseId}', now(), 20, '[]')`,
  'a payment': `insert into cases.payments (payment_id, case_id, token, created_at, look_at, amount, connector, provider_id, state, redirect_url, step_key, demand, readers) values (gen_random_uuid(), '${caseId}', 1, now(), now(), 20, 'c', 'p', 'open', 'u', 's', 's', '{applicant}')`,
  'a fee that is asked for': `insert into cases.payment_demands (case_id, demand, created_at, amount, token, choices, readers) values ('${caseId}', 's', now(), 20, 1, '[]', '{applicant}')`,
  'a settled payment': `update cases.payments set state = 'settled', settled_at = now()`,
  'a changed answer': `insert into cases.answers (case_id, name, at, value, readers) values ('${caseId}', 'purpose', now(), '"x"', '{applicant}')`,
  'a named person': `insert into cases.case_persons (case_id, ref, official_name, first_name, readers) values ('${caseId}', 'p1', 'Muster', 'Mia', '{applicant}')`,
  'somebody who looked': `insert into cases.access_records (case_id, actor, actor_name, purpose) values ('${caseId}', 'person:x', 'X', 'p')`,
  'the end of the case': `update cases.cases set closed_at = now(), outcome = 'issued' where case_id = '${caseId}'`,
  'a further party': `insert into cases.access values ('${caseId}', 'office:a/o', 'office')`,
  'a message': `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key) values (gen_random_uuid(), '${caseId}', now(), 'person:${person}', 'received', 'received')`,
  'a read message': 'update cases.messages set read_at = now()',
  'another name': `update cases.persons set first_name = 'Maja' where person_id = '${person}'`,
  'a session that lasts longer': `update cases.sessions set expires_at = expires_at + interval '1 minute' where person_id = '${person}'`,
};

for (const [what, change] of Object.entries(CHANGES)) {
  test(`${what} gives the case another stamp, and nobody else's`, async () => {
    const [mine, others] = [await stamp(secret, caseId), await stamp(otherSecret, otherCase)];
    assert.ok(mine && others);
    await database.pool.query(change);
    assert.notEqual(await stamp(secret, caseId), mine);
    assert.equal(await stamp(otherSecret, otherCase), others);
  });
}

test('what has not been committed does not count, and a heartbeat of a job does not either', async () => {
  const mine = await stamp(secret, caseId);
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query(`update cases.fees set total = 30`);
  assert.equal(await stamp(secret, caseId), mine);
  await client.query('rollback');
  client.release();
  await database.pool.query(`update engine.job set lease_until = now(), holder = 'x', fence = fence + 1`);
  assert.equal(await stamp(secret, caseId), mine);
});

test('questions that go together are each judged under their own session', async () => {
  const answers = await Promise.all([
    stamp(secret, caseId),
    stamp(otherSecret, caseId),
    stamp('f'.repeat(64), caseId),
    stamp('', caseId),
    stamp(otherSecret, otherCase),
    stamp(secret, otherCase),
    stamp(secret, caseId),
  ]);
  assert.deepEqual(
    answers.map((answer) => answer?.slice(0, 36) ?? null),
    [person, null, null, null, other, null, person],
  );
});

test('says of every kind of session and case exactly what row-level security lets it see', async () => {
  const kinds: [name: string, app: string, expires: string, ends: string, principals: string[]][] = [
    ['its own', 'portal', '1 hour', '1 hour', [`person:${person}`]],
    ['of two principals', 'portal', '1 hour', '1 hour', [`person:${other}`, 'office:a/o']],
    ['without principals', 'portal', '1 hour', '1 hour', []],
    ['of another application', 'workplace', '1 hour', '1 hour', [`person:${person}`]],
    ['expired', 'portal', '-1 second', '1 hour', [`person:${person}`]],
    ['ended', 'portal', '1 hour', '-1 second', [`person:${person}`]],
  ];
  const pool = context.pool;
  let seen = 0;
  for (const [name, app, expires, ends, principals] of kinds) {
    const key = randomBytes(32).toString('hex');
    await database.pool.query(
      `insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals) values ($1, $2, now() + $3::interval, now() + $4::interval, 300, $5, 'x', $6)`,
      [createHash('sha256').update(key).digest(), person, expires, ends, app, principals],
    );
    for (const kase of [caseId, otherCase, randomUUID()]) {
      const client = await pool.connect();
      await client.query(`begin; select set_config('ep.session', '${key}', true)`);
      const { rowCount } = await client.query('select from cases.access where case_id = $1', [kase]);
      await client.query('rollback');
      client.release();
      assert.equal((await stamp(key, kase)) !== null, rowCount! > 0, name);
      seen += Math.sign(rowCount!);
    }
  }
  assert.equal(seen, 3, 'its own case; of two principals both');
});

test('says of a session that acts for another what row-level security lets it see, and nothing once the mandate does not stand', async () => {
  const [key, mandate] = [randomBytes(32).toString('hex'), randomUUID()];
  await database.pool.query(
    `insert into cases.mandates (mandate_id, principal_id, representative_id, offered_at, answered_at, code_expires_at, valid_from, valid_until, first_day, last_day,
       level, kind, state, may_act, alerts, principal_name, representative_name, code_hash)
     values ($1, $2, $3, now(), now(), now(), '-infinity', 'infinity', current_date, current_date, 300, 'mandate', 'taken', true, true, 'x', 'y', $1::uuid::text::bytea)`,
    [mandate, other, person],
  );
  await database.pool.query(
    `insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals, acting_for)
     values ($1, $2, now() + interval '1 hour', now() + interval '1 hour', 300, 'portal', 'x', '{}', $3)`,
    [createHash('sha256').update(key).digest(), person, mandate],
  );
  const seen = async (kase: string): Promise<boolean> => {
    const client = await context.pool.connect();
    await client.query(`begin; select set_config('ep.session', '${key}', true)`);
    const { rowCount } = await client.query('select from cases.access where case_id = $1', [kase]);
    await client.query('rollback');
    client.release();
    assert.equal((await stamp(key, kase)) !== null, rowCount! > 0);
    return rowCount! > 0;
  };
  assert.deepEqual([await seen(otherCase), await seen(caseId)], [true, false], 'the other’s, not the own');
  const before = await stamp(key, otherCase);
  await database.pool.query(
    `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key) values (gen_random_uuid(), $1, now(), $2, 'received', 'acting')`,
    [otherCase, `person:${other}`],
  );
  assert.notEqual(await stamp(key, otherCase), before, 'the header counts for whom one acts');
  for (const change of [
    `scopes = '{other-matters}'`,
    `valid_until = now() - interval '1 second'`,
    `valid_from = now() + interval '1 hour'`,
    `state = 'ended', ended_at = now()`,
  ]) {
    await database.pool.query(`update cases.mandates set ${change} where mandate_id = $1`, [mandate]);
    assert.equal(await seen(otherCase), false, change);
    await database.pool.query(
      `update cases.mandates set scopes = null, valid_from = '-infinity', valid_until = 'infinity', state = 'taken', ended_at = null where mandate_id = $1`,
      [mandate],
    );
  }
  assert.equal(await seen(otherCase), true);
});

test('every table that a page of a case reads is watched', async () => {
  const source = ['./load-cases.ts', '../documents/counts.ts']
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n');
  const read = new Set([...source.matchAll(/(?:from|join) ((?:cases|engine)\.\w+)/g)].map((match) => match[1]!));
  const { rows } = await database.pool.query<{ name: string }>(
    `select distinct tgrelid::regclass::text as name from pg_trigger where tgname like 'note_change%'`,
  );
  const watched = new Set(rows.map((row) => row.name));
  assert.ok(read.size >= 12);
  assert.deepEqual(
    [...read].filter((name) => !watched.has(name)),
    [],
  );
});
