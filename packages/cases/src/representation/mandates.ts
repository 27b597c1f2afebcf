import { UUID } from '../drafts/read-draft.ts';
import { hashOfCode, newCode } from './codes.ts';
import type { Scope } from '../types.ts';
import { startOfDay } from './days.ts';
import type { MandateAct, MandateKind, MandateState, MandateView, MandateWish, OfferView, RepresentedCase } from './types.ts';

/** Days within which the code of an invitation can be entered. */
export const CODE_DAYS = 14;
/** Years for which a mandate may be given at most. */
export const MOST_YEARS = 5;

interface MandateRow {
  mandate_id: string;
  given: boolean;
  principal_name: string;
  representative_name: string | null;
  state: 'offered' | 'taken' | 'refused' | 'ended';
  first_day: string;
  last_day: string;
  code_expires_at: Date;
  timing: 'ahead' | 'now' | 'over';
  code_valid: boolean;
  scopes: string[] | null;
  may_act: boolean;
  alerts: boolean;
  kind: MandateKind;
  signature: 'sole' | 'joint';
  checked_at: Date | null;
  fresh: boolean;
  decision: string | null;
}

const MINE = `(kind <> 'counter' and (principal_id = (select cases.current_person()) or representative_id = (select cases.current_person())))`;
const COLUMNS = `mandate_id, principal_id = (select cases.current_person()) as given, principal_name, representative_name, state, first_day::text, last_day::text,
  code_expires_at, case when valid_from > cases.clock() then 'ahead' when valid_until > cases.clock() then 'now' else 'over' end as timing,
  code_expires_at > cases.clock() as code_valid, scopes, may_act, alerts,
  kind, signature, checked_at, coalesce(check_until > cases.clock(), true) as fresh, decision`;

/** Mandates that the session's person gave or took, the latest first; refused ones only for who gave them. */
export async function listMandates(scope: Scope): Promise<MandateView[]> {
  const { rows } = await scope.client.query<MandateRow>(
    `select ${COLUMNS} from cases.mandates where ${MINE} order by offered_at desc, mandate_id limit 200`,
  );
  return rows.filter((row) => row.given || row.state !== 'refused').map((row) => viewOf(row, []));
}

/** One mandate with what was done with it; null: none that this person gave or took. */
export async function readMandate(scope: Scope, id: string): Promise<MandateView | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await scope.client.query<MandateRow>(`select ${COLUMNS} from cases.mandates where mandate_id = $1 and ${MINE}`, [id]);
  if (!rows[0]) return null;
  return viewOf(rows[0], await actsOf(scope, `a.mandate_id = $1`, [id]));
}

/** What was done with all mandates of the session's person, the latest first, for the page that says who looked at their data. */
export async function listMandateActs(scope: Scope): Promise<MandateAct[]> {
  return (await actsOf(scope, 'true', [])).toReversed().slice(0, 100);
}

async function actsOf(scope: Scope, condition: string, values: unknown[]): Promise<MandateAct[]> {
  const { rows } = await scope.client.query<{ at: Date; what: MandateAct['what']; actor_name: string }>(
    `select a.at, a.what, a.actor_name from cases.mandate_acts a join cases.mandates m using (mandate_id) where ${condition} and ${MINE} order by a.at, a.act_no`,
    values,
  );
  return rows.map(({ at, what, actor_name: who }) => ({ at: at.toISOString(), what, who }));
}

function viewOf(row: MandateRow, acts: MandateAct[]): MandateView {
  return {
    id: row.mandate_id,
    kind: row.kind,
    state: stateOf(row),
    given: row.given,
    other: row.given ? row.representative_name : row.principal_name,
    firstDay: row.first_day,
    lastDay: row.last_day,
    codeUntil: row.code_expires_at.toISOString(),
    scopes: row.scopes,
    mayAct: row.may_act,
    joint: row.signature === 'joint',
    checkedAt: row.checked_at?.toISOString() ?? null,
    decision: row.decision,
    alerts: row.alerts,
    acts,
  };
}

function stateOf({ state, timing, code_valid, fresh }: MandateRow): MandateState {
  if (state === 'ended' || state === 'refused') return state;
  if (timing === 'over') return 'over';
  if (state === 'offered') return code_valid ? 'offered' : 'lapsed';
  if (timing === 'ahead') return 'ahead';
  return fresh ? 'valid' : 'unchecked';
}

/**
 * Gives a mandate to whoever enters the code, which is shown once and kept nowhere. Null: the sign-in is too weak, the session acts for
 * somebody else, or this wish was granted already.
 */
export async function offerMandate(scope: Scope, wish: MandateWish): Promise<string | null> {
  const code = newCode();
  const { zone } = scope.context.catalogue.authorities.canton;
  const { rows } = await scope.client.query<{ done: boolean }>(
    `select cases.offer_mandate($1, $2, $3, $3::timestamptz + make_interval(days => $4), $5, $6, $7, $8, $9, $10, $11) as done`,
    [
      wish.id,
      hashOfCode(code),
      scope.now,
      CODE_DAYS,
      startOfDay(wish.firstDay, zone),
      startOfDay(nextDay(wish.lastDay), zone),
      wish.firstDay,
      wish.lastDay,
      wish.scope === null ? null : [wish.scope],
      wish.mayAct,
      wish.alerts,
    ],
  );
  return rows[0]!.done ? code : null;
}

/** Another code for an invitation that nobody took; null: there is none of this person. */
export async function renewCode(scope: Scope, id: string): Promise<string | null> {
  if (!UUID.test(id)) return null;
  const code = newCode();
  const { rows } = await scope.client.query<{ done: boolean }>(
    'select cases.renew_mandate_code($1, $2, $3, $3::timestamptz + make_interval(days => $4)) as done',
    [id, hashOfCode(code), scope.now, CODE_DAYS],
  );
  return rows[0]!.done ? code : null;
}

/** The invitation behind a code; null: none that this person may take (their own neither). */
export async function findOffer(scope: Scope, typed: string): Promise<OfferView | null> {
  const hash = hashOfCode(typed);
  if (!hash) return null;
  const { rows } = await scope.client.query<{
    mandate_id: string;
    principal_name: string;
    scopes: string[] | null;
    may_act: boolean;
    first_day: string;
    last_day: string;
  }>('select * from cases.find_offer($1)', [hash]);
  const [row] = rows;
  return row
    ? {
        id: row.mandate_id,
        principal: row.principal_name,
        scopes: row.scopes,
        mayAct: row.may_act,
        firstDay: row.first_day,
        lastDay: row.last_day,
      }
    : null;
}

/** Takes or refuses the invitation behind a code; gives its mandate, or null where there is none any more. */
export async function answerOffer(scope: Scope, typed: string, accepted: boolean): Promise<string | null> {
  const hash = hashOfCode(typed);
  if (!hash) return null;
  const { rows } = await scope.client.query<{ id: string | null }>('select cases.answer_offer($1, $2, $3) as id', [
    hash,
    accepted,
    scope.now,
  ]);
  return rows[0]!.id;
}

/** Ends a mandate that this person gave or took, at once, in every session. False: there is none that stands. */
export async function endMandate(scope: Scope, id: string): Promise<boolean> {
  if (!UUID.test(id)) return false;
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.end_mandate($1, $2) as done', [id, scope.now]);
  return rows[0]!.done;
}

/** Cases of those whom this person may represent now: what they are called, nothing else. */
export async function listRepresentedCases(scope: Scope, lang: string): Promise<RepresentedCase[]> {
  const { rows } = await scope.client.query<{
    mandate_id: string;
    reference: string;
    service: string;
    service_hash: string;
    submitted_on: string;
    closed: boolean;
  }>('select * from cases.represented_cases()');
  return rows.map((row) => ({
    mandateId: row.mandate_id,
    reference: row.reference,
    title: scope.context.catalogue.service(row.service, row.service_hash).texts(lang)('service.title'),
    submittedOn: row.submitted_on,
    closed: row.closed,
  }));
}

function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
