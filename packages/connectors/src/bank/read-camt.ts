import { createHash } from 'node:crypto';
import { childrenOf, elementAt, readXml, textAt, XmlError, type XmlElement } from '@einwohnerportal/xml';
import { ConnectorError } from '../types.ts';
import type { BankEntry, BankStatement } from './statement.ts';

/** What we read: versions 04 and 08, as Swiss banks send them (Swiss Payment Standards, cash management). */
const KINDS: Record<string, { kind: BankStatement['kind']; root: string; part: string }> = {
  'urn:iso:std:iso:20022:tech:xsd:camt.053.001.04': { kind: 'camt.053', root: 'BkToCstmrStmt', part: 'Stmt' },
  'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08': { kind: 'camt.053', root: 'BkToCstmrStmt', part: 'Stmt' },
  'urn:iso:std:iso:20022:tech:xsd:camt.054.001.04': { kind: 'camt.054', root: 'BkToCstmrDbtCdtNtfctn', part: 'Ntfctn' },
  'urn:iso:std:iso:20022:tech:xsd:camt.054.001.08': { kind: 'camt.054', root: 'BkToCstmrDbtCdtNtfctn', part: 'Ntfctn' },
};

const fault = (what: string, line: number): never => {
  throw new ConnectorError('bank-file-invalid', `expected ${what} of the bank file, got another at line ${line}`);
};

function required(element: XmlElement, what: string, pattern: RegExp, ...path: string[]): string {
  const text = textAt(element, ...path);
  return text !== null && pattern.test(text) ? text : fault(what, element.line);
}

/**
 * Reads camt.053 or camt.054 strictly: another root, namespace, an amount that is none or a sum that does not hold refuses the whole file.
 * Every movement is told one by one, also those of a collective credit. @throws ConnectorError `bank-file-invalid`, with the code of
 * XmlError as cause where the file is no XML that we take
 */
export function readCamt(bytes: Uint8Array): BankStatement {
  let document: XmlElement;
  try {
    document = readXml(bytes);
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    throw new ConnectorError('bank-file-invalid', `${cause.message} (${cause.code})`, { cause });
  }
  const known = Object.hasOwn(KINDS, document.namespace) ? KINDS[document.namespace] : undefined;
  if (!known || document.name !== 'Document') return fault('camt.053 or camt.054 in version 04 or 08', document.line);
  const message = elementAt(document, known.root) ?? fault(known.root, document.line);
  const parts = childrenOf(message, known.part);
  if (parts.length === 0) fault(known.part, message.line);
  const entries = parts.flatMap((part) => {
    const iban = required(part, 'an IBAN', /^[A-Z]{2}\d{2}[0-9A-Z]{1,30}$/, 'Acct', 'Id', 'IBAN');
    return childrenOf(part, 'Ntry').flatMap((entry) => entriesOf(entry, iban));
  });
  return {
    kind: known.kind,
    messageId: required(message, 'a message id', /^.{1,35}$/, 'GrpHdr', 'MsgId'),
    createdAt: required(message, 'a time', /^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'GrpHdr', 'CreDtTm'),
    entries,
  };
}

interface Booking {
  iban: string;
  direction: BankEntry['direction'];
  reversal: boolean;
  bookedOn: string;
  valueOn: string | null;
  bankReference: string;
}

function entriesOf(entry: XmlElement, iban: string): BankEntry[] {
  // Version 04 has the status as text, 08 as a code; what is only announced is not money yet.
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
  if (status !== 'BOOK' && status !== 'PDNG' && status !== 'INFO') fault('a status', entry.line);
  if (status !== 'BOOK') return [];
  const booking: Booking = {
    iban,
    direction: directionOf(entry),
    reversal: textAt(entry, 'RvslInd') === 'true',
    bookedOn: dayOf(entry, 'BookgDt') ?? fault('a day of booking', entry.line),
    valueOn: dayOf(entry, 'ValDt'),
    bankReference: textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef') ?? '',
  };
  const { currency, rappen } = moneyOf(entry);
  const details = childrenOf(entry, 'NtryDtls').flatMap((each) => childrenOf(each, 'TxDtls'));
  if (details.length === 0) return [bankEntry(entry, booking, { currency, rappen }, 0)];
  const monies = details.map((detail) =>
    elementAt(detail, 'Amt') ? moneyOf(detail) : details.length === 1 ? { currency, rappen } : fault('an amount', detail.line),
  );
  const sum = monies.reduce((total, money, index) => total + money.rappen * signOf(details[index]!, booking), 0);
  if (monies.some((money) => money.currency === currency) && Math.abs(sum) !== rappen)
    fault('details that sum up to their entry', entry.line);
  return details.map((detail, index) => bankEntry(detail, booking, monies[index]!, index));
}

/** A detail may go against its entry: a charge inside a collective credit. */
const signOf = (detail: XmlElement, { direction }: Booking): number =>
  elementAt(detail, 'CdtDbtInd') && directionOf(detail) !== direction ? -1 : 1;

function bankEntry(of: XmlElement, booking: Booking, { currency, rappen }: Money, index: number): BankEntry {
  const { bankReference, ...told } = booking;
  const reference = referenceOf(of);
  const own = textAt(of, 'Refs', 'AcctSvcrRef') ?? '';
  const amount = `${Math.trunc(rappen / 100)}.${String(rappen % 100).padStart(2, '0')}`;
  const direction = elementAt(of, 'CdtDbtInd') ? directionOf(of) : booking.direction;
  // The bank's own reference of the movement names it; without one the place in its entry does.
  const name = own ? ['own', own] : ['place', bankReference, String(index), reference ?? ''];
  const key = createHash('sha256')
    .update(JSON.stringify([booking.iban, booking.bookedOn, direction, booking.reversal, amount, currency, ...name]))
    .digest('hex');
  const parties = elementAt(of, 'RltdPties');
  return {
    key,
    ...told,
    direction,
    amount,
    currency,
    reference,
    payer: {
      name: parties && (textAt(parties, 'Dbtr', 'Pty', 'Nm') ?? textAt(parties, 'Dbtr', 'Nm')),
      iban: parties && textAt(parties, 'DbtrAcct', 'Id', 'IBAN'),
    },
  };
}

function referenceOf(of: XmlElement): string | null {
  const structured = elementAt(of, 'RmtInf');
  const references = structured ? childrenOf(structured, 'Strd').map((each) => textAt(each, 'CdtrRefInf', 'Ref')) : [];
  const found = references.find((each) => each !== null && each !== '');
  return found ? found.replace(/\s+/g, '').toUpperCase().slice(0, 35) : null;
}

interface Money {
  rappen: number;
  currency: string;
}

function moneyOf(element: XmlElement): Money {
  const amount = elementAt(element, 'Amt');
  const match = /^(\d{1,13})(?:\.(\d{1,5}))?$/.exec(amount?.text.trim() ?? '');
  const currency = amount?.attributes['Ccy'] ?? '';
  if (!match || !/^[A-Z]{3}$/.test(currency) || /[1-9]/.test((match[2] ?? '').slice(2)))
    return fault('an amount with two decimals', element.line);
  return { rappen: Number(match[1]) * 100 + Number((match[2] ?? '').slice(0, 2).padEnd(2, '0')), currency };
}

function directionOf(element: XmlElement): BankEntry['direction'] {
  const text = textAt(element, 'CdtDbtInd');
  return text === 'CRDT' ? 'credit' : text === 'DBIT' ? 'debit' : fault('CRDT or DBIT', element.line);
}

function dayOf(element: XmlElement, name: string): string | null {
  const text = textAt(element, name, 'Dt') ?? textAt(element, name, 'DtTm')?.slice(0, 10) ?? null;
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
