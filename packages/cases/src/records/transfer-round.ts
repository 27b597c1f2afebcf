import { ArchiveError, type ArchiveTransfer } from '@einwohnerportal/archive';
import { contentOpener } from './content.ts';
import { gather } from './gather.ts';
import { packageOf } from './make-package.ts';
import { fixEarlierCaseFiles } from './open-case-file.ts';
import { settleTransfer } from './settle-transfer.ts';
import { TRANSFER_COLUMNS, type RecordsWorld, type TransferRow } from './transfer-types.ts';

const MOST_PACKAGE_BYTES = 500_000_000_000;
const LOOK_AGAIN_MS = 60_000;
const SLOWEST_LOOK_MS = 3_600_000;

/**
 * One round on the way to archives and records systems: gathers case files that are due, packs, hands over, asks for answers. Each step is one
 * transaction after its effect, and its effect done twice is done once; a round may end anywhere and another one goes on.
 * @returns how many packages went a step further
 */
export async function transferRound(world: RecordsWorld): Promise<number> {
  const now = world.clock?.() ?? new Date().toISOString();
  await fixEarlierCaseFiles(world.pool, world.catalogue());
  await gather(world, now);
  const { rows } = await world.pool.query<TransferRow>(
    `select ${TRANSFER_COLUMNS} from cases.transfers where state in ('gathered', 'packed', 'handed-over') and look_at <= $1 order by created_at limit 20`,
    [now],
  );
  let moved = 0;
  for (const row of rows) if (await advance(world, row, now)) moved++;
  return moved;
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

/** First the content in the store, then the row: content without a row goes after a day, a row never names what is not there. */
async function pack(world: RecordsWorld, row: TransferRow, now: string): Promise<boolean> {
  const made = await packageOf(world, row);
  await made.validate();
  const taken = await world.store.take(made.stream(contentOpener(world.pool, world.store)), MOST_PACKAGE_BYTES);
  await taken.keep();
  const { rowCount } = await world.pool.query(
    `update cases.transfers set state = 'packed', name = $3, package_hash = $4, package_size = $5, files = $6, attempts = 0, trouble = null, look_at = $7
     where authority = $1 and transfer_id = $2 and state = 'gathered'`,
    [row.authority, row.transfer_id, made.name, taken.hash, taken.size, made.files, now],
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

async function ask(world: RecordsWorld, transfer: ArchiveTransfer, row: TransferRow, now: string): Promise<boolean> {
  const answer = await transfer.acknowledgement({ id: row.transfer_id, name: row.name!, receipt: row.receipt! });
  return answer ? settleTransfer(world, row, answer, now) : later(world, row, now, null);
}
