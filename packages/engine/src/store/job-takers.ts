import type { JobRow } from '../run/instance.ts';
import type { ClaimedJob, JobTaker } from '../types.ts';
import { asJsonb } from './as-jsonb.ts';
import type { StepWrite } from './write-step.ts';

/** A claim that left nobody waiting is believed for so long. */
const BELIEVED_MS = 1_000;

/** A job that is written with a lease, and whose it will be when that is committed. */
export interface Given {
  taker: JobTaker;
  job: ClaimedJob;
}

/** Whoever gets a lease: the name of the node and for how long. */
export interface Leasing {
  node: string;
  leaseSeconds: number;
}

/**
 * Workers of this node that take jobs as they are made. New jobs pass no older ones: they are given only after a claim that found fewer
 * than it asked for, and no more once one had to be left waiting.
 */
export class JobTakers {
  /** Jobs that are being committed for each. */
  readonly #coming = new Map<JobTaker, number>();
  readonly #noneWaits = new Map<JobTaker, number>();
  readonly #now: () => number;

  /** @param now milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  add(taker: JobTaker): () => void {
    this.#coming.set(taker, 0);
    return () => {
      this.#coming.delete(taker);
      this.#noneWaits.delete(taker);
    };
  }

  /** What a claim of these kinds (null: all) found. */
  learn(kinds: readonly string[] | null, left: boolean): void {
    for (const taker of this.#coming.keys()) {
      const told = kinds === null || (taker.kinds?.every((kind) => kinds.includes(kind)) ?? false);
      if (left) this.#noneWaits.delete(taker);
      else if (told) this.#noneWaits.set(taker, this.#now());
    }
  }

  /** Gives new jobs of steps a lease where somebody has room for them. The steps have to be written, then the jobs handed over or taken back. */
  lease(steps: readonly StepWrite[], { node, leaseSeconds }: Leasing): Given[] {
    if (this.#coming.size === 0) return [];
    const given: Given[] = [];
    for (const { instance, event } of steps) {
      for (const row of instance?.jobs.changedIf(false) ?? []) {
        const taker = row.state === 'ready' && row.due_at <= event.at ? this.#takerOf(row.kind) : null;
        if (!taker) continue;
        Object.assign(row, {
          fence: row.fence + 1,
          holder: node,
          lease_until: new Date(Date.parse(event.at) + leaseSeconds * 1000).toISOString(),
        });
        this.#coming.set(taker, this.#coming.get(taker)! + 1);
        given.push({ taker, job: claimedJob(instance!.caseId, row) });
      }
    }
    return given;
  }

  #takerOf(kind: string): JobTaker | null {
    for (const [taker, coming] of this.#coming) {
      if (taker.kinds && !taker.kinds.includes(kind)) continue;
      if (this.#now() - (this.#noneWaits.get(taker) ?? Number.NEGATIVE_INFINITY) > BELIEVED_MS) continue;
      if (taker.free() > coming) return taker;
      this.#noneWaits.delete(taker);
    }
    return null;
  }

  /** The steps are committed. */
  hand(given: readonly Given[]): void {
    this.takeBack(given);
    for (const { taker, job } of given) taker.take(job);
  }

  /** The steps were not written. */
  takeBack(given: readonly Given[]): void {
    for (const { taker } of given) {
      const coming = this.#coming.get(taker);
      if (coming !== undefined) this.#coming.set(taker, coming - 1);
    }
  }
}

/** As a claim would give it. */
function claimedJob(caseId: string, row: JobRow): ClaimedJob {
  return {
    caseId,
    instanceNo: 1,
    token: row.token_no,
    kind: row.kind,
    fence: row.fence,
    attempts: row.attempts,
    retries: row.retries,
    idempotencyKey: row.idempotency_key,
    info: asJsonb(row.info) as ClaimedJob['info'],
    inputs: asJsonb(row.inputs) as ClaimedJob['inputs'],
    data: asJsonb(row.data) as ClaimedJob['data'],
    createdAt: row.created_at,
  };
}
