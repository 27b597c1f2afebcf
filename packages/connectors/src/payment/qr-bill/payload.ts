import { ConnectorError } from '../../types.ts';
import { toRappen } from '../money.ts';
import { bare, isCreditorReference, isIban, isQrIban, isQrReference } from './numbers.ts';

/** A structured address (type S), the only kind since version 2.3 of the guidelines; lengths in characters. */
export interface BillAddress {
  /** At most 70. */
  name: string;
  /** At most 70; may be empty. */
  street: string;
  /** At most 16; may be empty. */
  houseNumber: string;
  /** At most 16. */
  zip: string;
  /** At most 35. */
  town: string;
  /** Two letters. */
  country: string;
}

export interface Bill {
  iban: string;
  creditor: BillAddress;
  debtor: BillAddress | null;
  /** Decimal string, 0.01 to 999999999.99. */
  amount: string;
  currency: 'CHF' | 'EUR';
  /** QR reference with a QR-IBAN, creditor reference with another. */
  reference: string;
  /** At most 140, with nothing that a machine must read. */
  message: string;
}

/** Characters that a bill may hold since version 2.3: Basic Latin, Latin-1, Latin Extended-A, four of Romanian, the euro sign. */
const allowed = /^[\u0020-\u007E\u00A0-\u017F\u0218-\u021B\u20AC]*$/;
const lengths: Record<keyof BillAddress, number> = { name: 70, street: 70, houseNumber: 16, zip: 16, town: 35, country: 2 };

/** What the largest code of a bill holds: version 25 with error correction M. */
const MOST_BYTES = 997;

/** Text as a bill may hold it: composed, other characters as the nearest letters or left out, cut to its length. */
export function fit(text: string, length: number): string {
  const kept = [...text.normalize('NFC')].map((character) => {
    if (allowed.test(character)) return character;
    const base = character.normalize('NFD').replace(/\p{M}/gu, '');
    return base && allowed.test(base) ? base : /\s/.test(character) ? ' ' : '.';
  });
  return kept.join('').replace(/\s+/g, ' ').trim().slice(0, length).trim();
}

function addressLines(address: BillAddress | null): string[] {
  if (!address) return ['', '', '', '', '', '', ''];
  const at = (name: keyof BillAddress): string => fit(address[name], lengths[name]);
  const lines = ['S', at('name'), at('street'), at('houseNumber'), at('zip'), at('town'), address.country];
  if (!lines[1] || !lines[4] || !lines[5] || !/^[A-Z]{2}$/.test(address.country))
    throw new ConnectorError('bad-inputs', 'expected name, postcode, town and country of an address of the bill, got less');
  return lines;
}

/**
 * Content of the Swiss QR code of a bill (Swiss Implementation Guidelines QR-bill 2.3, chapter 4): 31 lines or more, without an
 * alternative procedure. Throws ConnectorError `bad-inputs` at an account, reference, amount or address that no bank would take.
 */
export function billPayload(bill: Bill): string {
  const iban = bare(bill.iban);
  const reference = bare(bill.reference);
  const fault = (what: string): never => {
    throw new ConnectorError('bad-inputs', `expected ${what} of the bill, got another`);
  };
  if (!isIban(iban)) fault('a Swiss account');
  const type = isQrIban(iban) ? 'QRR' : 'SCOR';
  if (type === 'QRR' ? !isQrReference(reference) : !isCreditorReference(reference)) fault(`a reference of type ${type}`);
  const rappen = toRappen(bill.amount);
  if (rappen < 1 || rappen > 99_999_999_999) fault('an amount from 0.01');
  const amount = `${Math.trunc(rappen / 100)}.${String(rappen % 100).padStart(2, '0')}`;
  const written = (message: string): string =>
    [
      'SPC',
      '0200',
      '1',
      iban,
      ...addressLines(bill.creditor),
      ...addressLines(null),
      amount,
      bill.currency,
      ...addressLines(bill.debtor),
      type,
      reference,
      message,
      'EPD',
    ].join('\n');
  // Letters beyond ASCII take two bytes each; what does not fit into the code stands beside it all the same.
  const payload = [written(fit(bill.message, 140)), written('')].find((each) => Buffer.byteLength(each) <= MOST_BYTES);
  return payload ?? fault(`at most ${MOST_BYTES} bytes`);
}
