import { execute, type Node } from './execute.ts';
import { Definitions } from './store/definitions.ts';
import { enqueueCommand } from './store/enqueue.ts';
import { dryRun } from './dry-run.ts';
import { spreadSignal } from './store/signals.ts';
import { openStarts, publish, queueDueStarts, startBySignal } from './store/start-events.ts';
import { claimJobs, extendLeases } from './store/jobs.ts';
import { readNextDue, readState } from './store/read-state.ts';
import {
  deleteWork,
  dropExpiredMessages,
  dropStartRecords,
  postponeWork,
  queueDueTimers,
  takeWork,
  type WorkRow,
} from './store/take-work.ts';
import { inTransaction } from './transaction.ts';
import type { Engine, EngineOptions } from './types.ts';

const DEFAULT_LEASE_SECONDS = 20;
const DEFAULT_ZONE = 'Europe/Zurich';

/**
 * The process machine on one database. Nodes share nothing but the database; any of them may be ended at any moment.
 * Migrations have to be applied before (`migrate`).
 */
export function createEngine(options: EngineOptions): Engine {
  const { pool } = options;
  const node: Node = { ...options, zone: options.zone ?? DEFAULT_ZONE, definitions: new Definitions() };
  const now = (): string | null => options.clock?.() ?? null;
  const name = options.node ?? `node-${process.pid}`;
  const leaseSeconds = options.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
  return {
    deploy: (request) => node.definitions.deploy(pool, request),
    enqueue: enqueueCommand,
    run: (caseId, commandId, command, { actor = null } = {}) =>
      inTransaction(pool, (client) => execute(node, client, { caseId, commandId, command, actor })),
    dryRun: (caseId, command) => dryRun(node, caseId, command),
    openStarts: (client, definitionId) => openStarts(client, node, definitionId, now()),
    publish,
    async broadcast(client, signalId, signal, variables) {
      const started = await startBySignal(client, signalId, signal, variables);
      return started + (await spreadSignal(client, signalId, signal, variables, null));
    },
    async drain({ limit = 100 } = {}) {
      await queueDueTimers(pool, now(), limit);
      await queueDueStarts(pool, node.zone, now());
      let done = 0;
      while (done < limit && (await executeNext(node, now()))) done += 1;
      if (done < limit) {
        await dropExpiredMessages(pool, now());
        await dropStartRecords(pool);
      }
      return done;
    },
    claimJobs: ({ kinds, limit = 10 } = {}) => claimJobs(pool, { now: now(), node: name, leaseSeconds, kinds: kinds ?? null, limit }),
    heartbeat: (jobs) => extendLeases(pool, jobs, { now: now(), leaseSeconds }),
    state: (caseId) => readState(pool, caseId),
    nextDueAt: () => readNextDue(pool, now()),
  };
}

/** Takes one due command and executes it in the transaction that deletes it. @returns false when none is due. */
async function executeNext(node: Node, now: string | null): Promise<boolean> {
  let taken: WorkRow | null = null;
  try {
    return await inTransaction(node.pool, async (client) => {
      taken = null;
      const work = await takeWork(client, now);
      if (!work) return false;
      taken = work;
      await execute(node, client, { caseId: work.case_id, commandId: work.command_id, command: work.command, actor: work.actor });
      await deleteWork(client, work.case_id, work.command_id);
      return true;
    });
  } catch (error) {
    const failed = taken as WorkRow | null;
    if (!failed || isConnectionLoss(error)) throw error;
    await postponeWork(node.pool, failed, now, (error as { code?: string }).code ?? (error as Error).name);
    return true;
  }
}

/** The database is away: nobody's command is to blame, and nothing is lost. */
function isConnectionLoss(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return /^(08|57P)/.test(code) || code.startsWith('ECONN') || (error as Error).message.startsWith('Connection terminated');
}
