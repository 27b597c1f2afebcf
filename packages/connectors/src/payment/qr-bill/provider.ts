import { createHash } from 'node:crypto';
import { ConnectorError } from '../../types.ts';
import type { Ordered, PaymentProvider, PaymentStanding, PrintedBill } from '../contract.ts';
import { toRappen } from '../money.ts';
import { billCode } from './code.ts';
import { bare, creditorReference, isIban, isQrIban, qrReference, spaced } from './numbers.ts';
import { billPayload, fit, type Bill, type BillAddress } from './payload.ts';

/** Where money of an authority comes to. */
export interface BillAccount {
  iban: string;
  creditor: BillAddress;
}

/** What the bank has told about a reference. */
export interface BankLedger {
  /** Sum of credits in francs with this reference, in Rappen, and the day on which it was reached; null: nothing yet. */
  credited(reference: string): Promise<{ rappen: number; at: string } | null>;
}

export interface BillProviderOptions {
  id: string;
  account(authority: string): BillAccount | null;
  ledger: BankLedger;
}

/**
 * Reference of an invoice: number of the municipality and a number made from the payment's key, so that the same payment always has
 * the same reference and one account serves any number of them.
 */
export function billReference(iban: string, bfs: string | null, idempotencyKey: string): string {
  const digest = createHash('sha256').update(`bill ${idempotencyKey}`).digest();
  const number = BigInt(`0x${digest.subarray(0, 9).toString('hex')}`) % 10n ** 20n;
  const place = (bfs ?? '').replace(/\D/g, '').slice(-6).padStart(6, '0');
  return isQrIban(iban)
    ? qrReference(`${place}${number.toString().padStart(20, '0')}`)
    : creditorReference(`${place}${number.toString(36).toUpperCase().padStart(14, '0').slice(-14)}`);
}

/** A bill printed: checked payload, code, and the lines beside it (guidelines 2.3, chapter 3). Throws ConnectorError `bad-inputs`. */
export function printBill(bill: Bill): PrintedBill {
  const payload = billPayload(bill);
  const [whole = '', part = ''] = bill.amount.split('.');
  return {
    account: spaced(bare(bill.iban)),
    reference: spaced(bare(bill.reference)),
    creditor: addressText(bill.creditor),
    debtor: bill.debtor && addressText(bill.debtor),
    amount: `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}.${part.padEnd(2, '0')}`,
    currency: bill.currency,
    message: fit(bill.message, 140),
    code: billCode(payload),
  };
}

function addressText({ country, houseNumber, name, street, town, zip }: BillAddress): string[] {
  const place = `${country === 'CH' ? '' : `${country}-`}${zip} ${town}`;
  return [fit(name, 70), fit(`${street} ${houseNumber}`, 87), fit(place, 54)].filter(Boolean);
}

/** Invoices with a QR-bill: nobody is sent anywhere, the bank's files tell what came. */
export function createBillProvider(
  options: BillProviderOptions,
): PaymentProvider & { id: string; account(authority: string): BillAccount } {
  const account = (authority: string): BillAccount => {
    const found = options.account(authority);
    if (!found || !isIban(found.iban))
      throw new ConnectorError('not-allowed', `expected an account for fees of authority ${authority}, got none that is an IBAN`);
    return found;
  };
  const standing = async (reference: string, ordered: Ordered, otherwise: 'pending' | 'expired'): Promise<PaymentStanding> => {
    const credited = await options.ledger.credited(reference);
    const paid = credited !== null && credited.rappen >= toRappen(ordered.total);
    return {
      state: paid ? 'settled' : otherwise,
      // What is too much stands in the ledger and goes back by hand; the fee itself is paid.
      amount: ordered.total,
      currency: ordered.currency,
      settledAt: paid ? credited.at : null,
      refundedAt: null,
      expiresAt: null,
      settlementId: paid ? reference : null,
    };
  };
  return {
    id: options.id,
    uponChoice: true,
    account,
    bill({ amount, authority, currency, debtor, message, paymentId }) {
      const { creditor, iban } = account(authority);
      return printBill({ iban, creditor, debtor, amount, currency, reference: paymentId, message });
    },
    async create(order, idempotencyKey) {
      const { iban } = account(order.authority);
      return { paymentId: billReference(iban, order.bfs, idempotencyKey), redirectUrl: null, expiresAt: order.expiresAt };
    },
    state: (reference, ordered) => standing(reference, ordered, 'pending'),
    expire: (reference, ordered) => standing(reference, ordered, 'expired'),
    // A bank transfer back is an order of the authority's own finance office.
    refund: async () => ({ outcome: 'by-hand', refundedAt: null }),
  };
}
