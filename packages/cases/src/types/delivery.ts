/** One attempt to deliver one document to its person. Days are ISO dates, moments ISO instants. */
export interface DeliveryView {
  id: string;
  documentId: string;
  title: string;
  channel: 'inbox' | 'letter' | 'registered-letter' | 'in-person' | 'counter';
  /** `sent`: posted without proof; `deemed`: counts as delivered by law; `replaced`: another attempt counts. */
  state: 'under-way' | 'sent' | 'delivered' | 'deemed' | 'returned' | 'replaced';
  attempt: number;
  begunAt: string;
  /** When the message of the inbox was opened. */
  openedAt: string | null;
  sentOn: string | null;
  /** The post found nobody. */
  triedOn: string | null;
  /** Counts as delivered on this day when nobody takes it. */
  deemedOn: string | null;
  deliveredOn: string | null;
  returnedOn: string | null;
  proofKind: 'opened' | 'receipt' | 'signed' | 'handed-over' | 'period' | null;
  proof: string | null;
  /** Provision that lets it count as delivered. */
  law: string | null;
}

/** A signed ruling and what became of it. */
export interface RulingView {
  documentId: string;
  title: string;
  signedAt: string;
  state: 'signed' | 'notified' | 'binding' | 'appealed';
  notifiedOn: string | null;
  /** Last day on which an appeal is in time. */
  appealUntil: string | null;
  /** Binding since, or appealed on. */
  endedOn: string | null;
  draftedBy: string | null;
  signedBy: string | null;
}

/** Everything an office sees of the deliveries of a case. */
export interface DeliveryPage {
  caseId: string;
  reference: string;
  person: string;
  deliveries: DeliveryView[];
  rulings: RulingView[];
  notes: { at: string; author: string; what: DeliveryNote['what']; day: string }[];
}

/** What an office says of a delivery. */
export interface DeliveryNote {
  /** UUID, the same for the same note. */
  id: string;
  notification: string;
  what: 'delivered' | 'tried' | 'returned' | 'again' | 'appeal';
  /** ISO day on which it happened. */
  day: string;
  /** Number of the consignment or receipt; needed for `delivered`. */
  proof?: string | null;
  /** For `again`: how; a letter or a registered letter goes out with the next print run. */
  channel?: 'letter' | 'registered-letter' | 'in-person';
  /** For `again`: another address, its lines. */
  address?: string[];
}

/** A delivery that has not reached its person. */
export interface OpenDelivery extends Pick<DeliveryView, 'channel' | 'state' | 'title' | 'sentOn' | 'returnedOn' | 'deemedOn'> {
  caseId: string;
  reference: string;
  person: string;
  /** ISO instant. */
  since: string;
}
