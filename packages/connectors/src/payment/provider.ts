import { z } from 'zod';
import { baseAddress, callJson } from '../http.ts';
import { ConnectorError } from '../types.ts';
import { judgeCallback, type CallbackJudgement } from './callback.ts';

export const paymentStates = ['pending', 'settled', 'cancelled', 'expired', 'refunded'] as const;
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
}

export interface PaymentStanding {
  state: PaymentState;
  /** Decimal string in francs. */
  amount: string;
  settledAt: string | null;
  refundedAt: string | null;
  expiresAt: string;
}

/** The contract that every payment provider can keep; the demo's keeps it too. */
export interface PaymentProvider {
  /** The same key gives the same payment, also when a first answer was lost. */
  create(
    order: PaymentOrder,
    idempotencyKey: string,
    signal?: AbortSignal,
  ): Promise<{ paymentId: string; redirectUrl: string; expiresAt: string }>;
  state(paymentId: string, signal?: AbortSignal): Promise<PaymentStanding>;
  refund(
    paymentId: string,
    amount: string,
    idempotencyKey: string,
    signal?: AbortSignal,
  ): Promise<{ outcome: 'refunded' | 'impossible'; refundedAt: string | null }>;
  judgeCallback(body: string, signature: string): CallbackJudgement;
}

const money = z.string().regex(/^\d{1,9}\.\d{2}$/);
const instant = z.iso.datetime();
const createdShape = z.object({
  paymentId: z.string().regex(/^[\w-]{1,100}$/),
  redirectUrl: z.url({ protocol: /^https?$/ }),
  expiresAt: instant,
});
const standingShape = z.object({
  state: z.enum(paymentStates),
  amount: money,
  settledAt: instant.nullable(),
  refundedAt: instant.nullable(),
  expiresAt: instant,
});
const refundShape = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('refunded'), refundedAt: instant }),
  z.object({ outcome: z.literal('impossible'), refundedAt: z.null() }),
]);

export interface PaymentProviderOptions {
  id: string;
  baseUrl: string;
  /** Shared with the provider: our bearer token there, and the key of its callbacks' signatures. */
  secret: string;
  timeoutMs?: number;
  clock?: () => Date;
}

/** A payment provider over HTTP. Throws ConnectorError as `callJson` does. */
export function createPaymentProvider(options: PaymentProviderOptions): PaymentProvider {
  const base = baseAddress(options.baseUrl);
  const from = `the payment provider ${options.id}`;
  const timeoutMs = options.timeoutMs ?? 10_000;
  const headers = (idempotencyKey?: string): Record<string, string> => ({
    authorization: `Bearer ${options.secret}`,
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
  });
  const addressOf = (paymentId: string, rest = ''): URL => new URL(`payments/${encodeURIComponent(paymentId)}${rest}`, base);
  return {
    async create(order, idempotencyKey, signal) {
      const created = await callJson(new URL('payments', base), {
        headers: headers(idempotencyKey),
        body: JSON.stringify(order),
        answer: createdShape,
        signal,
        timeoutMs,
        from,
      });
      // The browser is sent there: only to the provider itself.
      if (new URL(created.redirectUrl).origin !== base.origin)
        throw new ConnectorError('bad-answer', `expected an address of ${from} to pay at, got another origin`);
      return created;
    },
    state: (paymentId, signal) =>
      callJson(addressOf(paymentId), { method: 'GET', headers: headers(), answer: standingShape, signal, timeoutMs, from }),
    refund: (paymentId, amount, idempotencyKey, signal) =>
      callJson(addressOf(paymentId, '/refunds'), {
        headers: headers(idempotencyKey),
        body: JSON.stringify({ amount }),
        answer: refundShape,
        signal,
        timeoutMs,
        from,
      }),
    judgeCallback: (body, signature) => judgeCallback(options.secret, body, signature, (options.clock ?? (() => new Date()))()),
  };
}
