import type { ClaimedJob } from '@einwohnerportal/engine';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { alertLateOffices, closeEndedCases, dropNeedlessAlerts, letOfficesIn, tellPersonsTheirTasks } from './follow-cases.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { followMergers } from './follow-mergers.ts';
import { followParties } from './follow-parties.ts';
import { localDay } from '../request/scope.ts';
import { followMigrations } from './follow-migrations.ts';
import { followRulings } from '../deliveries/follow-rulings.ts';
import { lookAtDeliveries } from '../deliveries/look-at-deliveries.ts';
import { doMoneyActs } from '../money/do-money-acts.ts';
import { lookAtPayments } from '../payments/look-at-payments.ts';
import { rerouteSteps } from './reroute-steps.ts';
import { clockOf, runJob } from './run-job.ts';
import { followLinks } from '../counter/follow-links.ts';
import { forgetCaptures } from '../counter/forget-captures.ts';
import { dropExpiredDrafts, remindOfDrafts } from './draft-reminders.ts';
import { writeReceipts } from '../receipts/write-receipts.ts';
import { keepSubmissions } from '../submission/keep-submissions.ts';
import { returnTasks } from '../organisation/return-tasks.ts';
import { sendInvitations } from '../organisation/send-invitations.ts';
import { sendAlerts } from './send-alerts.ts';
import { forgetCodes, sendCodes } from './send-codes.ts';
import { tellBeforeDeadline } from './tell-before-deadline.ts';
import { tellOpened } from './tell-opened.ts';
import { tellWritten } from './tell-written.ts';
import { tryInterventions } from './try-interventions.ts';
import { queueStepAlerts } from './step-alerts.ts';
import type { WorkerContext } from './types.ts';

const BATCH = 64;
/** Jobs that run at the same time in one node; they mostly wait for others. */
const PARALLEL_JOBS = 16;
const HEARTBEAT_MS = 5_000;
const SWEEP_MS = 5_000;
const IDLE_MS = 1_000;
const REROUTE_MS = 60_000;
const MAKE_UP_MS = 600_000;
const TRY_MS = 500;
const MOST_KEPT = 8;

/** Jobs in flight of one node: a slow business application holds a place, not the loop. */
export interface JobLane {
  running: Map<ClaimedJob, Promise<void>>;
  /** Called when a job has ended. */
  ended: () => void;
}

export function createLane(ended: () => void = () => {}): JobLane {
  return { running: new Map(), ended };
}

/** One round of everything that is due now. Gives how much was done or begun; 0 means: wait. */
export async function workOnce(context: WorkerContext, lane: JobLane): Promise<number> {
  const now = await clockOf(context);
  const began = performance.now();
  const executed = await context.engine.drain({ limit: BATCH });
  if (executed > 0) context.measures?.steps(executed, (performance.now() - began) / 1000);
  if (context.touched.size > 0) {
    const caseIds = [...context.touched];
    context.touched.clear();
    await followCases(context, caseIds, now);
    context.unkept = new Set([...(context.unkept ?? []), ...caseIds]);
  }
  const free = PARALLEL_JOBS - lane.running.size;
  const jobs = free > 0 ? await context.engine.claimJobs({ limit: free }) : [];
  for (const job of jobs) begin(context, lane, job);
  const kept = await keepSome(context, now);
  const calm = executed === 0 || overdue(context);
  const tried = calm ? await tryInterventions(context) : 0;
  const confirmed = calm ? await writeReceipts(context, now) : 0;
  const looked = await lookAtPayments(context, now);
  const proven = calm ? (await lookAtDeliveries(context, now)) + (await doMoneyActs(context, now)) : 0;
  const sent = (await sendAlerts(context, now)) + (await sendCodes(context, now));
  return executed + jobs.length + kept + tried + confirmed + looked + proven + sent;
}

/** Documents of what was sent, a few in each round: one takes up to 35 ms of this thread, and jobs are under way meanwhile. */
async function keepSome(context: WorkerContext, now: string): Promise<number> {
  const some = [...(context.unkept ?? [])].slice(0, MOST_KEPT);
  await keepSubmissions(context, some, now);
  for (const caseId of some) context.unkept!.delete(caseId);
  return some.length;
}

function begin(context: WorkerContext, lane: JobLane, job: ClaimedJob): void {
  const running = timedJob(context, job)
    .catch((error: unknown) => logFailure(context, error))
    .finally(() => {
      lane.running.delete(job);
      lane.ended();
    });
  lane.running.set(job, running);
}

async function timedJob(context: WorkerContext, job: ClaimedJob): Promise<void> {
  const began = performance.now();
  try {
    await runJob(context, job);
  } finally {
    context.measures?.job(job.kind, (performance.now() - began) / 1000);
  }
}

/** Under load what operators wait for is looked at every half second, else in every idle round. */
function overdue(context: WorkerContext): boolean {
  if (performance.now() - (context.tried ?? 0) < TRY_MS) return false;
  context.tried = performance.now();
  return true;
}

async function followCases(context: WorkerContext, caseIds: string[] | null, now: string): Promise<void> {
  await followMigrations(context, caseIds);
  if (caseIds !== null) await followParties(context, caseIds, now);
  await followRulings(context, caseIds, now);
  await closeEndedCases(context, caseIds, now);
  if (caseIds !== null) await letOfficesIn(context, caseIds);
  await tellPersonsTheirTasks(context, caseIds, now);
  if (caseIds === null) {
    // Looks through the steps of all open cases: at the start of a node, then seldom.
    if (context.madeUp !== undefined && performance.now() - context.madeUp < MAKE_UP_MS) return;
    context.madeUp = performance.now();
    await followParties(context, null, now);
    await letOfficesIn(context, null);
    await keepSubmissions(context, null, now);
  }
  await queueStepAlerts(context, caseIds, now);
}

/** What must hold even if a node died between two steps: everything derived is made up for. */
export async function sweep(context: WorkerContext): Promise<void> {
  const now = await clockOf(context);
  await rerouteWhenBindingsChanged(context, now);
  await followCases(context, null, now);
  await dropNeedlessAlerts(context);
  await alertLateOffices(context, now);
  await tellBeforeDeadline(context, now);
  await tellWritten(context, now);
  await tellOpened(context, now);
  // Conditions that ask for the day or the hour; others are looked at when a message tells their names.
  await inTransaction(context.pool, (client) => context.engine.evaluateStarts(client, `sweep ${now}`, {}));
  await context.pool.query(`delete from cases.held_inputs where created_at < now() - interval '1 hour'`);
  await sendInvitations(context, now);
  await context.pool.query('select cases.end_unused_memberships($1, $2)', [
    now,
    localDay(now, context.catalogue().authorities.canton.zone),
  ]);
  await returnTasks(context, now);
  await context.pool.query(
    'delete from cases.filters f where f.office is null and not exists (select 1 from cases.members m where m.person_id = f.person_id)',
  );
  await followLinks(context, now);
  await forgetCaptures(context, now);
  await remindOfDrafts(context, now);
  await dropExpiredDrafts(context, now);
  await dropEndedSessions(context);
  await forgetCodes(context, now);
  await context.pool.query(`delete from cases.barrier_reports where at < $1::timestamptz - interval '2 years'`, [now]);
}

/** What was typed when a session had just expired is still held for its person for a day, so the session is known that long. */
async function dropEndedSessions(context: WorkerContext): Promise<void> {
  await context.pool.query(`delete from cases.sessions where least(expires_at, ends_at) < now() - interval '2 days'`);
}

/** Bindings and mergers change with the catalogue and with the day; once a minute also for steps that were busy then. */
async function rerouteWhenBindingsChanged(context: WorkerContext, now: string): Promise<void> {
  const catalogue = context.catalogue();
  const day = localDay(now, catalogue.authorities.canton.zone);
  const seen = context.rerouted;
  if (seen && seen.catalogue === catalogue && seen.day === day && performance.now() - seen.at < REROUTE_MS) return;
  await followMergers(context, now);
  await rerouteSteps(context, now);
  context.rerouted = { catalogue, day, at: performance.now() };
}

function logFailure(context: WorkerContext, error: unknown): void {
  context.log.error({ code: (error as { code?: string }).code ?? 'failed' }, `round of the worker failed: ${(error as Error).message}`);
}

export interface RunningWorker {
  /** Age of the loop's last full round in ms; a health check asks it, since a frozen worker looks alive. */
  lastRoundMs(): number;
  stop(): Promise<void>;
}

/** Runs the worker until it is stopped: wakes by notification, looks by itself every second, sweeps every five. */
export function runWorker(context: WorkerContext, { listenUrl }: { listenUrl: string }): RunningWorker {
  let stopping = false;
  let wake: () => void = () => {};
  let lastRound = performance.now();
  const lane = createLane(() => wake());
  // What this node's own steps ask for begins with their commit.
  const stopGiving = context.engine.giveJobs({
    free: () => (stopping ? 0 : PARALLEL_JOBS - lane.running.size),
    take: (job) => begin(context, lane, job),
  });
  const heart = setInterval(() => void context.engine.heartbeat([...lane.running.keys()]).catch(() => {}), HEARTBEAT_MS);
  const listening = listen(
    context,
    listenUrl,
    () => wake(),
    () => stopping,
  );
  const running = (async () => {
    let nextSweep = 0;
    while (!stopping) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      try {
        if (performance.now() >= nextSweep) {
          await sweep(context);
          nextSweep = performance.now() + SWEEP_MS;
        }
        const done = await workOnce(context, lane);
        lastRound = performance.now();
        if (done > 0) continue;
        await Promise.race([woken, pause(IDLE_MS)]);
      } catch (error) {
        logFailure(context, error);
        await pause(IDLE_MS);
      }
    }
  })();
  return {
    lastRoundMs: () => performance.now() - lastRound,
    async stop() {
      stopping = true;
      wake();
      await running;
      stopGiving();
      await Promise.allSettled(lane.running.values());
      clearInterval(heart);
      (await listening)();
    },
  };
}

/** Listens for wake-ups and reconnects; polling goes on meanwhile, so a lost notification costs a second, not a case. */
async function listen(context: WorkerContext, url: string, wake: () => void, stopped: () => boolean): Promise<() => void> {
  let client: pg.Client | null = null;
  const connect = async (): Promise<void> => {
    while (!stopped()) {
      try {
        client = new pg.Client({ connectionString: url });
        client.on('notification', wake);
        client.on('error', () => void reconnect());
        await client.connect();
        await client.query('listen engine_work; listen payment_hint');
        return;
      } catch {
        await pause(1_000 * (1 + Math.random()));
      }
    }
  };
  let reconnecting = false;
  const reconnect = async (): Promise<void> => {
    if (reconnecting || stopped()) return;
    reconnecting = true;
    context.log.warn({}, 'connection for wake-ups lost');
    await connect();
    reconnecting = false;
  };
  await connect();
  return () => void client?.end().catch(() => {});
}
