import { judgeServiceDrafts, publishReleasedServices, type JudgePackage, type OpenCatalogue, type WorkerLog } from '@einwohnerportal/cases';
import type { Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import { every } from './every.ts';

export interface StudioDuties {
  pool: pg.Pool;
  engine: Engine;
  catalogue: OpenCatalogue;
  canton: string;
  judge: JudgePackage;
  log: WorkerLog;
}

const LOOK_MS = 2_000;

/** Checks drafts of packages and publishes released ones; stops with the function it gives. */
export function runStudioDuties(duties: StudioDuties): () => void {
  const timer = every(LOOK_MS, duties.log, 'drafts of services could not be looked at', () => lookAtDrafts(duties));
  return () => clearInterval(timer);
}

/** One look: what waits for the check, then what was released. */
export async function lookAtDrafts({ pool, engine, catalogue, canton, judge, log }: StudioDuties): Promise<void> {
  const now = new Date().toISOString();
  const authorities = () => catalogue.current.authorities;
  await judgeServiceDrafts(pool, authorities, judge, now);
  const published = await publishReleasedServices({ pool, engine, canton, authorities, judge, now });
  if (published === 0) return;
  await catalogue.refresh();
  log.info({ published }, 'services published');
}
