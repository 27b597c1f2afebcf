import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';

const APP_ROLES = ['ep_portal', 'ep_workplace', 'ep_sign_in', 'ep_engine'];
/** Tables without case or person: catalogue data that everybody may read. */
const PUBLIC_TABLES = [
  'cases.catalogue_files',
  'cases.catalogue_state',
  'cases.deployments',
  'cases.migration',
  'cases.package_contents',
  'engine.definition',
  'engine.migration',
];

let database: TestDatabase;
const pools: pg.Pool[] = [];

before(async () => {
  database = await createDatabase({ schema: 'cases' });
});
after(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

function as(role: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: database.roleUrl(role), max: 1 });
  pools.push(pool);
  return pool;
}

async function names(sql: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(sql);
  return rows.map((row) => row.name);
}

test('T1 no application role owns a table, is a superuser or passes by row-level security', async () => {
  assert.deepEqual(
    await names(
      `select rolname as name from pg_roles where rolname like 'ep\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    ),
    [],
  );
  assert.deepEqual(
    await names(`select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'ep\\_%'`),
    [],
  );
});

test('T2 row-level security is enabled and forced on every table that holds cases or people', async () => {
  const open = await names(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`);
  assert.deepEqual(open, PUBLIC_TABLES);
});

test('an access for a time is over for applications and rights functions alike, whatever else a policy allows', async () => {
  const rows = await names(
    `select polname || ' ' || polcmd::text || ' ' || polpermissive::text as name from pg_policy where polrelid = 'cases.access'::regclass and polname like 'not\\_over%' order by 1`,
  );
  assert.deepEqual(rows, ['not_over r false', 'not_over_rights r false']);
});

test('T3 without a session, with an empty and with an invented one nothing is visible', async () => {
  const person = await seedCase();
  for (const role of ['ep_portal', 'ep_workplace']) {
    const pool = as(role);
    for (const setting of [null, '', 'f'.repeat(64), person.replace(/-/g, '')]) {
      const client = await pool.connect();
      await client.query('begin');
      if (setting !== null) await client.query(`select set_config('ep.session', $1, true)`, [setting]);
      const tables = (
        await database.pool.query<{ table: string }>(
          `select table_schema || '.' || table_name as table from information_schema.role_table_grants where grantee = $1 and privilege_type = 'SELECT'`,
          [role],
        )
      ).rows;
      for (const { table } of tables.filter((row) => !PUBLIC_TABLES.includes(row.table))) {
        const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
        assert.equal(rows[0]?.count, '0', `${role} sees rows of ${table}`);
      }
      await client.query('rollback');
      client.release();
    }
  }
});

test('T4 the session of a transaction does not survive it on a pooled connection', async () => {
  const client = await as('ep_portal').connect();
  await client.query(`begin; set local ep.session = '${'a'.repeat(64)}'`);
  await client.query('commit');
  const { rows } = await client.query<{ setting: string | null }>(`select nullif(current_setting('ep.session', true), '') as setting`);
  assert.equal(rows[0]?.setting, null);
  client.release();
});

test('T5 an application role can neither read sessions nor make one', async () => {
  for (const role of ['ep_portal', 'ep_workplace']) {
    const pool = as(role);
    await assert.rejects(pool.query('select principals from cases.sessions'), /permission denied/);
    await assert.rejects(
      pool.query(
        `insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals) values ('', gen_random_uuid(), now(), now(), 1, '', '', '{}')`,
      ),
      /permission denied/,
    );
    await assert.rejects(pool.query('set role ep_engine'), /permission denied/);
  }
});

test('T6 and T7 there is no view and no materialised view over cases', async () => {
  assert.deepEqual(
    await names(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('cases', 'engine') and c.relkind in ('v', 'm')`,
    ),
    [],
  );
});

test('T8 functions with the rights of another role belong to a role that can do nothing else and fix their search path', async () => {
  const { rows } = await database.pool.query<{ name: string; owner: string; fixed: boolean; login: boolean }>(
    `select p.proname as name, r.rolname as owner, r.rolcanlogin as login, coalesce(p.proconfig::text like '%search_path%', false) as fixed
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner where n.nspname in ('cases', 'engine') and p.prosecdef`,
  );
  assert.ok(rows.length > 0);
  for (const row of rows) assert.deepEqual({ ...row, name: '' }, { name: '', owner: 'ep_rights', fixed: true, login: false }, row.name);
  assert.deepEqual(
    await names(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('cases', 'engine') and p.prosecdef and has_function_privilege('public', p.oid, 'execute')`,
    ),
    [],
  );
});

test('T9 no unique key of a table that pages write tells of rows of others: it holds the case or the person, or is made at random', async () => {
  const telling = await names(
    `select i.indrelid::regclass || ' ' || string_agg(a.attname, ' ' order by a.attnum) as name from pg_index i
     join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indisunique and n.nspname in ('cases', 'engine') and c.relrowsecurity
       and (has_table_privilege('ep_portal', c.oid, 'insert') or has_table_privilege('ep_workplace', c.oid, 'insert'))
     group by i.indexrelid, i.indrelid
     having not bool_or(a.attname in ('case_id', 'person_id') or a.atttypid = 'uuid'::regtype or a.attidentity = 'a') order by 1`,
  );
  // A reference is drawn at random by the portal; what exists already is drawn again.
  assert.deepEqual(telling, ['cases.cases reference']);
});

test('T10 every foreign key between tables of cases starts with the case or the authority, or points to people, their mandates, drafts or contents', async () => {
  const others =
    await names(`select c.conrelid::regclass || ' -> ' || c.confrelid::regclass as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where c.contype = 'f' and n.nspname in ('cases', 'engine')
      and not exists (select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname in ('case_id', 'authority')) order by 1`);
  assert.deepEqual(others, [
    'cases.absences -> cases.persons',
    'cases.absences -> cases.persons',
    'cases.alerts -> cases.drafts',
    'cases.captures -> cases.mandates',
    'cases.captures -> cases.persons',
    'cases.captures -> cases.persons',
    'cases.captures -> cases.persons',
    'cases.documents -> cases.contents',
    'cases.files -> cases.drafts',
    'cases.files -> cases.persons',
    'cases.filters -> cases.persons',
    'cases.held_inputs -> cases.persons',
    'cases.invitations -> cases.persons',
    'cases.mandate_acts -> cases.mandates',
    'cases.mandates -> cases.persons',
    'cases.mandates -> cases.persons',
    'cases.member_acts -> cases.persons',
    'cases.members -> cases.persons',
    'cases.payment_documents -> cases.contents',
    'cases.personal_exports -> cases.persons',
    'cases.phone_proofs -> cases.persons',
    'cases.profile_changes -> cases.persons',
    'cases.profiles -> cases.persons',
    'cases.receipts -> cases.contents',
    'cases.searches -> cases.persons',
    'cases.sessions -> cases.mandates',
    'cases.sessions -> cases.persons',
    'cases.submissions -> cases.contents',
    'cases.vault -> cases.drafts',
  ]);
});

test('what is sealed in the vault is read by its own role alone, and nobody but that role can change it', async () => {
  const readers = await names(
    `select r.rolname as name from pg_roles r where r.rolname like 'ep\\_%' and has_column_privilege(r.rolname, 'cases.vault', 'sealed', 'select') order by 1`,
  );
  // ep_rights signs in nowhere: it is the owner of the function that writes down who is shown a number.
  assert.deepEqual(readers, ['ep_rights', 'ep_vault']);
  assert.deepEqual(
    await names(
      `select r.rolname as name from pg_roles r where r.rolname like 'ep\\_%' and has_column_privilege(r.rolname, 'cases.vault', 'sealed', 'update') order by 1`,
    ),
    ['ep_vault'],
  );
});

test('the access record and the history of the machine can only grow', async () => {
  for (const role of APP_ROLES) {
    const pool = as(role);
    for (const table of ['cases.access_records', 'engine.event']) {
      await assert.rejects(pool.query(`delete from ${table}`), /permission denied/, `${role} ${table}`);
      await assert.rejects(pool.query(`update ${table} set actor = 'x'`), /permission denied/, `${role} ${table}`);
    }
  }
});

async function seedCase(): Promise<string> {
  const [person, caseId] = [randomUUID(), randomUUID()];
  await database.pool.query(
    `insert into cases.persons (person_id, issuer, subject, official_name, first_name, language) values ($1, 'test', gen_random_uuid()::text, 'Muster', 'Mia', 'de')`,
    [person],
  );
  await database.pool.query(
    `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority, office, competent, channel, language, applicant_name, verification_secret)
    values ($1, gen_random_uuid(), $2, now(), current_date, gen_random_uuid()::text, 's', 'h', 'a', 'office:a/o', 'office', 'online', 'de', 'Mia Muster', 'x')`,
    [caseId, person],
  );
  await database.pool.query(`insert into cases.access values ($1, 'person:' || $2::text, 'applicant'), ($1, 'office:a/o', 'office')`, [
    caseId,
    person,
  ]);
  await database.pool.query(
    `insert into cases.answers (case_id, name, at, value, readers) values ($1, 'purpose', now(), '"x"', '{applicant,office}')`,
    [caseId],
  );
  return person;
}
