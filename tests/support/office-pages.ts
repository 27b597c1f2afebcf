import { answered, at, type Inspection } from './every-page.ts';
import type { Stop } from './language-tour.ts';
import type { System } from './system.ts';

/** The workplace speaks the four languages; nobody there needs easy German. Its targets may be smaller. */
export const WORK: Partial<Stop> = { languages: ['de', 'fr', 'it', 'en'], target: 24 };

/** The organisation of an authority, who is let in, and filters by name. */
export async function inspectOrganisation(office: Inspection, system: System): Promise<void> {
  const base = system.url.workplace;
  const empty = async (): Promise<void> => {};
  const button = 'main form .actions button';
  const { pool } = system.database;
  await office.look('organisation', { open: at(base, '/organisation'), ...WORK });
  const of = '&of=residents-office';
  for (const [what, more] of [
    ['names', ''],
    ['office', of],
    ['places', ''],
    ['places', of],
    ['roles', of],
    ['closed', ''],
    ['offer', ''],
    ['binding', ''],
    ['fee', ''],
  ] as const)
    await office.look(`change of the organisation: ${what}${more && ' of an office'}`, {
      open: at(base, `/organisation/edit?what=${what}${more}`),
      ...WORK,
    });
  await office.look('change of the organisation, no day given', {
    open: answered(base, '/organisation/edit?what=closed', empty, button),
    faulty: true,
    ...WORK,
  });
  await office.look('change of a tariff, no amount given', {
    open: answered(base, '/organisation/edit?what=fee', empty, button),
    faulty: true,
    ...WORK,
  });
  await office.look('changes of the organisation, none', { open: at(base, '/organisation/changes'), ...WORK });
  await pool.query(
    `insert into cases.organisation_changes (change_id, in_force_from, two_people, authority, path, kind, state, prepared_by, prepared_name, edits, before, reason)
     values (gen_random_uuid(), current_date + 30, true, 'wikon', 'authorities/lu/wikon.yaml', 'offer', 'proposed', 'person:x', 'Marta Heiniger', $1, '[null]', 'Erst wenige.')`,
    [
      JSON.stringify([
        {
          op: 'append',
          at: 'offers',
          value: { service: 'residence-certificate', from: '2027-09-01', state: 'pilot', share: 20, settings: {} },
        },
      ]),
    ],
  );
  await office.look('changes of the organisation, one waits', { open: at(base, '/organisation/changes'), ...WORK });
  const { rows } = await pool.query<{ id: string }>(
    `insert into cases.members (office, person_id, name, roles)
     select 'office:wikon/residents-office', person_id, 'Marta Heiniger', '{member}' from cases.persons where subject <> 'urs' limit 1 returning person_id as id`,
  );
  await pool.query(
    `insert into cases.member_acts (act_id, at, person_id, authority, office, name, roles, what, cause, reason, actor, actor_name)
     values (gen_random_uuid(), now(), $1, 'wikon', 'office:wikon/residents-office', 'Marta Heiniger', '{member}', 'blocked', 'office', 'Stelle gewechselt', 'person:x', 'Urs Wyler')`,
    [rows[0]!.id],
  );
  await office.look('people of the offices', { open: at(base, '/organisation/people'), ...WORK });
  await office.look('ending what a person does for an office, no reason given', {
    open: answered(base, `/organisation/people?member=${rows[0]!.id}&office=residents-office`, empty, button),
    faulty: true,
    ...WORK,
  });
  await office.look('inviting a person, nothing given', {
    open: answered(base, '/organisation/people', empty, button),
    faulty: true,
    ...WORK,
  });
  await office.look('code of an invitation, empty', { open: at(base, '/invitation'), ...WORK });
  await office.look('code of an invitation that opens nothing', {
    open: answered(base, '/invitation', empty, button),
    faulty: true,
    ...WORK,
  });
  const keep = '/filters?path=%2Ftasks%3Fview%3Dfree';
  await office.look('filter to be kept', { open: at(base, keep), ...WORK });
  await office.look('filter without a name', { open: answered(base, keep, empty, button), faulty: true, ...WORK });
  await pool.query(
    `insert into cases.filters (filter_id, person_id, created_at, office, name, path)
     select gen_random_uuid(), person_id, now(), $1, 'Was frei ist', '/tasks?view=free' from cases.persons where subject = 'urs'`,
    ['office:wikon/residents-office'],
  );
  await office.look('filters by name', { open: at(base, '/filters'), ...WORK });
  await office.look('list of tasks with filters by name', { open: at(base, '/tasks'), ...WORK });
}

/** What stays of a case: its fee, what was delivered, its file once it is closed. */
export async function inspectAfterwards(office: Inspection, system: System, reference: string): Promise<void> {
  const base = system.url.workplace;
  const { pool } = system.database;
  const { rows } = await pool.query<{ case_id: string; payment_id: string }>(
    `select c.case_id, p.payment_id from cases.cases c join cases.payments p using (case_id) where c.reference = $1`,
    [reference],
  );
  const { case_id: id, payment_id: payment } = rows[0]!;
  await pool.query(
    `insert into cases.searches (at, person_id, purpose, fields, found, exported) select now(), person_id, 'work', '{}', 1, false from cases.persons`,
  );
  await office.look('case that was searched for', { open: at(base, `/cases/${id}`), ...WORK });
  await office.look('deliveries', { open: at(base, '/deliveries'), ...WORK });
  await office.look('deliveries of a case', { open: at(base, `/cases/${id}/deliveries`), ...WORK });
  for (const view of ['open', 'paid', 'credits']) await office.look(`money, ${view}`, { open: at(base, `/money?view=${view}`), ...WORK });
  await office.look('fee that was paid', { open: at(base, `/money/${payment}`), ...WORK });
  await office.look('fee to be written off, no reason given', {
    open: answered(base, `/money/${payment}`, async () => {}, 'main form .actions button'),
    faulty: true,
    ...WORK,
  });
  await office.look('session of the workplace', { open: at(base, '/session'), ...WORK });
  await office.look('signing out of the workplace', { open: at(base, '/sign-out'), ...WORK });
  await pool.query(`update cases.cases set closed_at = now(), outcome = 'refused' where case_id = $1`, [id]);
  await office.look('closed cases, one', { open: at(base, '/records'), ...WORK });
  await office.look('file of a closed case', { open: at(base, `/records/${id}`), ...WORK });
}

/** A file that was sent with a case and refused since, and the page to send another one in its place. */
export async function inspectRefused(resident: Inspection, { url, database }: System, reference: string): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into cases.files (file_id, person_id, case_id, size, name, filename, media_type, content_hash, state, scan, reason, readers, judged_at)
     select gen_random_uuid(), applicant_id, case_id, 1024, 'lease', 'Mietvertrag.pdf', 'application/pdf', repeat('0', 64), 'refused', 'infected', 'infected',
       '{applicant}', now() from cases.cases where reference = $1 returning file_id as id`,
    [reference],
  );
  const path = `/cases/${reference}/files/${rows[0]!.id}`;
  await resident.look('case with a file that was refused', { open: at(url.portal, `/cases/${reference}`) });
  await resident.look('file that was refused', { open: at(url.portal, path) });
  await resident.look('file that was refused, none chosen', {
    open: answered(url.portal, path, async () => {}, 'main form button.second'),
    faulty: true,
  });
  await database.pool.query('delete from cases.files where file_id = $1', [rows[0]!.id]);
}
