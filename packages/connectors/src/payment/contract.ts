import type { CallbackJudgement } from './callback.ts';
import type { BillAddress } from './qr-bill/payload.ts';

/**
 * `pending`: can still be paid. `cancelled`: this attempt ended without money, a new one may follow. `expired`: nobody can pay any more.
 * `mismatched`: money of another amount or currency than was ordered; nothing was taken, a person must look.
 */
export const paymentStates = ['pending', 'settled', 'cancelled', 'expired', 'refunded', 'mismatched'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** What is to be paid. Amounts are decimal strings in francs; `total` is the sum of the items. */
export interface PaymentOrder {
  items: { text: string; amount: string }[];
  total: string;
  currency: 'CHF';
  /** Reference of the case: what stands on the statement. */
  reference: string;
  returnUrl: string;
  callbackUrl: string;
  /** ISO instant after which nobody can pay any more. */
  expiresAt: string;
  language: string;
  /** Authority that charges, and its number where it has one. */
  authority: string;
  bfs: string | null;
}

/** What was ordered, as far as asking needs it. */
export interface Ordered {
  total: string;
  currency: string;
  /** Key under which it was created. */
  idempotencyKey: string;
}

export interface PaymentStanding {
  state: PaymentState;
  /** Decimal string: what was paid, else what is to be paid. */
  amount: string;
  currency: string;
  settledAt: string | null;
  refundedAt: string | null;
  /** Instant after which this attempt can not be paid any more; null where nobody can tell. */
  expiresAt: string | null;
  /** The provider's own number of the money taken; needed to pay it back. */
  settlementId: string | null;
}

export interface CreatedPayment {
  paymentId: string;
  /** Where the payer goes; null when nobody goes anywhere (invoice). */
  redirectUrl: string | null;
  expiresAt: string | null;
}

export interface RefundOrder {
  paymentId: string;
  settlementId: string | null;
  /** Decimal string in francs; at most what was paid. */
  amount: string;
  currency: string;
  idempotencyKey: string;
  /** How often it was tried before: 0 the first time. */
  attempt: number;
}

export interface Refunded {
  /** `by-hand`: this means of payment cannot pay back by itself, a person of the authority must. */
  outcome: 'refunded' | 'impossible' | 'by-hand';
  refundedAt: string | null;
}

/** A bill to print. */
export interface BillOrder {
  authority: string;
  /** Number of the payment as `create` gave it. */
  paymentId: string;
  amount: string;
  currency: 'CHF';
  debtor: BillAddress | null;
  message: string;
}

/** A bill as a document shows it. */
export interface PrintedBill {
  account: string;
  reference: string;
  creditor: string[];
  debtor: string[] | null;
  amount: string;
  currency: string;
  message: string;
  /** The Swiss QR code as SVG of 46 × 46 mm. */
  code: string;
}

/** The one contract of every means of payment: a card provider, an invoice, the demo's provider. Throws ConnectorError. */
export interface PaymentProvider {
  /** The same key gives the same payment, also when a first answer was lost. */
  create(order: PaymentOrder, idempotencyKey: string, signal?: AbortSignal): Promise<CreatedPayment>;
  /** How it stands, from asking; takes the money where the payer has only authorised it, and only the amount that was ordered. */
  state(paymentId: string, ordered: Ordered, signal?: AbortSignal): Promise<PaymentStanding>;
  /** Nobody shall pay any more: gives back what is only authorised. `settled` when the money was taken before. */
  expire(paymentId: string, ordered: Ordered, signal?: AbortSignal): Promise<PaymentStanding>;
  refund(order: RefundOrder, signal?: AbortSignal): Promise<Refunded>;
  /** An attempt begins when the person chooses this means: its page lapses soon, or it is an invoice. */
  readonly uponChoice?: boolean;
  /** For invoices: what to print. */
  bill?(order: BillOrder): PrintedBill;
  /** Judges a signed callback; providers that do not sign theirs have none, and their calls are hints like any other. */
  judgeCallback?(body: string, signature: string): CallbackJudgement;
}
