// Conditions that every question of a page carries itself. Row-level security asks the same: each of the two alone keeps foreign rows
// away (tests/crawl.test.ts switches one off).

/** Principals of the session, as an array of SQL; without a session an empty one. */
export const PRINCIPALS = '(select cases.principals())::text[]';

/** Id of the session's person, in SQL; null without a session. */
export const PERSON = '(select cases.current_person())';

/** Principal of whom the session acts for, in SQL; null when it acts for nobody. */
export const REPRESENTED = '(select cases.represented())';

/** SQL that holds for drafts of this session: of its person, or those it writes for whom it acts for. */
export const ownDraft = (row: string): string =>
  `(${row}.person_id = (select cases.subject()) and ${row}.representative_id is not distinct from (select cases.acting_person()) and cases.covers(${row}.scope))`;

/** An access that was given for a time only counts for nothing afterwards. */
const NOT_OVER = '(mine.until is null or mine.until > now())';

/** SQL that holds for rows of cases in which the session takes part; `row` is an alias with a `case_id`. */
export const takesPart = (row: string): string =>
  `exists (select 1 from cases.access mine where mine.case_id = ${row}.case_id and mine.principal = any (${PRINCIPALS}) and ${NOT_OVER})`;

/** SQL that holds for rows that a party of the session may read; `row` is an alias with `case_id` and `readers`. */
export const mayRead = (row: string): string =>
  `exists (select 1 from cases.access mine where mine.case_id = ${row}.case_id and mine.principal = any (${PRINCIPALS}) and ${NOT_OVER} and mine.party = any (${row}.readers))`;

/** SQL that holds for files of a case that came from its applicant or from whoever sent them for the applicant; aliases of a file and its case. */
export const fromApplicant = (file: string, its: string): string =>
  `(${its}.applicant_id = ${file}.person_id or ${file}.message_id is null or exists (select 1 from cases.messages w where w.message_id = ${file}.message_id and w.sender = 'person:' || ${its}.applicant_id))`;

/** SQL that holds for tasks of an office in which the session has the role, or one of several with commas; `row` has `group_id` and `role`. */
export const hasRole = (row: string): string =>
  `(${row}.group_id || '#' || ${row}.role = any (${PRINCIPALS}) or position(',' in ${row}.role) > 0
    and exists (select 1 from unnest(string_to_array(${row}.role, ',')) one where ${row}.group_id || '#' || one = any (${PRINCIPALS})))`;

/** SQL that holds for tasks of the session's offices where it has the role or its person is named; `row` is an alias of `engine.user_task`. */
export const mayWorkAtOffice = (row: string): string =>
  `(${row}.group_id = any (${PRINCIPALS}) and (${hasRole(row)} or ${row}.candidates ? ('person:' || ${PERSON})))`;

/** The same, and tasks of the session's person or of whom it acts for. */
export const mayWork = (row: string): string =>
  `(${row}.group_id = any (${PRINCIPALS}) and (${row}.group_id like 'person:%' or ${mayWorkAtOffice(row)}) or ${row}.group_id = ${REPRESENTED} and ${takesPart(row)})`;
