import { z } from 'zod';
import { baseAddress, callJson } from '../http.ts';
import { ConnectorError } from '../types.ts';
import { judgeCallback, type CallbackJudgement } from './callback.ts';
import { paymentStates, type PaymentProvider } from './contract.ts';

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
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CHF'),
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

/**
 * A payment provider that speaks our own small interface over HTTP, as the demo's does: POST payments, GET payments/<id>,
 * POST payments/<id>/expiry and payments/<id>/refunds. Throws ConnectorError as `callJson` does.
 */
export function createPaymentProvider(
  options: PaymentProviderOptions,
): PaymentProvider & { judgeCallback(body: string, signature: string): CallbackJudgement } {
  const base = baseAddress(options.baseUrl);
  const from = `the payment provider ${options.id}`;
  const timeoutMs = options.timeoutMs ?? 10_000;
  const headers = (idempotencyKey?: string): Record<string, string> => ({
    authorization: `Bearer ${options.secret}`,
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
  });
  const addressOf = (paymentId: string, rest = ''): URL => new URL(`payments/${encodeURIComponent(paymentId)}${rest}`, base);
  const ask = (url: URL, method: 'GET' | 'POST', signal?: AbortSignal) =>
    callJson(url, { method, headers: headers(), answer: standingShape, signal, timeoutMs, from });
  return {
    async create({ authority: _authority, bfs: _bfs, ...order }, idempotencyKey, signal) {
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
    async state(paymentId, ordered, signal) {
      const told = { ...(await ask(addressOf(paymentId), 'GET', signal)), settlementId: paymentId };
      const same = told.amount === ordered.total && told.currency === ordered.currency;
      return told.state === 'settled' && !same ? { ...told, state: 'mismatched' } : told;
    },
    async expire(paymentId, _ordered, signal) {
      return { ...(await ask(addressOf(paymentId, '/expiry'), 'POST', signal)), settlementId: paymentId };
    },
    refund: ({ amount, idempotencyKey, paymentId }, signal) =>
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
