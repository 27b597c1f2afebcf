import type pg from 'pg';
import type { OpenWorkplace } from './open.ts';

/**
 * As many cases with an open task each, spread evenly over the offices: deadlines from three weeks ago to six weeks ahead at midnight, one
 * in nine without; one in five with somebody. Written in bulk, without what follows a change of a row.
 */
export async function fill(owner: pg.Pool, { people, service }: OpenWorkplace, tasks: number): Promise<void> {
  const offices = people.map(({ office }) => office);
  const each = Math.ceil(tasks / offices.length);
  const client = await owner.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off`);
    for (const [index, office] of offices.entries()) {
      await client.query('begin');
      await client.query(
        `create temp table made on commit drop as
         select n, (lpad(to_hex((extract(epoch from now() - make_interval(mins => n % 40000)) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text || $1), 1, 3)
           || '8' || substr(md5($1 || n::text), 1, 15))::uuid as case_id from generate_series(1, $2::integer) n`,
        [office, each],
      );
      await client.query(
        `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority, office, competent,
           channel, language, applicant_name, verification_secret)
         select case_id, gen_random_uuid(), gen_random_uuid(), now(), current_date, '2027-' || $1 || '-' || n, $2, $3, $4, $5, 'municipality', 'online', 'de',
           (array['Jiří', 'Élodie', 'Łukasz', 'Anna', 'Marco'])[1 + n % 5] || ' ' || (array['Müller', 'Favre', 'Bernasconi', 'Zihlmann'])[1 + n % 4] || ' ' || n, ''
         from made`,
        [index, service.id, service.hash, people[index]!.authority, office],
      );
      await client.query(`insert into cases.access select case_id, $1, 'municipality' from made`, [office]);
      await client.query(
        `insert into engine.user_task (case_id, created_at, due_at, token_no, priority, kind, element, process_id, group_id, role, form, capability, assignee_id, party, inputs, properties)
         select case_id, now(), case when n % 9 = 0 then null else (current_date - 21 + (hashint4(n) & 63))::timestamp at time zone 'Europe/Zurich' end,
           3, case when n % 50 = 0 then 80 else 50 end, 'capability', 'confirm-residence', 'residence-certificate', $1, 'member',
           'residents-register.confirm-residence', 'residents-register.confirm-residence',
           case when n % 5 = 0 then (select 'person:' || person_id from cases.members where office = $1 limit 1) end, 'municipality', '{}', '{}'
         from made`,
        [office],
      );
      await client.query('commit');
    }
    await client.query('reset session_replication_role; analyze cases.cases; analyze cases.access; analyze engine.user_task');
  } finally {
    client.release();
  }
}
