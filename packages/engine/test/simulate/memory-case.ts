import { decide } from '../../src/decide.ts';
import type { Definition } from '../../src/model/compiled.ts';
import type { HeaderRow, Instance, InstanceRows, JobRow } from '../../src/run/instance.ts';
import type { Command, CommandOutcome, EngineHost } from '../../src/types.ts';

/** What the database keeps of a case: plain JSON, nothing else survives a step. */
export interface Stored {
  header: HeaderRow | null;
  rows: InstanceRows;
  /** Command id → what it did the first time. */
  events: Record<string, CommandOutcome>;
}

/** A command that is executed later, in the same or in another case. */
export interface Follow {
  id: string;
  command: Command;
}

/** What happened to tokens, as the history tells it. */
export interface Told {
  token: number;
  what: string;
  element: string;
}

/** One case with the engine's own decisions, on rows in memory instead of a database. */
export class MemoryCase {
  readonly caseId: string;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #host: EngineHost;
  #stored = JSON.stringify({ header: null, rows: noRows(), events: {} } satisfies Stored);
  /** Commands the engine gave to itself. */
  readonly pending: Follow[] = [];
  /** Signals for other cases. */
  readonly signals: Follow[] = [];
  readonly told: Told[] = [];

  constructor(caseId: string, definitions: ReadonlyMap<string, Definition>, host: EngineHost) {
    this.caseId = caseId;
    this.#definitions = definitions;
    this.#host = host;
  }

  read(): Stored {
    return JSON.parse(this.#stored) as Stored;
  }

  get text(): string {
    return this.#stored;
  }

  /** Executes a command. With `crash` the node dies after everything was computed and before it is written. */
  execute(id: string, command: Command, now: string, crash = false): CommandOutcome | 'crashed' {
    const { header, rows, events } = this.read();
    const past = events[id];
    if (past) return { ...past, result: 'repeated' };
    const context = { definitions: this.#definitions, host: this.#host, clock: now, zone: 'UTC' };
    const execution = { caseId: this.caseId, commandId: id, command, actor: null };
    const { outcome, write } = decide(context, execution, { header, rows, now, past: null });
    if (crash) return 'crashed';
    const instance = write?.instance;
    const after = instance ? { header: instance.header, rows: rowsOf(instance) } : this.#fresh();
    this.#stored = JSON.stringify({ ...after, events: { ...events, [id]: outcome } });
    if (!write?.event.step) return outcome;
    this.told.push(...write.event.path.map(({ token, what, element }) => ({ token, what, element })));
    const { step } = write.event;
    if (write.unfinished) this.pending.push({ id: `continue:${step}`, command: { type: 'continue' } });
    for (const [index, { name, variables, letter }] of write.signals.entries())
      // Nobody waits elsewhere for a letter: keys belong to one case here.
      if (!letter)
        this.signals.push({ id: `signal:${this.caseId}:${step}:${index}`, command: { type: 'broadcast', signal: name, variables } });
    return outcome;
  }

  /** Leases are given without a step. */
  setLeases(jobs: readonly Pick<JobRow, 'token_no' | 'fence' | 'holder' | 'lease_until' | 'wait_until' | 'state'>[]): void {
    const stored = this.read();
    for (const job of stored.rows.jobs) {
      const leased = jobs.find(({ token_no }) => token_no === job.token_no);
      if (!leased) continue;
      const { fence, holder, lease_until, wait_until, state } = leased;
      Object.assign(job, { fence, holder, lease_until, wait_until, state });
    }
    this.#stored = JSON.stringify(stored);
  }

  /** A new job may have been written with its first lease, of 20 seconds from the step that made it. */
  setFirstLeases(stored: readonly JobRow[], now: string): void {
    const mine = this.read().rows.jobs.filter(({ created_at, fence }) =>
      stored.some((job) => job.created_at === created_at && created_at === now && job.fence === fence + 1),
    );
    const until = new Date(Date.parse(now) + 20_000).toISOString();
    const tokens = new Set(mine.map(({ token_no }) => token_no));
    this.setLeases(stored.filter((job) => tokens.has(job.token_no) && job.lease_until === until));
  }

  /** The rows as they were: a rejected command may have changed its copy in memory. */
  #fresh(): Pick<Stored, 'header' | 'rows'> {
    const { header, rows } = this.read();
    return { header, rows };
  }
}

/** A case that has nothing yet. */
export function noRows(): InstanceRows {
  return { tokens: [], scopes: [], jobs: [], userTasks: [], timers: [], subscriptions: [], inbox: [], incidents: [], compensations: [] };
}

/** Rows as the database gives them again: by their keys, messages as they came. */
function rowsOf(instance: Instance): InstanceRows {
  const byToken = <T extends { token_no: number; element?: string | null }>(rows: T[]): T[] =>
    rows.sort((one, other) => one.token_no - other.token_no || ((one.element ?? '') < (other.element ?? '') ? -1 : 1));
  return {
    tokens: byToken(instance.tokens.all()),
    scopes: instance.scopes.all().sort((one, other) => one.scope_no - other.scope_no),
    jobs: byToken(instance.jobs.all()),
    userTasks: byToken(instance.userTasks.all()),
    timers: byToken(instance.timers.all()),
    subscriptions: byToken(instance.subscriptions.all()),
    inbox: instance.inbox.all().sort((one, other) => (one.received_at < other.received_at ? -1 : 1)),
    incidents: byToken(instance.incidents.all()),
    compensations: byToken(instance.compensations.all()),
  };
}
