import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { baseAddress } from '../http.ts';
import { ConnectorError, type CapabilityAnswer, type CapabilityRequest, type Connector } from '../types.ts';
import { fromRappen, toRappen } from './money.ts';
import type { PaymentProvider } from './contract.ts';
import { createPaymentProvider, type PaymentProviderOptions } from './provider.ts';

export interface ConnectPaymentOptions<P extends PaymentProvider> {
  id: string;
  provider: P;
  /** Origin of the portal, where payers come back to and callbacks go. */
  publicUrl: string;
  /** Key of the addresses that a provider without signatures calls; shared with the portal. */
  callbackSecret?: string;
  clock?: () => Date;
}

export interface PaymentConnectorOptions extends PaymentProviderOptions {
  publicUrl: string;
}

/** The end of an address that only who was given it can call: the payment's key and what proves it. */
export function callbackPath(secret: string, idempotencyKey: string): string {
  const key = orderKey(idempotencyKey);
  return `payments/callback/${key}/${callbackProof(secret, key)}`;
}

/** Key of a payment in addresses: says nothing about the case. */
export const orderKey = (idempotencyKey: string): string =>
  createHmac('sha256', 'payment').update(idempotencyKey).digest('hex').slice(0, 32);

/** What proves an address of `callbackPath`. */
export const callbackProof = (secret: string, key: string): string =>
  createHmac('sha256', secret).update(`callback ${key}`).digest('hex').slice(0, 32);

const amount = z.union([z.string(), z.number()]);
const collectInputs = z.object({
  items: z
    .array(z.looseObject({ item: z.string().optional(), text: z.string().optional(), amount }))
    .min(1)
    .max(50),
  total: amount,
  within: z.string(),
  /** Instant at which the time to pay ends, where it began earlier than this attempt. */
  until: z.iso.datetime().optional(),
});
const refundInputs = z.object({ reference: z.string().min(1).max(100), amount });

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `10 days` from now, as an ISO instant. */
function endOf(period: string, now: Date): string {
  const match = /^(\d{1,4}) (minute|hour|day)s?$/.exec(period.trim());
  if (!match) throw new ConnectorError('bad-inputs', 'expected a period like "10 days" in `within` of fees.collect, got something else');
  return new Date(now.getTime() + Number(match[1]) * (unitMs[match[2] ?? ''] ?? 0)).toISOString();
}

function judgeInputs<T>(shape: z.ZodType<T>, request: CapabilityRequest): T {
  const parsed = shape.safeParse(request.inputs);
  if (parsed.success) return parsed.data;
  throw new ConnectorError(
    'bad-inputs',
    `expected the inputs of ${request.capability}, got other things at ${parsed.error.issues
      .slice(0, 5)
      .map((issue) => issue.path.join('.'))
      .join(', ')}`,
  );
}

/** A connector to a provider that speaks our own interface, the demo's. */
export function createPaymentConnector(
  options: PaymentConnectorOptions,
): Connector & { provider: ReturnType<typeof createPaymentProvider> } {
  return connectPayment({ ...options, provider: createPaymentProvider(options) });
}

/**
 * fees.collect and fees.refund through a means of payment. Collecting is asked again (same key) after a callback, a return of the payer
 * or a while: it answers `waiting` with action `pay` and data {paymentId, redirectUrl, amount} until the provider says how it ended.
 */
export function connectPayment<P extends PaymentProvider>(options: ConnectPaymentOptions<P>): Connector & { provider: P } {
  const { provider } = options;
  const clock = options.clock ?? (() => new Date());
  const portal = baseAddress(options.publicUrl);

  async function collect(request: CapabilityRequest): Promise<CapabilityAnswer> {
    const { items, total, until, within } = judgeInputs(collectInputs, request);
    const { authority, bfs, language, reference } = request.context;
    const { idempotencyKey, signal } = request;
    const order = {
      items: items.map((item) => ({ text: item.text ?? item.item ?? reference, amount: fromRappen(toRappen(item.amount)) })),
      total: fromRappen(toRappen(total)),
      currency: 'CHF' as const,
      reference,
      returnUrl: new URL(`${language.slice(0, 2)}/cases/${encodeURIComponent(reference)}/payment-return`, portal).href,
      callbackUrl: new URL(options.callbackSecret ? callbackPath(options.callbackSecret, idempotencyKey) : 'payments/callback', portal)
        .href,
      expiresAt: until ?? endOf(within, clock()),
      language,
      authority,
      bfs,
    };
    const { expiresAt, paymentId, redirectUrl } = await provider.create(order, idempotencyKey, signal);
    const standing = await provider.state(paymentId, { total: order.total, currency: order.currency, idempotencyKey }, signal);
    if (standing.state === 'mismatched' || toRappen(standing.amount) !== toRappen(total))
      throw new ConnectorError(
        'amount-mismatch',
        `expected the amount that was ordered from the payment provider ${options.id}, got another`,
      );
    switch (standing.state) {
      case 'pending':
        return {
          state: 'waiting',
          until: standing.expiresAt ?? order.expiresAt,
          action: {
            kind: 'pay',
            data: { paymentId, redirectUrl, amount: standing.amount, attemptExpiresAt: expiresAt, orderKey: orderKey(idempotencyKey) },
          },
        };
      case 'settled':
      case 'refunded':
        return { state: 'done', outputs: { outcome: 'settled', reference: paymentId, settledAt: standing.settledAt } };
      default:
        return {
          state: 'done',
          outputs: { outcome: standing.state === 'cancelled' ? 'declined' : 'expired', reference: paymentId, settledAt: null },
        };
    }
  }

  async function refund(request: CapabilityRequest): Promise<CapabilityAnswer> {
    const { amount: asked, reference } = judgeInputs(refundInputs, request);
    const done = await provider.refund(
      {
        paymentId: reference,
        settlementId: reference,
        amount: fromRappen(toRappen(asked)),
        currency: 'CHF',
        idempotencyKey: request.idempotencyKey,
        attempt: 1,
      },
      request.signal,
    );
    return { state: 'done', outputs: { ...done, outcome: done.outcome === 'refunded' ? 'refunded' : 'impossible' } };
  }

  return {
    id: options.id,
    capabilities: ['fees.collect', 'fees.refund'],
    provider,
    async call(request) {
      if (request.capability === 'fees.collect') return collect(request);
      if (request.capability === 'fees.refund') return refund(request);
      throw new ConnectorError('not-allowed', `expected a capability of the payment provider ${options.id}, got ${request.capability}`);
    },
  };
}
