import type pg from 'pg';
import { createEngine, type ClaimedJob, type Engine, type EngineOptions } from '../../../packages/engine/src/index.ts';
import { CHECKED, newCaseId, orderFor, orderHost, orderNames, PRICED } from './order.ts';

/** A host of the engine as anyone would write it: persons start and check, a worker prices. */
export interface OrderHost {
  engine: Engine;
  definitionId: string;
  /** One life; every command is acknowledged before the next. */
  live(no: number): Promise<void>;
  /** The same with commands left in the database, for a node to find. */
  liveQueued(no: number): Promise<void>;
  /** One order that is finished, or waits for its check. @returns its case's id. */
  finishOne(no: number): Promise<string>;
  openOne(no: number): Promise<string>;
}

/**
 * @param pool the engine's own, as in the portal's worker.
 * @param kind of the job: nodes beside each other have one each, for a life waits for its own worker.
 * @param options.sender whoever leaves commands in the database, as the portal does: connections that wait for a lock longer than a step may,
 * for the server commits one after another what notifies.
 */
export async function openOrders(
  pool: pg.Pool,
  kind = 'order.price',
  { keep, sender = pool }: Pick<EngineOptions, 'keep'> & { sender?: pg.Pool } = {},
): Promise<OrderHost> {
  const engine = createEngine({ pool, host: orderHost, node: `bench-${process.pid}`, ownPool: true, keep });
  const { definitionId } = await engine.deploy({ xml: orderFor('= total &gt; 100').replace('order.price', kind), processId: 'order' });
  const jobs = new Worker(engine, kind);
  const drain = once(() => engine.drain());
  const start = (no: number) => ({ type: 'start', definitionId, variables: orderNames(no) }) as const;
  // Who completes a task has it on a list; it is the same token in every life, so it is looked up once.
  let token: number | null = null;
  const check = async (caseId: string) =>
    ({ type: 'complete-task', token: (token ??= await taskOf(pool, caseId)), actor: 'person:check', variables: CHECKED }) as const;
  const price = async (caseId: string): Promise<void> => {
    const job = await jobs.of(caseId);
    const { result, code } = await engine.run(caseId, `${job.token}/${job.fence}`, {
      type: 'complete-job',
      token: job.token,
      fence: job.fence,
      variables: PRICED,
    });
    if (result !== 'done') throw new Error(`expected the price to be taken, got ${code}`);
  };
  const openOne = async (no: number): Promise<string> => {
    const caseId = newCaseId();
    await engine.run(caseId, 'start', start(no));
    await price(caseId);
    return caseId;
  };
  const finishOne = async (no: number): Promise<string> => {
    const caseId = await openOne(no);
    const { state } = await engine.run(caseId, 'check', await check(caseId));
    if (state !== 'completed') throw new Error(`expected the order to be completed, got ${state}`);
    return caseId;
  };
  return {
    engine,
    definitionId,
    finishOne,
    openOne,
    live: async (no) => void (await finishOne(no)),
    async liveQueued(no) {
      const caseId = newCaseId();
      await engine.enqueue(sender, caseId, 'start', start(no));
      await drain();
      await price(caseId);
      await engine.enqueue(sender, caseId, 'check', await check(caseId));
      await drain();
    },
  };
}

async function taskOf(pool: pg.Pool, caseId: string): Promise<number> {
  const { rows } = await pool.query<{ token_no: number }>({
    name: 'bench-task',
    text: 'select token_no from engine.user_task where case_id = $1',
    values: [caseId],
  });
  if (!rows[0]) throw new Error('expected an open task of the order, got none');
  return rows[0].token_no;
}

/** Between two claims of jobs that other nodes have made, or that no room was for. */
const LOOK_MS = 500;
const ROOM = 64;

/** A worker of the same process, as that of the portal: takes what its node makes, and looks for what others have left. */
class Worker {
  readonly #engine: Engine;
  readonly #kind: string;
  readonly #waiting = new Map<string, (job: ClaimedJob) => void>();
  readonly #early = new Map<string, ClaimedJob>();
  #claiming = false;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(engine: Engine, kind: string) {
    this.#engine = engine;
    this.#kind = kind;
    engine.giveJobs({ kinds: [kind], free: () => ROOM - this.#early.size, take: (job) => this.#take(job) });
  }

  async of(caseId: string): Promise<ClaimedJob> {
    if (performance.now() - this.#looked > LOOK_MS) void this.#claim().catch(() => {});
    const early = this.#early.get(caseId);
    if (early) {
      this.#early.delete(caseId);
      return early;
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(caseId, resolve);
      void this.#claim().catch(reject);
    });
  }

  #take(job: ClaimedJob): void {
    const waiting = this.#waiting.get(job.caseId);
    if (waiting) waiting(job);
    else this.#early.set(job.caseId, job);
    this.#waiting.delete(job.caseId);
  }

  async #claim(): Promise<void> {
    if (this.#claiming) return;
    this.#claiming = true;
    try {
      do {
        this.#looked = performance.now();
        // Lives that begin to wait in the same turn of the loop are asked for together.
        await new Promise(setImmediate);
        // One more than wait: a claim that comes back full says nothing of what else waits.
        const jobs = await this.#engine.claimJobs({ kinds: [this.#kind], limit: this.#waiting.size + 1 });
        for (const job of jobs) this.#take(job);
      } while (this.#waiting.size > 0);
    } finally {
      this.#claiming = false;
    }
  }
}

/** Calls of the same moment share one run that begins after them. */
function once(work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= running.then(async () => {
      next = null;
      running = work();
      await running;
    });
    return next;
  };
}
