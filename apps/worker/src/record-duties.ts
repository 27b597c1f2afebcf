import { destroyRound, prepareExports, tellAnswers, transferRound, type RecordsWorld, type WorkerLog } from '@einwohnerportal/cases';
import { createFolderTransfer, createHttpTransfer, type ArchiveTransfer } from '@einwohnerportal/archive';
import type { WorkerConfig } from './config.ts';
import { every } from './every.ts';

const TRANSFER_MS = 15_000;
const EXPORT_MS = 3_000;
const DESTROY_MS = 3_600_000;
const FAILED = 'records could not be looked after';

/** Ways to archives and records systems that this node has, by the id under which authorities bind them. */
export function transfersOf(config: WorkerConfig): Map<string, ArchiveTransfer> {
  const { ARCHIVE_FOLDER, ARCHIVE_URL, ARCHIVE_TOKEN, RECORDS_FOLDER, RECORDS_URL, RECORDS_TOKEN } = config;
  const transfers = [
    ...(ARCHIVE_FOLDER ? [createFolderTransfer({ id: 'archive-folder', folder: ARCHIVE_FOLDER })] : []),
    ...(ARCHIVE_URL ? [createHttpTransfer({ id: 'archive-http', baseUrl: ARCHIVE_URL, token: ARCHIVE_TOKEN ?? '' })] : []),
    ...(RECORDS_FOLDER ? [createFolderTransfer({ id: 'records-folder', folder: RECORDS_FOLDER })] : []),
    ...(RECORDS_URL ? [createHttpTransfer({ id: 'records-http', baseUrl: RECORDS_URL, token: RECORDS_TOKEN ?? '' })] : []),
  ];
  return new Map(transfers.map((transfer) => [transfer.id, transfer]));
}

/** Packages for archives, personal exports, answers to people, destruction of what is over; stops with the function it gives. */
export function runRecordDuties(world: RecordsWorld & { log: WorkerLog }): () => void {
  const now = (): string => world.clock?.() ?? new Date().toISOString();
  const timers = [
    every(TRANSFER_MS, world.log, FAILED, () => transferRound(world)),
    every(EXPORT_MS, world.log, FAILED, async () => {
      await prepareExports(world);
      await tellAnswers(world.pool, now());
    }),
    every(DESTROY_MS, world.log, FAILED, () => destroyRound(world.pool, world.catalogue(), { now: now() })),
  ];
  return () => timers.forEach(clearInterval);
}
