import { baseAddress } from '../../http.ts';
import { ConnectorError } from '../../types.ts';
import type { Ordered, PaymentProvider, PaymentStanding } from '../contract.ts';
import { fromRappen, toRappen } from '../money.ts';
import { createSaferpayCall, requestId, type SaferpayOptions } from './client.ts';
import {
  assertedShape,
  cancelledShape,
  capturedShape,
  initializedShape,
  refundedShape,
  type Failure,
  type Transaction,
} from './messages.ts';

/** The page ended without money: the payer went away, was declined, or let the time pass. */
const endedWithoutMoney = new Set([
  'TRANSACTION_ABORTED',
  'TRANSACTION_DECLINED',
  'GENERAL_DECLINED',
  'BLOCKED_BY_RISK_MANAGEMENT',
  'CARD_EXPIRED',
  'CARD_CHECK_FAILED',
  'CARD_CVC_INVALID',
  'PAYMENTMEANS_INVALID',
  'PAYMENTMEANS_NOT_SUPPORTED',
  '3DS_AUTHENTICATION_FAILED',
  'TRANSACTION_NOT_FOUND',
]);
/** The payer has not come to an end yet. */
const stillOpen = new Set(['TRANSACTION_NOT_STARTED', 'TRANSACTION_IN_WRONG_STATE']);
/** Languages of the payment page; easy German is German. */
const languages = new Set(['de', 'fr', 'it', 'en']);

/**
 * Cards and TWINT through Saferpay's payment page (Worldline), JSON interface: Initialize, Assert, Capture, Cancel, Refund, Inquire.
 * The payer authorises on the provider's page; the money is taken only when asking finds exactly what was ordered.
 */
export function createSaferpayProvider(options: SaferpayOptions): PaymentProvider & { id: string } {
  const call = createSaferpayCall(options);
  const { origin } = baseAddress(options.baseUrl);
  const { terminalId: TerminalId } = options;
  const from = `the payment provider ${options.id}`;
  const unexpected = ({ ErrorName }: Failure): ConnectorError =>
    new ConnectorError('bad-answer', `expected the agreed answer of ${from}, got ${ErrorName}`);

  /** The transaction behind a page, or how the page stands without one. */
  async function ask(token: string, ordered: Ordered, signal?: AbortSignal): Promise<Transaction | 'pending' | 'cancelled'> {
    const told = await call({
      path: 'Payment/v1/PaymentPage/Assert',
      key: null,
      attempt: 0,
      body: { Token: token },
      answer: assertedShape,
      signal,
    });
    if (!told.failed) return told.answer.Transaction;
    const { ErrorName } = told.failure;
    if (stillOpen.has(ErrorName)) return 'pending';
    if (endedWithoutMoney.has(ErrorName)) return 'cancelled';
    // A page that has lapsed may hide a payment that nobody told us of: the order's own number finds it.
    if (ErrorName === 'TOKEN_EXPIRED' || ErrorName === 'TOKEN_INVALID') return inquire(ordered, signal);
    throw unexpected(told.failure);
  }

  async function inquire(ordered: Ordered, signal?: AbortSignal): Promise<Transaction | 'cancelled'> {
    const told = await call({
      path: 'Payment/v1/Transaction/Inquire',
      key: null,
      attempt: 0,
      body: { TransactionReference: { OrderId: requestId(ordered.idempotencyKey) } },
      answer: assertedShape,
      signal,
    });
    if (!told.failed) return told.answer.Transaction;
    if (endedWithoutMoney.has(told.failure.ErrorName) || stillOpen.has(told.failure.ErrorName)) return 'cancelled';
    throw unexpected(told.failure);
  }

  async function capture(transaction: Transaction, ordered: Ordered, signal?: AbortSignal): Promise<PaymentStanding> {
    const told = await call({
      path: 'Payment/v1/Transaction/Capture',
      key: `${ordered.idempotencyKey}/capture`,
      attempt: 1,
      body: { TransactionReference: { TransactionId: transaction.Id } },
      answer: capturedShape,
      signal,
    });
    if (!told.failed) return standing('settled', transaction, told.answer.CaptureId, told.answer.Date);
    // Somebody was faster (another node, or a try whose answer was lost): the provider tells the number it gave.
    if (told.failure.ErrorName !== 'TRANSACTION_ALREADY_CAPTURED') throw unexpected(told.failure);
    const known = await inquire(ordered, signal);
    if (known === 'cancelled' || !known.CaptureId) throw unexpected(told.failure);
    return standing('settled', known, known.CaptureId, known.Date);
  }

  return {
    id: options.id,
    // A page lapses after an hour or so.
    uponChoice: true,
    async create(order, idempotencyKey, signal) {
      const told = await call({
        path: 'Payment/v1/PaymentPage/Initialize',
        key: `${idempotencyKey}/initialize`,
        attempt: 0,
        body: {
          TerminalId,
          Payment: {
            Amount: { Value: String(toRappen(order.total)), CurrencyCode: order.currency },
            OrderId: requestId(idempotencyKey),
            Description: order.reference.slice(0, 1000),
          },
          Payer: { LanguageCode: languages.has(order.language.slice(0, 2)) ? order.language.slice(0, 2) : 'de' },
          ReturnUrl: { Url: order.returnUrl },
          Notification: { SuccessNotifyUrl: order.callbackUrl, FailNotifyUrl: order.callbackUrl },
        },
        answer: initializedShape,
        signal,
      });
      if (told.failed) throw unexpected(told.failure);
      const { Expiration, RedirectUrl, Token } = told.answer;
      // The browser is sent there: only to the provider itself.
      if (new URL(RedirectUrl).origin !== origin)
        throw new ConnectorError('bad-answer', `expected an address of ${from} to pay at, got another origin`);
      return { paymentId: Token, redirectUrl: RedirectUrl, expiresAt: new Date(Expiration).toISOString() };
    },

    async state(paymentId, ordered, signal) {
      const found = await ask(paymentId, ordered, signal);
      if (typeof found === 'string') return nothingPaid(found, ordered);
      if (found.Status === 'PENDING') return nothingPaid('pending', ordered);
      if (found.Status === 'CANCELED') return nothingPaid('cancelled', ordered);
      if (!sameMoney(found, ordered)) return standing('mismatched', found, found.CaptureId ?? null, null);
      return found.Status === 'CAPTURED'
        ? standing('settled', found, found.CaptureId ?? found.Id, found.Date)
        : capture(found, ordered, signal);
    },

    async expire(paymentId, ordered, signal) {
      const found = await ask(paymentId, ordered, signal);
      if (typeof found === 'string') return nothingPaid(found, ordered);
      if (found.Status === 'CAPTURED') return standing('settled', found, found.CaptureId ?? found.Id, found.Date);
      if (found.Status === 'CANCELED') return nothingPaid('expired', ordered);
      const told = await call({
        path: 'Payment/v1/Transaction/Cancel',
        key: `${ordered.idempotencyKey}/cancel`,
        attempt: 1,
        body: { TransactionReference: { TransactionId: found.Id } },
        answer: cancelledShape,
        signal,
      });
      if (told.failed && told.failure.ErrorName !== 'TRANSACTION_IN_WRONG_STATE') throw unexpected(told.failure);
      return nothingPaid('expired', ordered);
    },

    async refund({ amount, attempt, currency, idempotencyKey, settlementId }, signal) {
      if (!settlementId) return { outcome: 'impossible', refundedAt: null };
      const told = await call({
        path: 'Payment/v1/Transaction/Refund',
        key: `${idempotencyKey}/refund`,
        attempt,
        body: {
          Refund: { Amount: { Value: String(toRappen(amount)), CurrencyCode: currency }, OrderId: requestId(idempotencyKey) },
          CaptureReference: { CaptureId: settlementId },
        },
        answer: refundedShape,
        signal,
      });
      if (told.failed) return { outcome: 'impossible', refundedAt: null };
      const { Date: at, Id, Status } = told.answer.Transaction;
      if (Status !== 'AUTHORIZED') return { outcome: 'refunded', refundedAt: new Date(at).toISOString() };
      // A refund, too, moves money only when it is captured.
      const done = await call({
        path: 'Payment/v1/Transaction/Capture',
        key: `${idempotencyKey}/capture-refund`,
        attempt,
        body: { TransactionReference: { TransactionId: Id } },
        answer: capturedShape,
        signal,
      });
      if (done.failed && done.failure.ErrorName !== 'TRANSACTION_ALREADY_CAPTURED') throw unexpected(done.failure);
      return { outcome: 'refunded', refundedAt: new Date(done.failed ? at : done.answer.Date).toISOString() };
    },
  };
}

const sameMoney = ({ Amount }: Transaction, { currency, total }: Ordered): boolean =>
  Number(Amount.Value) === toRappen(total) && Amount.CurrencyCode === currency;

function nothingPaid(state: 'pending' | 'cancelled' | 'expired', { currency, total }: Ordered): PaymentStanding {
  return { state, amount: total, currency, settledAt: null, refundedAt: null, expiresAt: null, settlementId: null };
}

function standing(
  state: 'settled' | 'mismatched',
  { Amount }: Transaction,
  settlementId: string | null,
  at: string | null,
): PaymentStanding {
  return {
    state,
    amount: fromRappen(Number(Amount.Value)),
    currency: Amount.CurrencyCode,
    settledAt: at && new Date(at).toISOString(),
    refundedAt: null,
    expiresAt: null,
    settlementId,
  };
}
