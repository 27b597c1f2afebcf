import type { CaseState, ClaimedJob, Deployed, DeployRequest, EnqueueOptions, JobTaker, Queryable, Variables } from './types.ts';
import type { Command, CommandOutcome, DryRun } from './command-types.ts';

/**
 * The process machine on one database. Any number of nodes may run it at the same time; each may be ended at any moment.
 *
 * Ids are chosen by the caller: `caseId` is a UUID (version 7 lets the history be dropped by month), a command id a text of at most 200
 * characters that is unique within its case. All instants are ISO 8601 in UTC. What a method throws besides the errors named here comes
 * from the database (`pg`): nothing has been changed then, unless the answer to a commit was lost; repeating with the same id is always
 * safe.
 */
export interface Engine {
  /**
   * Compiles, checks and stores a process. Idempotent: the same content has the same `definitionId`. Takes up to some 100 ms for the
   * largest model (1,000,000 characters, 2,000 elements).
   * @throws EngineError `model-refused` with `details` = ModelProblem[]; `model-unreadable`
   */
  deploy(request: DeployRequest): Promise<Deployed>;
  /**
   * Puts a command into the caller's transaction; a node executes it soon after the commit. Idempotent: the same id has one effect. Its
   * outcome: `commandOutcome`.
   * @param client in a transaction of the caller; needs only the right to insert into `engine.work`.
   * @throws EngineError `command-too-large` (1,000,000 characters of JSON, 100 levels) before anything is sent
   */
  enqueue(client: Queryable, caseId: string, commandId: string, command: Command, options?: EnqueueOptions): Promise<void>;
  /**
   * Executes a command now, in a transaction that may serve other cases too. Idempotent: a repeated id changes nothing and gives the first
   * outcome with `repeated`. A command that does not fit is no error but an outcome: `rejected` with a code of the README's table. Waits up
   * to 10 s for another step of the same case.
   */
  run(caseId: string, commandId: string, command: Command, options?: { actor?: string | null }): Promise<CommandOutcome>;
  /** What a command would do to a case now. Changes nothing; hooks of the host but `onStep` are asked. */
  dryRun(caseId: string, command: Command): Promise<DryRun>;
  /**
   * From now on the start events of this definition begin new cases: messages by `publish`, signals by `broadcast`, conditions by
   * `evaluateStarts`, timers by `drain`. Those of an earlier definition of the same process end. Idempotent: a timer cycle goes on.
   * @throws EngineError `definition-unknown`
   */
  openStarts(client: Queryable, definitionId: string): Promise<void>;
  /**
   * A message that names no case: with a `key` the case that waits for it under that key gets it; else it begins one for each open start
   * event with its name. Idempotent: the same `messageId` gives the same cases, for 90 days.
   * @returns ids of the cases.
   */
  publish(client: Queryable, messageId: string, message: string, variables: Variables, key?: string): Promise<string[]>;
  /**
   * Looks at open conditional start events over these names: one whose condition becomes true begins a case. Idempotent by `id`.
   * @returns ids of the cases.
   */
  evaluateStarts(client: Queryable, id: string, names: Variables): Promise<string[]>;
  /**
   * A signal for every case that waits for it now, and for open start events. It is not kept. Idempotent: the same `signalId` counts once.
   * @returns how many cases.
   */
  broadcast(client: Queryable, signalId: string, signal: string, variables: Variables): Promise<number>;
  /**
   * Executes due commands and fires due timers, up to `limit` (default 100), those of different cases together in one transaction. Any
   * number of nodes may do so at once. A command that fails is tried again after 1, 4, 16, 64 s, then parked with an incident of token 0.
   * @returns how many were executed or failed; 0: nothing is due.
   * @throws the database's errors when it cannot be reached; call again later
   */
  drain(options?: { limit?: number }): Promise<number>;
  /**
   * Gives due jobs to this node, up to `limit` (default 10), under a lease of `leaseSeconds`: complete them with their `fence`, or extend the
   * lease. A job whose lease ran out is given again, so the outside may see it more than once: hand on `idempotencyKey`.
   * @param options.kinds only jobs of these kinds; absent: all.
   */
  claimJobs(options?: { kinds?: readonly string[]; limit?: number }): Promise<ClaimedJob[]>;
  /**
   * A worker of this node that takes jobs as they are made: the commit of the step that makes a job gives its lease too, and after it the job
   * is handed over, without a claim. Only new jobs, and only while nobody else waits: the worker goes on claiming (a claim that found fewer
   * than it asked for is believed for a second). Leases are extended and answered as those of claimed jobs.
   * @returns a function that ends it.
   */
  giveJobs(taker: JobTaker): () => void;
  /** Extends leases by `leaseSeconds` from now. @returns those that are still this node's; drop the work on the others. */
  heartbeat(jobs: readonly ClaimedJob[]): Promise<ClaimedJob[]>;
  /** Everything stored about a case, its whole history too; `instance` is null for an unknown one. For inspection, not for each request. */
  state(caseId: string): Promise<CaseState>;
  /** When something is due next: ISO instant, not before now; null when nothing waits for time. */
  nextDueAt(): Promise<string | null>;
}
