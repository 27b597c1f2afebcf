import { appendAnchor, sealRecords, type WorkerLog } from '@einwohnerportal/cases';
import type pg from 'pg';
import { every } from './every.ts';

export interface AuditDuties {
  pool: pg.Pool;
  /** File of anchors, best on a medium that takes additions only; null: none is written here. */
  anchors: string | null;
  log: WorkerLog;
}

const SEAL_MS = 20_000;
const ANCHOR_MS = 300_000;

/** Seals new records of the audit log and keeps the heads of its chains outside of the database; stops with the function it gives. */
export function runAuditDuties({ pool, anchors, log }: AuditDuties): () => void {
  const timers = [every(SEAL_MS, log, 'records could not be sealed', () => sealAll(pool))];
  if (anchors) timers.push(every(ANCHOR_MS, log, 'the audit log could not be anchored', () => appendAnchor(pool, anchors, new Date())));
  return () => timers.forEach(clearInterval);
}

async function sealAll(pool: pg.Pool): Promise<void> {
  while ((await sealRecords(pool, new Date())) > 0);
}
