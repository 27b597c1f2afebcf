import { createHash } from 'node:crypto';
import type { BankEntry, BankStatement } from '@einwohnerportal/connectors';
import type pg from 'pg';
import { toRappen } from '../drafts/fee.ts';
import { inTransaction } from '../store/in-transaction.ts';

/**
 * What a credit turned out to be: `exact`; `part` of what is owed; `rest` that completes it; `over`: too much; `double`: paid before; `late`: nobody
 * waits for it any more; `unknown` reference; `currency` other than francs; `reversal`: the bank took it back.
 */
export type Judgement = 'exact' | 'part' | 'rest' | 'over' | 'double' | 'late' | 'unknown' | 'currency' | 'reversal';

export interface BankImport {
  /** This very file was read before. */
  known: boolean;
  /** Entries that were new, by what they turned out to be. */
  counts: Partial<Record<Judgement, number>>;
  /** Entries that another file told of before. */
  repeated: number;
}

/**
 * Takes the credits of a bank file in: each once, however often it is told and by however many files. One transaction for a file; the worker
 * then looks at the payments concerned. What does not fit stays in the list of open entries until a person has looked.
 */
export async function importBankFile(
  pool: pg.Pool,
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => BankStatement,
  now: string,
  /** Whose account an IBAN is, where only one authority has it. */
  authorityOf: (iban: string) => string | null = () => null,
): Promise<BankImport> {
  const statement = read(bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return inTransaction(pool, async (client) => {
    const credits = statement.entries.filter(({ direction, reversal }) => direction === 'credit' || reversal);
    const { rowCount } = await client.query(
      `insert into cases.bank_files (file_hash, imported_at, kind, message_id, entries) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [hash, now, statement.kind, statement.messageId, credits.length],
    );
    const result: BankImport = { known: !rowCount, counts: {}, repeated: 0 };
    if (result.known) return result;
    // Always in the same order, so that two files at the same time wait for each other and do not block one another.
    for (const entry of credits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      const judged = await takeEntry(client, entry, { hash, now, authority: authorityOf(entry.iban) });
      if (judged) result.counts[judged] = (result.counts[judged] ?? 0) + 1;
      else result.repeated += 1;
    }
    await client.query(`select pg_notify('payment_hint', '')`);
    return result;
  });
}

interface Owed {
  payment_id: string;
  case_id: string;
  state: string;
  amount: string;
  settled: boolean;
  credited: string;
}

async function takeEntry(
  client: pg.PoolClient,
  entry: BankEntry,
  { hash, now, authority }: { hash: string; now: string; authority: string | null },
): Promise<Judgement | null> {
  const { rowCount: known } = await client.query('select 1 from cases.bank_entries where entry_key = $1', [entry.key]);
  if (known) return null;
  const owed = entry.reference === null ? null : await readOwed(client, entry.reference);
  const judged = judge(entry, owed);
  const fine = judged === 'exact' || judged === 'part' || judged === 'rest';
  await client.query(
    `insert into cases.bank_entries (entry_key, file_hash, imported_at, payment_id, case_id, done_at, amount, booked_on, currency, iban, reference, judged, payer, authority)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      entry.key,
      hash,
      now,
      owed?.payment_id ?? null,
      owed?.case_id ?? null,
      judged === 'exact' || judged === 'rest' ? now : null,
      entry.amount,
      entry.bookedOn,
      entry.currency,
      entry.iban,
      entry.reference,
      judged,
      fine ? null : JSON.stringify(entry.payer),
      authority,
    ],
  );
  await follow(client, { amount: entry.amount, judged, owed, reference: entry.reference, now });
  return judged;
}

interface Followed {
  amount: string;
  judged: Judgement;
  owed: Owed | null;
  reference: string | null;
  now: string;
}

/** What a credit means for its payment: earlier parts are complete, the sum grows, and the machine looks. */
async function follow(client: pg.PoolClient, { amount, judged, owed, reference, now }: Followed): Promise<void> {
  const fine = judged === 'exact' || judged === 'part' || judged === 'rest';
  if (judged === 'rest' || judged === 'over')
    await client.query(`update cases.bank_entries set done_at = $2 where payment_id = $1 and judged = 'part' and done_at is null`, [
      owed!.payment_id,
      now,
    ]);
  if (owed && (fine || judged === 'over'))
    await client.query('update cases.payments set received = received + $2::numeric where payment_id = $1', [owed.payment_id, amount]);
  if (owed) await client.query('insert into cases.payment_hints (provider_id) values ($1)', [reference]);
}

/** Gives an unmatched credit to a payment that waits for the bank, as if its reference had been on it. False: either does not fit any more. */
export async function assignEntry(client: pg.PoolClient, key: string, paymentId: string, now: string): Promise<boolean> {
  const { rows } = await client.query<{ amount: string; currency: string; provider_id: string }>(
    `select b.amount::text, b.currency, p.provider_id from cases.bank_entries b, cases.payments p
     where b.entry_key = $1 and b.done_at is null and b.judged = 'unknown' and p.payment_id = $2 for update of b`,
    [key, paymentId],
  );
  const [found] = rows;
  const owed = found ? await readOwed(client, found.provider_id) : null;
  if (!found || !owed) return false;
  const judged = judge({ ...found, direction: 'credit', reversal: false }, owed);
  const fine = judged === 'exact' || judged === 'part' || judged === 'rest';
  await client.query(
    `update cases.bank_entries set reference = $2, payment_id = $3, case_id = $4, judged = $5, done_at = case when $5 in ('exact', 'rest') then $6::timestamptz end,
       payer = case when $7 then null else payer end where entry_key = $1`,
    [key, found.provider_id, owed.payment_id, owed.case_id, judged, now, fine],
  );
  await follow(client, { amount: found.amount, judged, owed, reference: found.provider_id, now });
  return true;
}

/** The invoice of a reference, locked, with what came for it so far. */
async function readOwed(client: pg.PoolClient, reference: string): Promise<Owed | null> {
  const { rows } = await client.query<Owed>(
    `select p.payment_id, p.case_id, p.state, p.amount, p.settled_at is not null as settled,
       (select coalesce(sum(b.amount), 0)::text from cases.bank_entries b where b.reference = $1 and b.currency = 'CHF' and b.judged in ('exact', 'part', 'rest', 'over')) as credited
     from cases.payments p where p.provider_id = $1 order by p.created_at limit 1 for no key update`,
    [reference],
  );
  return rows[0] ?? null;
}

function judge(entry: Pick<BankEntry, 'amount' | 'currency' | 'direction' | 'reversal'>, owed: Owed | null): Judgement {
  if (entry.reversal || entry.direction === 'debit') return 'reversal';
  if (!owed) return 'unknown';
  if (entry.currency !== 'CHF') return 'currency';
  const total = toRappen(owed.amount);
  const before = toRappen(owed.credited);
  if (owed.settled || before >= total) return 'double';
  if (owed.state !== 'open' && owed.state !== 'mismatched') return 'late';
  const sum = before + toRappen(entry.amount);
  if (sum < total) return 'part';
  if (sum > total) return 'over';
  return before > 0n ? 'rest' : 'exact';
}

/** Sum of what the bank told for a reference, and when it was reached; null: nothing. For means of payment that ask the bank. */
export async function creditedTo(pool: pg.Pool, reference: string): Promise<{ rappen: number; at: string } | null> {
  const { rows } = await pool.query<{ sum: string | null; at: string | null }>(
    `select sum(amount)::text as sum, max(booked_on)::text as at from cases.bank_entries
     where reference = $1 and currency = 'CHF' and judged in ('exact', 'part', 'rest', 'over')`,
    [reference],
  );
  const { at, sum } = rows[0]!;
  return sum && at ? { rappen: Number(toRappen(sum)), at: `${at}T00:00:00.000Z` } : null;
}
