import type { SessionView } from '../types.ts';

/** Role of people who keep the records of an authority: holds, appraisal, answers to requests for deletion. */
export const RECORDS_ROLE = 'records';

/** SQL that holds for rows of authorities whose records the session's person keeps; `row` is an alias with an `authority`. */
export const keptBySession = (row: string): string => `${row}.authority = any ((select cases.keeps_records_of())::text[])`;

/** Does this person keep the records of an authority. What they see is decided by the database. */
export function keepsRecords(session: SessionView): boolean {
  return session.memberships.some(({ roles }) => roles.includes(RECORDS_ROLE));
}
