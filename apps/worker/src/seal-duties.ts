import type { WorkerLog } from '@einwohnerportal/cases';
import { every } from './every.ts';
import type { OpenSealer } from './open-sealer.ts';

const LOOK_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
/** Days before its end from which operators are told of a certificate. */
export const TOLD_DAYS = 30;

/** Days that the certificate of each key is still good, below 0 when it has ended; a key whose provider does not answer is left out. */
export type SealDays = Map<string, number>;

/** Looks when certificates of seals end, and tells operators in time: a line of the log and a figure; stops with the function it gives. */
export function runSealDuties({ sealer, log, now = Date.now }: { sealer: Pick<OpenSealer, 'ends'>; log: WorkerLog; now?: () => number }): {
  days: SealDays;
  look(): Promise<void>;
  stop(): void;
} {
  const days: SealDays = new Map();
  const look = async (): Promise<void> => {
    for (const { key, until, code } of await sealer.ends()) {
      if (until === null) {
        log.warn({ key, code }, 'the certificate of a seal could not be looked at');
        continue;
      }
      const left = Math.floor((until.getTime() - now()) / DAY_MS);
      days.set(key, left);
      const about = { code: left < 0 ? 'seal-ended' : 'seal-ends', key, days: left, until: until.toISOString().slice(0, 10) };
      if (left < 0) log.error(about, 'the certificate of a seal has ended: documents wait');
      else if (left < TOLD_DAYS) log.warn(about, 'the certificate of a seal ends soon');
    }
  };
  const failed = 'certificates of seals could not be looked at';
  const timer = every(LOOK_MS, log, failed, look);
  void look().catch((error: unknown) => log.error({ code: (error as { code?: string }).code ?? 'failed' }, failed));
  return { days, look, stop: () => clearInterval(timer) };
}
