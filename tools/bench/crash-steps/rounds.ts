import { removeUnneeded } from '../../../apps/worker/src/file-duties.ts';
import type { DemoArchive } from '../../../apps/demo/src/archive/archive.ts';
import type { ArchiveTransfer } from '../../../packages/archive/src/index.ts';
import { destroyRound, previewDestruction, transferRound } from '../../../packages/cases/src/index.ts';
import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';
import type { FileStore } from '../../../packages/files/src/index.ts';
import type { Life } from './life.ts';

/** What stands outside besides what a worker of a stage knows. */
export interface Surroundings {
  archive: DemoArchive;
  /** Folder in which the archive has what it got and what it answered. */
  folder: string;
  transfer: ArchiveTransfer;
  /** Tries to destroy a case whose time is over while the archive has not answered; each must fail. */
  early: { count: number };
}

/** Work of a node besides the rounds of its worker, as duties of its process do it. Goes through `stage.worker`, so that it can end anywhere. */
export type Round = (stage: Stage, life: Life, around: Surroundings) => Promise<void>;

/** Long after the last day on which any of these cases is kept. */
const LONG_AFTER = '2099-06-01';

const handOver: Round = async (stage, life, { transfer, archive }) => {
  const { pool, engine, catalogue, clock, log, files: store } = stage.worker;
  const transfers = new Map([[transfer.id, life.of('archive', { ...transfer })]]);
  await transferRound({ pool, engine, catalogue, store, transfers, log, ...(clock ? { clock } : {}) });
  // The archive is no part of the node: it answers whether the node lives or not.
  await archive.look();
};

const destroy: Round = async (stage, _life, { early }) => {
  const due = await previewDestruction(stage.owner, LONG_AFTER);
  early.count += due.filter(({ state }) => state === 'transfer').length;
  await destroyRound(stage.worker.pool, stage.worker.catalogue(), { now: `${LONG_AFTER}T08:00:00.000Z` });
};

const cleanUp: Round = async (stage) => {
  const { pool, files, log } = stage.worker;
  const store = stage.world.files as FileStore;
  // What is listed is no effect; what is removed is.
  const mortal: FileStore = { ...store, remove: (...given) => (files as FileStore).remove(...given) };
  await removeUnneeded({ pool, store: mortal, scanner: null, log }, -1);
};

/** The list is open: whoever adds a duty that touches closed cases or their documents adds it here. */
export const ROUNDS: readonly Round[] = [handOver, destroy, cleanUp];
