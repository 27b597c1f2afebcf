/** State of a mandate as both sides see it: `offered` nobody took it yet, `lapsed` nobody took it in time, `ahead` begins later, `over` its last day has passed. */
export type MandateState = 'offered' | 'lapsed' | 'ahead' | 'valid' | 'over' | 'refused' | 'ended';

/** A power of attorney, for one of its two sides. */
export interface MandateView {
  id: string;
  state: MandateState;
  /** The session's person gave it. */
  given: boolean;
  /** Name of the other side; null: nobody took it yet. */
  other: string | null;
  /** ISO dates, both inclusive. */
  firstDay: string;
  lastDay: string;
  /** ISO instant until when the code of an offer can be entered. */
  codeUntil: string;
  /** Scopes of services; null: all matters. */
  scopes: string[] | null;
  mayAct: boolean;
  /** The representative gets the alerts of cases they sent, too. */
  alerts: boolean;
  /** Oldest first; only where one mandate is asked for. */
  acts: MandateAct[];
}

export interface MandateAct {
  /** ISO instant. */
  at: string;
  what: 'given' | 'code' | 'taken' | 'refused' | 'used' | 'ended' | 'laid-down';
  who: string;
}

/** What somebody wants to give. */
export interface MandateWish {
  /** Names the wish, so that sending it twice gives it once. */
  id: string;
  /** Scope of services; null: all matters. */
  scope: string | null;
  mayAct: boolean;
  alerts: boolean;
  /** ISO dates, both inclusive. */
  firstDay: string;
  lastDay: string;
}

/** What is behind a code, before it is taken. */
export interface OfferView {
  id: string;
  principal: string;
  scopes: string[] | null;
  mayAct: boolean;
  firstDay: string;
  lastDay: string;
}

/** A case of somebody whom the session's person may represent, as it is called. */
export interface RepresentedCase {
  mandateId: string;
  reference: string;
  title: string;
  /** ISO date. */
  submittedOn: string;
  closed: boolean;
}
