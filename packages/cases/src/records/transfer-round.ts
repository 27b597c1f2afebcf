import { ArchiveError, createSip, type ArchiveTransfer, type Sip } from '@einwohnerportal/archive';
import type pg from 'pg';
import type { Catalogue } from '../catalogue/types.ts';
import { uuidv7 } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { ContentStore } from '../documents/content.ts';
import { contentOpener } from './content.ts';
import { fixEarlierCaseFiles } from './open-case-file.ts';
import { readCaseFile } from './read-case-file.ts';
import type { OpenVault } from '../vault/hand-over.ts';

/** What a round of the archive works with. The pool is that of the machine. */
export interface RecordsWorld {
  pool: pg.Pool;
  catalogue: () => Catalogue;
  store: ContentStore;
  /** Ways to archives by the id of their connector. */
  transfers: Map<string, ArchiveTransfer>;
  /** For personal exports: the person's own numbers stand in them. */
  vault?: OpenVault | null;
  clock?: () => string;
  log: { warn(details: Record<string, unknown>, message: string): void };
}

export const ARCHIVE_CAPABILITY = 'archive.transfer';
/** Case files of one package, and packages that one round begins for an authority. */
const MOST_IN_PACKAGE = 100;
const MOST_PACKAGE_BYTES = 500_000_000_000;
const LOOK_AGAIN_MS = 60_000;
const SLOWEST_LOOK_MS = 3_600_000;

interface TransferRow {
  transfer_id: string;
  authority: string;
  connector: string;
  state: 'gathered' | 'packed' | 'handed-over';
  case_ids: string[];
  day: string;
  name: string | null;
  package_hash: string | null;
  package_size: string | null;
  receipt: string | null;
  attempts: number;
}

/**
 * One round on the way to the archive: gathers case files that are due, packs, hands over, asks for answers. Each step is one
 * transaction after its effect, and its effect done twice is done once; a round may end anywhere and another one goes on.
 * @returns how many packages went a step further
 */
export async function transferRound(world: RecordsWorld): Promise<number> {
  const now = world.clock?.() ?? new Date().toISOString();
  await fixEarlierCaseFiles(world.pool, world.catalogue());
  await gather(world, now);
  const { rows } = await world.pool.query<TransferRow>(
    `select transfer_id, authority, connector, state, case_ids, day::text, name, package_hash, package_size, receipt, attempts from cases.transfers
     where state in ('gathered', 'packed', 'handed-over') and look_at <= $1 order by created_at limit 20`,
    [now],
  );
  let moved = 0;
  for (const row of rows) if (await advance(world, row, now)) moved++;
  return moved;
}

/** Due case files of one authority become one package; nobody takes a case file twice. */
async function gather({ pool, catalogue }: RecordsWorld, now: string): Promise<void> {
  const { authorities } = catalogue();
  const day = localDay(now, authorities.canton.zone);
  const { rows } = await pool.query<{ authority: string }>(
    `select distinct authority from cases.case_files where transfer_id is null and appraisal = 'archive' and offer_on <= $1`,
    [day],
  );
  for (const { authority } of rows) {
    const binding = authorities.binding(authority, ARCHIVE_CAPABILITY, day);
    // People: the office takes the package away itself, on the page of its records.
    const connector = binding?.to === 'connector' && binding.connector ? binding.connector : 'people';
    await inTransaction(pool, async (client) => {
      const due = await client.query<{ case_id: string }>(
        `select case_id from cases.case_files where authority = $1 and transfer_id is null and appraisal = 'archive' and offer_on <= $2
           and not exists (select 1 from cases.record_acts a where a.case_id = case_files.case_id and a.kind = 'appraise' and a.state = 'proposed')
         order by case_id limit $3 for update skip locked`,
        [authority, day, MOST_IN_PACKAGE],
      );
      if (due.rows.length === 0) return;
      const ids = due.rows.map((row) => row.case_id);
      const id = uuidv7(now);
      await client.query(
        `insert into cases.transfers (transfer_id, created_at, look_at, day, authority, connector, state, case_ids) values ($1, $2, $2, $3, $4, $5, 'gathered', $6)`,
        [id, now, day, authority, connector, ids],
      );
      await client.query('update cases.case_files set transfer_id = $1 where case_id = any ($2)', [id, ids]);
    });
  }
}

async function advance(world: RecordsWorld, row: TransferRow, now: string): Promise<boolean> {
  try {
    if (row.state === 'gathered') return await pack(world, row, now);
    if (row.connector === 'people') return await later(world, row, now, null);
    const transfer = world.transfers.get(row.connector);
    if (!transfer)
      throw new ArchiveError('transfer-not-available', `expected connector ${row.connector} in this node, got none of that id`);
    return row.state === 'packed' ? await handOver(world, transfer, row, now) : await ask(world, transfer, row, now);
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'failed';
    world.log.warn({ code, transfer: row.transfer_id }, 'a package for the archive did not go a step further');
    await later(world, row, now, code);
    return false;
  }
}

/** Waits longer after each try, an hour at most. */
async function later({ pool }: RecordsWorld, row: TransferRow, now: string, trouble: string | null): Promise<boolean> {
  const wait = Math.min(SLOWEST_LOOK_MS, LOOK_AGAIN_MS * 2 ** Math.min(row.attempts, 10));
  await pool.query(
    `update cases.transfers set attempts = attempts + 1, look_at = $3, trouble = $4 where authority = $1 and transfer_id = $2 and state = $5`,
    [row.authority, row.transfer_id, new Date(Date.parse(now) + wait).toISOString(), trouble, row.state],
  );
  return false;
}

/** The package a transfer stands for. The same case files give the same one. */
async function sipOf({ pool, catalogue }: RecordsWorld, row: TransferRow): Promise<Sip> {
  const current = catalogue();
  const authority = current.authorities.byId(row.authority);
  const language = authority?.languages[0] ?? 'de';
  const name = authority?.names[language] ?? row.authority;
  const caseFiles = [];
  for (const caseId of row.case_ids) {
    const caseFile = await readCaseFile(pool, current, caseId);
    if (caseFile) caseFiles.push(caseFile);
  }
  return createSip({
    producer: { authority: row.authority, name, scheme: current.authorities.records(row.authority).scheme ?? name },
    number: row.transfer_id,
    day: row.day,
    caseFiles,
  });
}

/** First the content in the store, then the row: content without a row goes after a day, a row never names what is not there. */
async function pack(world: RecordsWorld, row: TransferRow, now: string): Promise<boolean> {
  const sip = await sipOf(world, row);
  await sip.validate();
  const taken = await world.store.take(sip.stream(contentOpener(world.pool, world.store)), MOST_PACKAGE_BYTES);
  await taken.keep();
  const { rowCount } = await world.pool.query(
    `update cases.transfers set state = 'packed', name = $3, package_hash = $4, package_size = $5, files = $6, attempts = 0, trouble = null, look_at = $7
     where authority = $1 and transfer_id = $2 and state = 'gathered'`,
    [row.authority, row.transfer_id, sip.name, taken.hash, taken.size, sip.files, now],
  );
  return rowCount === 1;
}

async function handOver(world: RecordsWorld, transfer: ArchiveTransfer, row: TransferRow, now: string): Promise<boolean> {
  const { receipt } = await transfer.handOver({
    id: row.transfer_id,
    name: row.name!,
    size: Number(row.package_size),
    sha256: row.package_hash!,
    open: async () => (await world.store.open(row.package_hash!)).stream,
  });
  const { rowCount } = await world.pool.query(
    `update cases.transfers set state = 'handed-over', handed_over_at = $3, receipt = $4, attempts = 0, trouble = null, look_at = $3
     where authority = $1 and transfer_id = $2 and state = 'packed'`,
    [row.authority, row.transfer_id, now, receipt],
  );
  return rowCount === 1;
}

/** The answer counts once; the package itself goes with the next clean-up of the store. */
async function ask(world: RecordsWorld, transfer: ArchiveTransfer, row: TransferRow, now: string): Promise<boolean> {
  const answer = await transfer.acknowledgement({ id: row.transfer_id, name: row.name!, receipt: row.receipt! });
  if (!answer) return later(world, row, now, null);
  const { rowCount } = await world.pool.query(
    `update cases.transfers set state = $3, answered_at = $4, answer_receipt = $5, note = $6, faults = $7, attempts = 0, trouble = null
     where authority = $1 and transfer_id = $2 and state = 'handed-over'`,
    [
      row.authority,
      row.transfer_id,
      answer.accepted ? 'accepted' : 'refused',
      now,
      answer.receipt,
      answer.note,
      JSON.stringify(answer.faults),
    ],
  );
  return rowCount === 1;
}
