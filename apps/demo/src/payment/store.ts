import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type State = 'pending' | 'settled' | 'cancelled' | 'expired' | 'refunded';

/** One payment. Amounts in Rappen. */
export interface Payment {
  paymentId: string;
  /** Idempotency key that made it. */
  key: string;
  items: { text: string; amount: string }[];
  total: number;
  reference: string;
  returnUrl: string;
  callbackUrl: string;
  expiresAt: string;
  language: string;
  state: State;
  settledAt: string | null;
  refundedAt: string | null;
  /** Refund by its idempotency key: the same key never pays back twice. */
  refunds: Record<string, { outcome: 'refunded' | 'impossible'; refundedAt: string | null; amount?: number }>;
}

/** A callback that is still to be delivered. */
export interface Delivery {
  callbackId: string;
  paymentId: string;
  state: State;
  attempts: number;
  /** Milliseconds since the epoch. */
  dueAt: number;
  forged: boolean;
}

interface Content {
  payments: Record<string, Payment>;
  deliveries: Delivery[];
}

/** Payments and callbacks in one JSON file, replaced as a whole at every change; without a file they live in memory. */
export class PaymentStore {
  readonly #file: string | null;
  readonly #content: Content;

  constructor(file: string | null) {
    this.#file = file;
    this.#content = file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Content) : { payments: {}, deliveries: [] };
  }

  save(): void {
    if (!this.#file) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#content), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }

  add(payment: Payment): void {
    this.#content.payments[payment.paymentId] = payment;
  }

  find(paymentId: string): Payment | null {
    return Object.hasOwn(this.#content.payments, paymentId) ? (this.#content.payments[paymentId] ?? null) : null;
  }

  findByKey(key: string): Payment | null {
    return Object.values(this.#content.payments).find((payment) => payment.key === key) ?? null;
  }

  all(): Payment[] {
    return Object.values(this.#content.payments);
  }

  get deliveries(): Delivery[] {
    return this.#content.deliveries;
  }

  drop(delivery: Delivery): void {
    const at = this.#content.deliveries.indexOf(delivery);
    if (at >= 0) this.#content.deliveries.splice(at, 1);
  }
}
