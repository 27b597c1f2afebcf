import type { SummaryRow } from '@einwohnerportal/forms';
import type { Signature } from '../counter/signed-paper.ts';
import type { CaptureChannel } from './session.ts';
import type { FEE_STATES } from '../case-view/fee-states.ts';

export interface FeeView {
  /** Labels translated, amounts as decimal strings in CHF (`12.00`). */
  items: { label: string; quantity: number; amount: string; example: boolean }[];
  total: string;
  currency: 'CHF';
  state: (typeof FEE_STATES)[number];
  settledAt: string | null;
  /** The payment that settled it. */
  payment: string | null;
  /** Receipt to read, once the fee is paid. */
  receipt: string | null;
  /** Amount that went back, decimal string; null: nothing. */
  refunded: string | null;
  /** Money that came twice or too late and goes back, or went: decimal string of all of it. */
  surplus: string | null;
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
  kind: 'pay' | 'task' | 'file';
  /** What to do, translated, e.g. «12 Franken bezahlen». */
  label: string;
  /** ISO date of the last day, inclusive. */
  until: string | null;
  late: boolean;
  /** Token of the task; null for others. */
  token: number | null;
  /** Id of the refused file; null for others. */
  file: string | null;
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
  /** The session works for the office in charge. */
  inCharge: boolean;
  office: { name: string; authority: string; phone: string | null; email: string | null; hours: string[] };
  legal: { name: string; cite: string; url: string | null; confirmed: boolean }[];
  retention: string;
  canWithdraw: boolean;
  /** Language the texts are really in, when the asked one has no text. */
  textLanguage: string;
  themeAuthority: string;
  /** Receipts to read, oldest first: of a withdrawal, of files that came later, of a payment. */
  receipts: { id: string; kind: 'withdrawal' | 'upload' | 'payment'; at: string; language: string }[];
  /** Who sent it for the applicant under a mandate; null: the applicant. */
  representative: string | null;
  /** Captured at the counter or on the phone, by which office; `by`: name of who did, `signature`: of the signed sheet, both told to offices only. Null: sent online. */
  captured: { channel: CaptureChannel; office: string; by: string | null; signature?: Signature } | null;
  /** The representative acts by law, by a decision or as an organ, not under a power of attorney. */
  byLaw: boolean;
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
