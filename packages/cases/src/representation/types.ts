/** State of a mandate as both sides see it: `offered` nobody took it yet, `lapsed` nobody took it in time, `ahead` begins later, `over` its last day has passed,
 * `unchecked` the register must be asked anew before anybody acts. */
export type MandateState = 'offered' | 'lapsed' | 'ahead' | 'valid' | 'unchecked' | 'over' | 'refused' | 'ended';

/** The person gave it in the portal (`mandate`), or a register says it. */
export type MandateKind = 'mandate' | 'parent' | 'guardian' | 'organ';

/** A power of attorney, for one of its two sides. */
export interface MandateView {
  id: string;
  kind: MandateKind;
  state: MandateState;
  /** The session's person gave it. */
  given: boolean;
  /** Name of the other side; null: nobody took it yet. */
  other: string | null;
  /** ISO dates, both inclusive; the last one is `OPEN_END` where there is none. */
  firstDay: string;
  lastDay: string;
  /** ISO instant until when the code of an offer can be entered. */
  codeUntil: string;
  /** Scopes of services; null: all matters. */
  scopes: string[] | null;
  mayAct: boolean;
  /** Another one must co-sign what is sent. */
  joint: boolean;
  /** When the register said so last, ISO instant; null: a person gave it. */
  checkedAt: string | null;
  /** Reference of the decision of an authority. */
  decision: string | null;
  /** The representative gets the alerts of cases they sent, too. */
  alerts: boolean;
  /** Oldest first; only where one mandate is asked for. */
  acts: MandateAct[];
}

export interface MandateAct {
  /** ISO instant. */
  at: string;
  what: 'given' | 'code' | 'taken' | 'refused' | 'used' | 'ended' | 'laid-down' | 'found' | 'checked' | 'lapsed';
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
