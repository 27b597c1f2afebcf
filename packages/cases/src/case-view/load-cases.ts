import type { PathEntry } from '@einwohnerportal/engine';
import { fromApplicant, mayRead, mayWork, PERSON, takesPart } from '../request/mine.ts';
import type { FeeItem } from '../drafts/fee.ts';
import { countColumns } from '../documents/counts.ts';
import type { PaymentChoice } from '../catalogue/types.ts';
import { applicantOf } from '../request/scope.ts';
import type { Scope, Source } from '../types.ts';

/** One case as stored, read in a single statement under the rights of the session. */
export interface CaseRow {
  case_id: string;
  reference: string;
  service: string;
  service_hash: string;
  authority: string;
  office: string;
  competent: string;
  channel: string;
  language: string;
  submitted_at: string;
  submitted_on: string;
  closed_at: string | null;
  outcome: string | null;
  applicant_name: string;
  /** Who sent it for the applicant. */
  representative_name: string | null;
  /** Office that captured it at the counter or on the phone. */
  captured: { office: string; at: string } | null;
  /** As what: kind of the mandate. */
  representation_kind: string | null;
  events: { at: string; path: PathEntry[]; actor: string | null }[];
  tasks: {
    token: number;
    element: string;
    group_id: string;
    due_at: string | null;
    created_at: string;
    kind: string;
    form: string;
    properties: Record<string, unknown>;
  }[];
  /** Offices of the parties. */
  parties: { party: string; office: string }[];
  /** Files that were refused after they were sent and have none in their place. */
  refused: { id: string; name: string; filename: string; title: string | null; at: string }[];
  jobs: { token: number; kind: string; state: string; attempts: number; error_code: string | null }[];
  incidents: { token: number; code: string; at: string }[];
  fee: { total: string; items: FeeItem[] } | null;
  payments: {
    id: string;
    state: string;
    connector: string;
    settled_at: string | null;
    expires_at: string | null;
    attempt_expires_at: string | null;
    redirect_url: string | null;
    amount: string;
    received: string;
    refunded: string;
    surplus: boolean;
    papers: string[];
  }[];
  /** Fees that somebody is asked to pay. */
  demands: {
    expires_at: string | null;
    ended_at: string | null;
    written_off_at: string | null;
    choices: PaymentChoice[];
    trouble: string | null;
  }[];
  documents: {
    id: string;
    at: string;
    output: string;
    language: string;
    media_type: string;
    size: number;
    filename: string;
    sent_by: 'you' | 'authority';
  }[];
  /** Only when asked for in full. */
  answers: { name: string; value: unknown; source: Source | null; changed_at?: string | null; previous?: unknown }[] | null;
  persons: { ref: string; officialName: string; firstName: string; dateOfBirth: string | null }[] | null;
  /** Receipts that are written: of withdrawals, files that came later, payments. */
  receipts: { id: string; kind: 'withdrawal' | 'upload' | 'payment'; at: string; language: string }[] | null;
  /** `program`: the connector that read; null: a person of the office, whose name is not told. */
  accesses: { at: string; program: string | null; representative: string | null; office: string | null; purpose: string }[] | null;
}

// json, not jsonb: it is only sent, and building it costs half.
const list = (select: string): string => `coalesce((select json_agg(x) from (${select}) x), '[]'::json)`;

const BASE = `c.case_id, c.reference, c.service, c.service_hash, c.authority, c.office, c.competent, c.channel, c.language, c.submitted_at, c.submitted_on::text, c.closed_at,
  c.outcome, c.applicant_name, c.representative_name, c.representation_kind,
  (select json_build_object('office', k.office, 'at', k.sent_at) from cases.captures k where k.case_id = c.case_id) as captured,
  ${list(`select e.at, e.path, e.actor from engine.event e where e.case_id = c.case_id and e.result = 'done' order by e.step`)} as events,
  ${list(`select t.token_no as token, t.element, t.group_id, t.due_at, t.created_at, t.kind, t.form, t.properties
    from engine.user_task t where t.case_id = c.case_id and ${mayWork('t')} order by t.token_no`)} as tasks,
  ${list(`select p.party, p.office from cases.parties p where p.case_id = c.case_id and p.office is not null`)} as parties,
  ${list(`select f.file_id as id, f.name, f.filename, f.title, coalesce(f.judged_at, f.created_at) as at from cases.files f
    where f.case_id = c.case_id and f.state = 'refused' and f.replaced_by is null and (f.person_id = ${PERSON} or c.applicant_id = (select cases.subject()) and ${fromApplicant('f', 'c')})`)} as refused,
  ${list(`select j.token_no as token, j.kind, j.state, j.attempts, j.last_code as error_code from engine.job j where j.case_id = c.case_id`)} as jobs,
  ${list(`select i.token_no as token, i.code, i.created_at as at from engine.incident i where i.case_id = c.case_id`)} as incidents,
  (select json_build_object('total', f.total::text, 'items', f.items) from cases.fees f where f.case_id = c.case_id) as fee,
  ${list(`select p.payment_id as id, p.state, p.connector, p.settled_at, p.expires_at, p.attempt_expires_at, p.redirect_url, p.amount::text, p.received::text, p.refunded::text, p.surplus,
    (select coalesce(json_agg(d.kind), '[]') from cases.payment_documents d where d.payment_id = p.payment_id and ${mayRead('d')}) as papers
    from cases.payments p where p.case_id = c.case_id and ${mayRead('p')} order by p.created_at`)} as payments,
  ${list(`select d.expires_at, d.ended_at, d.written_off_at, d.choices, d.trouble from cases.payment_demands d where d.case_id = c.case_id and ${mayRead('d')} order by d.created_at`)} as demands,
  ${list(`select d.document_id as id, d.created_at as at, d.output, d.language, d.media_type, d.size, d.filename, d.sent_by
    from cases.documents d where d.case_id = c.case_id and d.state = 'issued' and ${mayRead('d')} order by d.created_at`)} as documents`;

const FULL = `,
  ${list(`select a.name, a.value, a.source, a.changed_at, a.previous from cases.answers a where a.case_id = c.case_id and ${mayRead('a')} order by a.name`)} as answers,
  ${list(`select p.ref, p.official_name as "officialName", p.first_name as "firstName", p.date_of_birth as "dateOfBirth"
    from cases.case_persons p where p.case_id = c.case_id and ${mayRead('p')} order by p.ref`)} as persons,
  ${list(`select r.at, case when r.actor like 'connector:%' then r.actor_name end as program, case when r.purpose like 'representation%' then r.actor_name end as representative, r.office, r.purpose from cases.access_records r where r.case_id = c.case_id order by r.record_id desc limit 50`)} as accesses,
  ${list(`select r.receipt_id as id, r.kind, r.at, r.language from cases.receipts r where r.case_id = c.case_id and r.due is null and ${mayRead('r')}
    union all select d.payment_id, 'payment', d.at, d.language from cases.payment_documents d
      where d.case_id = c.case_id and d.kind = 'receipt' and ${mayRead('d')} order by 3`)} as receipts`;

const BRIEF = `, null as answers, null as persons, null as accesses, null as receipts`;

const REFERENCE = /^\d{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/;

/** The case with this reference that the session may see; null is also the answer for somebody else's case. */
export async function loadCase(scope: Scope, reference: string): Promise<CaseRow | null> {
  if (!REFERENCE.test(reference)) return null;
  const { rows } = await scope.client.query<CaseRow>({
    name: 'load-case',
    text: `select ${BASE}${FULL} from cases.cases c where c.reference = $1 and ${takesPart('c')}`,
    values: [reference],
  });
  await noteLook(scope, rows[0]?.case_id ?? null);
  return rows[0] ?? null;
}

/** Who looks at a case for somebody else is recorded, once for each session. */
async function noteLook(scope: Scope, caseId: string | null): Promise<void> {
  if (scope.session?.acting && caseId !== null) await scope.client.query('select cases.note_represented_look($1, $2)', [caseId, scope.now]);
}

export interface CountedCase {
  actions: number;
  unread: number;
  /** Null: no case of this reference that the session may see. */
  row: CaseRow | null;
  /** Grows with every change of the case. */
  version: string | null;
}

/** The same with what the header of the person's pages counts and the case's version, all in one statement and so of one moment. */
export async function loadCaseAndCounts(scope: Scope, reference: string): Promise<CountedCase> {
  const { rows } = await scope.client.query<CaseRow & { unread: number; actions: number; version: string | null }>({
    name: 'load-case-and-counts',
    text: `select n.unread, n.actions, x.* from (select ${countColumns(2, 3)}) n left join lateral (
        select ${BASE}${FULL}, cases.case_version(c.case_id) as version
        from cases.cases c where c.reference = $1 and ${takesPart('c')}
      ) x on true`,
    values: [
      REFERENCE.test(reference) ? reference : '',
      ...(scope.session ? [applicantOf(scope.session).principal, applicantOf(scope.session).personId] : ['', null]),
    ],
  });
  const { unread, actions, version, ...row } = rows[0]!;
  await noteLook(scope, row.case_id);
  return { unread, actions, version, row: row.case_id === null ? null : row };
}

/** By id, for tasks of an office. */
export async function loadCaseById(scope: Scope, caseId: string): Promise<CaseRow | null> {
  const { rows } = await scope.client.query<CaseRow>({
    name: 'load-case-by-id',
    text: `select ${BASE}${FULL} from cases.cases c where c.case_id = $1 and ${takesPart('c')}`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

/** By id, for the machine itself: what the applicant gave, whoever asks; without what hangs on a session. */
export async function loadGivenCase(client: Scope['client'], caseId: string): Promise<CaseRow | null> {
  type Given = Omit<CaseRow, 'events' | 'tasks' | 'refused' | 'parties' | 'jobs' | 'incidents' | 'payments' | 'demands' | 'documents'>;
  const { rows } = await client.query<Given>({
    name: 'load-given-case',
    text: `select c.case_id, c.reference, c.service, c.service_hash, c.authority, c.office, c.competent, c.channel, c.language, c.submitted_at,
        c.submitted_on::text, c.closed_at, c.outcome, c.applicant_name, c.representative_name, c.representation_kind, null as captured, null as accesses, null as receipts,
        (select json_build_object('total', f.total::text, 'items', f.items) from cases.fees f where f.case_id = c.case_id) as fee,
        ${list(`select a.name, a.value, a.source from cases.answers a where a.case_id = c.case_id and 'applicant' = any (a.readers) order by a.name`)} as answers,
        ${list(`select p.ref, p.official_name as "officialName", p.first_name as "firstName", p.date_of_birth as "dateOfBirth"
          from cases.case_persons p where p.case_id = c.case_id and 'applicant' = any (p.readers) order by p.ref`)} as persons
      from cases.cases c where c.case_id = $1`,
    values: [caseId],
  });
  const row = rows[0];
  return row
    ? { ...row, events: [], tasks: [], refused: [], parties: [], jobs: [], incidents: [], payments: [], demands: [], documents: [] }
    : null;
}

/** Cases of the signed-in person, open ones first. */
export async function loadOwnCases(scope: Scope): Promise<CaseRow[]> {
  if (!scope.session) return [];
  const { rows } = await scope.client.query<CaseRow>({
    name: 'load-own-cases',
    text: `select ${BASE}${BRIEF} from cases.cases c where c.applicant_id = $1 and ${takesPart('c')} order by (c.closed_at is not null), c.submitted_at desc limit 50`,
    values: [applicantOf(scope.session).personId],
  });
  return rows;
}

/** Cases by id in brief, for lists of an office. */
export async function loadCasesById(scope: Scope, caseIds: string[]): Promise<CaseRow[]> {
  if (caseIds.length === 0) return [];
  const { rows } = await scope.client.query<CaseRow>({
    name: 'load-cases-by-id',
    text: `select ${BASE}${BRIEF} from cases.cases c where c.case_id = any ($1) and ${takesPart('c')}`,
    values: [caseIds],
  });
  return rows;
}
