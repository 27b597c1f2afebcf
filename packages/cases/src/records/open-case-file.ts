import type pg from 'pg';
import { lastDay } from '../catalogue/calendar.ts';
import type { Catalogue } from '../catalogue/types.ts';
import { localDay } from '../request/scope.ts';
import { drawn, recordRules } from './record-rules.ts';

export interface ClosingCase {
  caseId: string;
  service: string;
  serviceHash: string;
  authority: string;
  office: string;
  reference: string;
  /** Instant, ISO. */
  closedAt: string;
}

/**
 * Fixes a closed case as a file: position, classification, periods and appraisal as they are on its last day. Once only; later only the
 * record acts of two people change it. Gives the last day on which it is kept.
 */
export async function fixCaseFile(client: pg.PoolClient | pg.Pool, catalogue: Catalogue, given: ClosingCase): Promise<string> {
  const { zone } = catalogue.authorities.canton;
  const version = catalogue.service(given.service, given.serviceHash);
  const closedOn = localDay(given.closedAt, zone);
  const rules = recordRules(catalogue, version, given.authority, closedOn);
  const deleteAfter = lastDay(rules.retention, closedOn, () => false, zone);
  const inSample = rules.appraisal === 'sample' && drawn(given.caseId, rules.sample);
  const language = catalogue.authorities.byId(given.authority)?.languages[0] ?? 'de';
  await client.query(
    `insert into cases.case_files (case_id, closed_on, offer_on, delete_after, years, privacy, authority, office, service, reference, title,
       position_number, position_title, classification, openness, retention, appraisal, appraised_by, to_system, transfer_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       (select t.transfer_id from cases.transfers t where t.authority = $7 and t.step_key is not null and t.case_ids = array[$1::uuid]
          and t.capability = 'archive.transfer' and t.state = 'accepted' limit 1)) on conflict (case_id) do nothing`,
    [
      given.caseId,
      closedOn,
      rules.offer === 'closing' ? closedOn : deleteAfter,
      deleteAfter,
      rules.years,
      rules.privacy,
      given.authority,
      given.office,
      given.service,
      given.reference,
      version.texts(language)('records.title', { reference: given.reference }),
      rules.position.number,
      rules.position.title,
      rules.classification,
      rules.openness,
      rules.retention,
      rules.appraisal === 'archive' || inSample ? 'archive' : 'destroy',
      rules.appraisal === 'sample' ? (inSample ? 'sample-in' : 'sample-out') : 'rule',
      rules.system === 'closing',
    ],
  );
  return deleteAfter;
}

/** Cases that ended before there were case files get theirs; gives how many. */
export async function fixEarlierCaseFiles(pool: pg.Pool, catalogue: Catalogue, limit = 200): Promise<number> {
  const { rows } = await pool.query<ClosingCase & { closedAt: Date }>(
    `select c.case_id as "caseId", c.service, c.service_hash as "serviceHash", c.authority, c.office, c.reference, c.closed_at as "closedAt"
     from cases.cases c where c.closed_at is not null and not exists (select 1 from cases.case_files f where f.case_id = c.case_id) limit $1`,
    [limit],
  );
  for (const row of rows) await fixCaseFile(pool, catalogue, { ...row, closedAt: row.closedAt.toISOString() });
  return rows.length;
}
