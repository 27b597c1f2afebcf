import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A person and a case of theirs as rows, for tests of the database alone; gives their ids. The pool is that of the owner. */
export async function storeCase(owner: pg.Pool, authority: string): Promise<{ caseId: string; person: string }> {
  const [caseId, person] = [randomUUID(), randomUUID()];
  await owner.query(
    `insert into cases.persons (person_id, issuer, subject, official_name, first_name, language) values ($1, 'test', gen_random_uuid()::text, 'Muster', 'Mia', 'de')`,
    [person],
  );
  await owner.query(
    `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority, office, competent, channel, language, applicant_name, verification_secret)
     values ($1, gen_random_uuid(), $2, now(), current_date, gen_random_uuid()::text, 's', 'h', $3, 'office:a/o', 'office', 'online', 'de', 'Mia Muster', 'x')`,
    [caseId, person, authority],
  );
  await owner.query(`insert into cases.access values ($1, 'person:' || ($2::uuid)::text, 'applicant')`, [caseId, person]);
  return { caseId, person };
}
