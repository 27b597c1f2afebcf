import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { OpenWorkplace } from './open.ts';

const BATCH = 100_000;
const CARRY_OVER = new URL('../../../packages/cases/sql/0057-open-tasks-of-before.sql', import.meta.url);

/**
 * As many cases with an open task each, in the order in which they come in, in turn for each office, so that the tasks of one lie scattered:
 * deadlines from three weeks ago to six weeks ahead at midnight, one in nine without; one in five with somebody; two thirds of one service,
 * of the last one 1 in 2,500. Written in bulk, without what follows a change of a row; then carried over as a migration does it.
 */
export async function fill(owner: pg.Pool, { people, services }: OpenWorkplace, tasks: number): Promise<{ carriedOver: number }> {
  const client = await owner.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off`);
    await client.query(
      `create temp table office as select o.office, o.authority, o.index::integer,
         (select 'person:' || m.person_id from cases.members m where m.office = o.office limit 1) as person
       from unnest($1::text[], $2::text[]) with ordinality as o(office, authority, index)`,
      [people.map(({ office }) => office), people.map(({ authority }) => authority)],
    );
    for (let from = 0; from < tasks; from += BATCH) {
      await client.query('begin');
      await client.query(
        `create temp table made on commit drop as
         select n, o.*, case when n % 3 < 2 then $3::text else ($4::text[])[1 + case when n % 2500 = 2 then cardinality($4) - 1 else (n / 3) % (cardinality($4) - 1) end] end as service,
           (lpad(to_hex((extract(epoch from now() - make_interval(mins => $5 - n)) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
             || '8' || substr(md5('case' || n::text), 1, 15))::uuid as case_id
         from generate_series($1::integer, $2::integer - 1) n join office o on o.index = 1 + (n / 7) % (select count(*) from office)`,
        [from, Math.min(from + BATCH, tasks), services[0]!.id, services.slice(1).map(({ id }) => id), tasks],
      );
      await client.query(
        `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority, office, competent,
           channel, language, applicant_name, verification_secret)
         select case_id, gen_random_uuid(), gen_random_uuid(), now(), current_date, '2027-' || n, s.id, s.hash, authority, office, 'municipality', 'online', 'de',
           case when n % 9973 = 0 then 'Zora Zeltner'
             else (array['Jiří', 'Élodie', 'Łukasz', 'Anna', 'Marco'])[1 + n % 5] || ' ' || (array['Müller', 'Favre', 'Bernasconi', 'Zihlmann'])[1 + n / 11 % 4] || ' ' || n end, ''
         from made join unnest($1::text[], $2::text[]) as s(id, hash) on s.id = made.service order by n`,
        [services.map(({ id }) => id), services.map(({ hash }) => hash)],
      );
      await client.query(`insert into cases.access select case_id, office, 'municipality' from made order by n`);
      await client.query(
        `insert into engine.user_task (case_id, created_at, due_at, token_no, priority, kind, element, process_id, group_id, role, form, capability, assignee_id, party, inputs, properties)
         select case_id, now(), case when n % 9 = 0 then null else (current_date - 21 + (hashint4(n) & 63))::timestamp at time zone 'Europe/Zurich' end,
           3, case when n % 50 = 0 then 80 else 50 end, 'capability', 'confirm-residence', service, office, 'member',
           'residents-register.confirm-residence', 'residents-register.confirm-residence', case when n % 5 = 0 then person end, 'municipality', '{}', '{}'
         from made order by n`,
      );
      await client.query('commit');
    }
    await client.query('analyze cases.cases; analyze cases.access; analyze engine.user_task');
    const begin = performance.now();
    await client.query(`begin; ${await readFile(CARRY_OVER, 'utf8')} commit`);
    const carriedOver = performance.now() - begin;
    // As autovacuum leaves tables whose rows lie still.
    for (const table of ['cases.open_tasks', 'engine.user_task', 'cases.cases', 'cases.access'])
      await client.query(`vacuum analyze ${table}`);
    await client.query('reset session_replication_role');
    return { carriedOver };
  } finally {
    client.release();
  }
}
