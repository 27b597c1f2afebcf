/** One credit or debit on an account, as the bank told it. */
export interface BankEntry {
  /** The same for the same movement in every file that tells of it, also when camt.053 and camt.054 both do. */
  key: string;
  iban: string;
  /** Decimal string. */
  amount: string;
  currency: string;
  direction: 'credit' | 'debit';
  /** A credit that the bank took back. */
  reversal: boolean;
  /** ISO day of booking. */
  bookedOn: string;
  valueOn: string | null;
  /** QR or creditor reference, without spaces; null where the payer gave none. */
  reference: string | null;
  /** For paying back by hand. */
  payer: { name: string | null; iban: string | null };
}

/** A bank file as read. */
export interface BankStatement {
  kind: 'camt.053' | 'camt.054';
  messageId: string;
  createdAt: string;
  entries: BankEntry[];
}
