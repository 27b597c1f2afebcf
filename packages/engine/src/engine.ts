import { drainWork } from './drain.ts';
import type { Node } from './execute.ts';
import { RunTogether } from './run-together.ts';
import { Definitions } from './store/definitions.ts';
import { enqueueCommand } from './store/enqueue.ts';
import { dryRun } from './dry-run.ts';
import { spreadSignal } from './store/signals.ts';
import { openStarts, publish, queueDueStarts, startByCondition, startBySignal } from './store/start-events.ts';
import { DatabaseTime } from './store/database-time.ts';
import { claimJobs, extendLeases } from './store/jobs.ts';
import { JobTakers } from './store/job-takers.ts';
import { KeptInstances } from './store/kept-instances.ts';
import { readNextDue, readState } from './store/read-state.ts';
import { dropExpiredMessages, dropStartRecords, queueDueTimers } from './store/take-work.ts';
import { asOne, ownPool } from './transaction.ts';
import type { Engine, EngineOptions } from './types.ts';

const DEFAULT_LEASE_SECONDS = 20;
const DEFAULT_ZONE = 'Europe/Zurich';
const DEFAULT_KEEP = 500;
/** Between two looks for messages nobody came for. */
const TIDY_MS = 1_000;

/**
 * The process machine on one database. Nodes share nothing but the database; any of them may be ended at any moment.
 * Migrations have to be applied before (`migrate`).
 */
export function createEngine(options: EngineOptions): Engine {
  const { pool } = options;
  if (options.ownPool) ownPool(pool);
  const kept = new KeptInstances(options.keep ?? DEFAULT_KEEP);
  const takers = new JobTakers(() => (options.clock ? Date.parse(options.clock()) : performance.now()));
  const name = options.node ?? `node-${process.pid}`;
  const leaseSeconds = options.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
  const node: Node = {
    ...options,
    zone: options.zone ?? DEFAULT_ZONE,
    definitions: new Definitions(),
    time: new DatabaseTime(),
    kept,
    takers,
    leasing: { node: name, leaseSeconds },
    foreground: { rest: (most) => together.rest(most) },
  };
  const now = (): string | null => options.clock?.() ?? null;
  const together = new RunTogether(node);
  let nextTidy = 0;
  return {
    deploy: (request) => node.definitions.deploy(pool, request),
    enqueue: enqueueCommand,
    run: (caseId, commandId, command, { actor = null } = {}) => together.run({ caseId, commandId, command, actor }),
    dryRun: (caseId, command) => dryRun(node, caseId, command),
    openStarts: (client, definitionId) => openStarts(client, node, definitionId, now()),
    publish: (client, messageId, message, variables, key) => asOne(client, (one) => publish(node, one, messageId, message, variables, key)),
    evaluateStarts: (client, id, names) => asOne(client, (one) => startByCondition(node, one, id, names, now())),
    broadcast: (client, signalId, signal, variables) =>
      asOne(client, async (one) => {
        const started = await startBySignal(node, one, signalId, signal, variables);
        return started + (await spreadSignal(one, signalId, signal, variables, null));
      }),
    async drain({ limit = 100 } = {}) {
      await queueDueTimers(pool, now(), limit);
      await queueDueStarts(node, now());
      const done = await drainWork(node, now, limit);
      if (done < limit && (options.clock || performance.now() >= nextTidy)) {
        nextTidy = performance.now() + TIDY_MS;
        await dropExpiredMessages(pool, now());
        await dropStartRecords(pool);
      }
      return done;
    },
    async claimJobs({ kinds, limit = 10 } = {}) {
      const jobs = await claimJobs(pool, { now: now(), node: name, leaseSeconds, kinds: kinds ?? null, limit });
      for (const { caseId, token, fence } of jobs) kept.lease(caseId, token, { fence, holder: name });
      takers.learn(kinds ?? null, jobs.length >= limit);
      return jobs;
    },
    giveJobs: (taker) => takers.add(taker),
    heartbeat: (jobs) => extendLeases(pool, jobs, { now: now(), leaseSeconds }),
    state: (caseId) => readState(pool, caseId),
    nextDueAt: () => readNextDue(pool, now()),
  };
}
