import type pg from 'pg';
import type { Told } from './stage.ts';

/** Texts that only who takes part in a case may read: what stands in its rows, and ids of what belongs to it. */
const PERSONAL = `
  select case_id, reference as word from cases.cases where not (authority = any ($3))
  union all select case_id, applicant_name from cases.cases
  union all select case_id, v #>> '{}' from cases.answers, jsonb_path_query(value, 'strict $.**') v where jsonb_typeof(v) = 'string'
  union all select case_id, document_id::text from cases.documents
  union all select case_id, code from cases.documents where code is not null
  union all select case_id, message_id::text from cases.messages
  union all select case_id, filename from cases.files where case_id is not null
  union all select case_id, provider_id from cases.payments
  union all select case_id, receipt_id::text from cases.receipts`;

/**
 * Words of cases in which the session's person has no part, in none of whose rows that they may see the same word stands. Operators are
 * told the reference of a case of their authority; names of authorities are everybody's.
 */
export async function foreignWords(stage: Told, principals: readonly string[], person: string): Promise<string[]> {
  const { rows } = await stage.owner.query<{ word: string }>(
    `with words as (${PERSONAL}), mine as (select case_id from cases.access where principal = any ($1) and until is null union select case_id from cases.cases where applicant_id = $2)
     select distinct word from words where length(word) >= 8 and word ~ '[0-9A-ZÀ-Ž]' and case_id not in (select case_id from mine)
     except select word from words where case_id in (select case_id from mine)`,
    [principals, person, principals.flatMap((each) => /^office:([^/]+)\/.*#operator$/.exec(each)?.[1] ?? [])],
  );
  const names = stage.portal.catalogue.authorities
    .all()
    .flatMap((each) => Object.values(each.names))
    .join('; ');
  return rows.map((row) => row.word).filter((word) => !names.includes(word));
}

/** Every value that can stand for a parameter of an address, by the parameter's name. */
export async function idsOf(owner: pg.Pool): Promise<Record<string, string[]>> {
  const column = async (sql: string): Promise<string[]> => (await owner.query<{ id: string }>(sql)).rows.map((row) => row.id);
  const cases = await column('select case_id::text as id from cases.cases');
  return {
    reference: await column('select reference as id from cases.cases'),
    case: cases,
    draft: await column('select draft_id::text as id from cases.drafts'),
    document: await column('select document_id::text as id from cases.documents'),
    payment: await column('select payment_id::text as id from cases.payments'),
    message: await column('select message_id::text as id from cases.messages'),
    transfer: await column('select transfer_id::text as id from cases.transfers'),
    file: await column('select file_id::text as id from cases.files'),
    receipt: await column('select receipt_id::text as id from cases.receipts union select payment_id::text from cases.payments'),
    capture: await column('select capture_id::text as id from cases.captures'),
    mandate: await column('select mandate_id::text as id from cases.mandates'),
    token: await column('select distinct token_no::text as id from engine.token'),
  };
}
