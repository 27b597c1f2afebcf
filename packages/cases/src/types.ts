import type { RecordRulesOf } from './records/record-rules.ts';
import type { FileRow } from './files/draft-files.ts';
import type { CompiledForm, FieldError, FormContext, Source, SummaryRow } from '@einwohnerportal/forms';
import type pg from 'pg';
import type { Authority, Catalogue, OfficeData, ServiceVersion } from './catalogue/types.ts';

/** What every function of the domain needs from the process it runs in. */
export interface CasesContext {
  /** Connections under the role of this application (portal, workplace, sign-in, engine). */
  pool: pg.Pool;
  catalogue: Catalogue;
  /** Asks registers while a form is filled in; null where the process may not. */
  prefill: Prefill | null;
  /** Set clock for scenarios and tests; absent: the database's clock. */
  clock?: () => string;
}

/** Reading capabilities called when a form opens. Down or not bound → null: then the field is asked. */
export interface Prefill {
  read(
    capability: string,
    connector: string,
    inputs: Record<string, unknown>,
    context: { authority: string; bfs: string | null; language: string },
  ): Promise<Record<string, unknown> | null>;
}

/** One transaction of one request, under the rights of its session. */
export interface Scope {
  client: pg.PoolClient;
  context: CasesContext;
  /** null: nobody is signed in. */
  session: SessionView | null;
  /** Another text whenever session, person or what is counted for them has changed; null: nobody. */
  stamp: string | null;
  /** Instant of the request, ISO. */
  now: string;
  /** Local date in the canton's zone, ISO. */
  today: string;
}

export interface SessionView {
  /** Principal of the person: `person:<uuid>`. */
  principal: string;
  personId: string;
  displayName: string;
  firstName: string;
  officialName: string;
  email: string | null;
  /** AGOVaq level, 100…600. */
  level: number;
  language: string;
  /** BFS number from the identity, when it says one. */
  municipality: number | null;
  /** Offices of a caseworker; `office` is the principal of the office. */
  memberships: { authority: string; office: string; roles: string[] }[];
  /** Token that every form of this session carries. */
  csrf: string;
  expiresAt: string;
}

/** What the identity provider said, already verified. */
export interface SignedInIdentity {
  issuer: string;
  subject: string;
  givenName: string;
  familyName: string;
  /** ISO date, year-month or year. */
  birthdate: string | null;
  email: string | null;
  level: number;
  language: string;
  municipality: number | null;
  /** Claims that give staff their roles, e.g. `claim:wikon-residents`. */
  functions: string[];
}

/** A draft ready to be shown: form, names and sources. */
export interface DraftView {
  id: string;
  service: string;
  version: ServiceVersion;
  authority: Authority;
  office: OfficeData;
  form: CompiledForm;
  /** Context for the form in this language; `names` already hold the answers. */
  formContext: FormContext;
  /** Answers by dotted name. */
  answers: Record<string, unknown>;
  /** Files sent so far. */
  files: FileRow[];
  /** Page to resume at. */
  page: string | null;
  expiresAt: string;
  /** Fee with these answers; null while an answer it needs is missing. */
  fee: FeeView | null;
  /** Set once sent: reference of the case. */
  reference: string | null;
}

export interface FeeView {
  /** Labels translated, amounts as decimal strings in CHF (`12.00`). */
  items: { label: string; quantity: number; amount: string; example: boolean }[];
  total: string;
  currency: 'CHF';
  state: 'preview' | 'open' | 'settled' | 'free' | 'refunding' | 'refunded' | 'part-refunded' | 'expired';
  settledAt: string | null;
  /** Receipt to read, once the fee is paid. */
  receipt: string | null;
  /** Amount that went back, decimal string; null: nothing. */
  refunded: string | null;
  /** Money that came twice or too late and goes back, or went: decimal string of all of it. */
  surplus: string | null;
}

export interface DraftSummary {
  id: string;
  service: string;
  title: string;
  page: string | null;
  savedAt: string;
  expiresAt: string;
}

/** A way to pay a fee. */
export interface PaymentMeansView {
  /** Connector; what a wish names. */
  id: string;
  kind: 'online' | 'invoice';
  /** Page of the provider where one is open. */
  redirectUrl: string | null;
  /** Invoice that was made, to read. */
  invoice: string | null;
  /** Amount that came for the invoice so far, when it is not all. */
  received: string | null;
  /** It did not answer when it was chosen last. */
  trouble: boolean;
}

export interface ActionView {
  kind: 'pay' | 'task';
  /** What to do, translated, e.g. «12 Franken bezahlen». */
  label: string;
  /** ISO date of the last day, inclusive. */
  until: string | null;
  late: boolean;
  /** Token of the task; null for pay. */
  token: number | null;
  /** Where to go for `pay`: page of the provider; null while it is being prepared. */
  redirectUrl: string | null;
  /** For `pay`: ways to choose from; null where there is one, prepared already. */
  means: PaymentMeansView[] | null;
  caseReference: string;
  serviceTitle: string;
}

export interface TimelineEntry {
  state: 'past' | 'now' | 'next' | 'last';
  /** For `now`: whose turn. */
  turn: 'you' | 'authority' | null;
  title: string;
  who: string | null;
  /** ISO instant (past, now) or null. */
  at: string | null;
  /** ISO date expected (now, next, last) or null. */
  expectedOn: string | null;
  /** Why there is no date, translated. */
  noDateReason: string | null;
}

export interface DocumentView {
  id: string;
  title: string;
  /** `you` or the authority's name. */
  from: 'you' | 'authority';
  sender: string;
  at: string;
  mediaType: string;
  size: number;
  language: string;
  filename: string;
}

export interface CaseSummary {
  caseId: string;
  reference: string;
  service: string;
  title: string;
  sentence: string;
  who: string;
  /** ISO date. */
  until: string | null;
  closed: boolean;
  submittedAt: string;
  actions: ActionView[];
  /** For the small route: number of steps, position from 1, whose turn. */
  steps: { count: number; position: number; turn: 'you' | 'authority' | null };
}

export interface CaseView extends CaseSummary {
  outcome: string | null;
  outcomeText: string | null;
  /** Since when it is with whoever has it, ISO instant. */
  since: string;
  late: boolean;
  /** Set when a connected application does not answer: honest sentence, translated. */
  trouble: string | null;
  timeline: TimelineEntry[];
  documents: DocumentView[];
  answers: SummaryRow[];
  fee: FeeView | null;
  office: { name: string; authority: string; phone: string | null; email: string | null; hours: string[] };
  legal: { name: string; cite: string; url: string | null; confirmed: boolean }[];
  retention: string;
  canWithdraw: boolean;
  /** Language the texts are really in, when the asked one has no text. */
  textLanguage: string;
  themeAuthority: string;
  /** Latest first: who read this case and why. */
  accesses: { at: string; who: string; purpose: string }[];
}

export interface InboxMessage {
  id: string;
  caseReference: string;
  subject: string;
  body: string;
  at: string;
  readAt: string | null;
  from: string;
  documents: DocumentView[];
}

/** A task of the signed-in resident or of an office, ready to be worked. */
export interface TaskView {
  caseId: string;
  reference: string;
  token: number;
  element: string;
  title: string;
  purpose: string;
  /** Name of the applicant. */
  person: string;
  /** ISO date, last day inclusive. */
  due: string | null;
  late: boolean;
  since: string;
  assignee: { name: string; me: boolean } | null;
  group: string;
  office: string;
  form: CompiledForm;
  formContext: FormContext;
  /** Why the resident is asked (ask back), translated. */
  reason: string | null;
  /** Words of the caseworker, as typed. */
  message: string | null;
  /** What this task gives to the person who works it: answers by row. */
  data: SummaryRow[];
  case: CaseView;
  /** Fees, documents and steps so far, newest first. */
  history: { at: string; what: string; who: string }[];
  /** Set when the signed-in person may see but not complete it: four eyes, or a sign-in at a lower level than `level`. */
  blocked: 'four-eyes' | 'level' | null;
  /** Assurance this act needs; null: that of the service. */
  level: number | null;
  /** What the case is as a file; `retention` in words. */
  records: Pick<RecordRulesOf, 'position' | 'classification' | 'retention' | 'appraisal'>;
}

export interface TaskRow {
  caseId: string;
  reference: string;
  token: number;
  title: string;
  service: string;
  /** Name of the applicant. */
  person: string;
  due: string | null;
  late: boolean;
  since: string;
  /** Of the model, 0 to 100; 50 when it says none. */
  priority: number;
  /** ISO date on which to look at it again, when the model says one. */
  followUp: string | null;
  /** The model names this very person. */
  candidate: boolean;
  assignee: { name: string; me: boolean } | null;
  office: string;
}

/** What of the work list is wanted. */
export interface TaskWish {
  lang: string;
  /** All of the own offices (the default), what the person has, what nobody has, or what colleagues have for whom the person stands in. */
  view?: 'all' | 'mine' | 'free' | 'deputy';
  /** Principal of one of the own offices. */
  office?: string | null;
  /** Id of a service. */
  service?: string | null;
  /** Over its period, due today, in the next seven days, later. */
  deadline?: 'late' | 'today' | 'week' | 'later' | null;
  /** Words that must all occur: in the person, the reference, the titles of task and service. Accents and case do not matter. */
  text?: string;
  /** `next` of the page before. */
  after?: string | null;
  /** Tasks of a page, 50 unless told. */
  size?: number;
}

export interface TaskList {
  rows: TaskRow[];
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

/** Something that needs an operator or a caseworker to go on. */
export interface IncidentRow {
  caseId: string;
  reference: string;
  token: number;
  element: string;
  title: string;
  service: string;
  /** `stuck`: goes on only when somebody lets it try again. `waiting`: the machine tries again by itself. */
  kind: 'stuck' | 'waiting';
  code: string;
  message: string;
  since: string;
  /** When the machine tries again (ISO instant); null when stuck. */
  nextTry: string | null;
  office: string;
}

export type CompleteResult =
  | { ok: true }
  | {
      ok: false;
      code: 'not-found' | 'already-done' | 'four-eyes' | 'level' | 'invalid' | 'busy';
      errors: FieldError[];
      /** With `already-done` of an office: who completed it and when, where a person did. */
      done?: { name: string | null; at: string; me: boolean };
    };

/** How many tasks were given, and how many somebody else took, completed or may not have. */
export interface AssignResult {
  done: number;
  missed: number;
}

/** What the person of a case and its office wrote to each other. */
export interface Talk {
  caseId: string;
  reference: string;
  /** Language in which the person reads. */
  language: string;
  closed: boolean;
  person: string;
  office: string;
  /** Oldest first. */
  messages: TalkMessage[];
  /** Only for the office: what it noted for itself, oldest first. */
  notes: { at: string; author: string; words: string }[];
}

/** A case in which somebody wrote to the office and nobody has read it. */
export interface UnreadTalk {
  caseId: string;
  reference: string;
  person: string;
  service: string;
  /** When the oldest of them came. */
  at: string;
  count: number;
}

export interface TalkMessage {
  id: string;
  at: string;
  /** When the other side opened it; null: not yet. */
  readAt: string | null;
  from: 'person' | 'office';
  /** Written by the side that looks at it. */
  mine: boolean;
  /** Name of who wrote it; null where only the office is named. */
  author: string | null;
  words: string;
  files: { id: string; filename: string; size: number; mediaType: string; state: string }[];
}

/** Days on which a caseworker is away, and who stands in. */
export interface Absence {
  id: string;
  person: string;
  deputy: string;
  /** ISO dates, both inclusive. */
  firstDay: string;
  lastDay: string;
  /** Of the signed-in person. */
  mine: boolean;
  /** The signed-in person stands in. */
  deputises: boolean;
}

/** How long cases of one service took in one office. */
export interface Duration {
  service: string;
  /** Principal of the office. */
  office: string;
  closed: number;
  open: number;
  /** Open cases with a task over its period. */
  late: number;
  /** Days from submission to closing; null: none closed. */
  median: number | null;
  p90: number | null;
}

/** Somebody of the own offices. */
export interface Colleague {
  principal: string;
  name: string;
  /** Last day of an absence that runs today (ISO date); null: here. */
  awayUntil: string | null;
  offices: string[];
}

export type { FieldError, FormContext, Source, SummaryRow };
