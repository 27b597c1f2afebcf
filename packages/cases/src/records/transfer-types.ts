import type { ArchiveTransfer } from '@einwohnerportal/archive';
import type { Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import type { Catalogue } from '../catalogue/types.ts';
import type { ContentStore } from '../documents/content.ts';
import type { OpenVault } from '../vault/hand-over.ts';

/** What a round of the archive works with. The pool is that of the machine. */
export interface RecordsWorld {
  pool: pg.Pool;
  /** Told when a step of a process has its answer. */
  engine: Pick<Engine, 'enqueue'>;
  catalogue: () => Catalogue;
  store: ContentStore;
  /** Ways to archives and records systems by the id of their connector. */
  transfers: Map<string, ArchiveTransfer>;
  /** For personal exports: the person's own numbers stand in them. */
  vault?: OpenVault | null;
  clock?: () => string;
  log: { warn(details: Record<string, unknown>, message: string): void };
}

export const ARCHIVE_CAPABILITY = 'archive.transfer';
export const RECORDS_CAPABILITY = 'records.file';

/** A package on its way. */
export interface TransferRow {
  transfer_id: string;
  created_at: Date;
  authority: string;
  capability: typeof ARCHIVE_CAPABILITY | typeof RECORDS_CAPABILITY;
  instruction: 'process' | 'information' | null;
  deadline: string | null;
  /** Step that waits for the answer. */
  token: number | null;
  step_key: string | null;
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

export const TRANSFER_COLUMNS = `transfer_id, created_at, authority, capability, instruction, deadline::text, token, step_key, connector, state, case_ids, day::text, name,
  package_hash, package_size, receipt, attempts`;
