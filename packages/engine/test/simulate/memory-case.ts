import { decide } from '../../src/decide.ts';
import type { Definition } from '../../src/model/compiled.ts';
import type { HeaderRow, Instance, InstanceRows, JobRow } from '../../src/run/instance.ts';
import type { Command, CommandOutcome, EngineHost } from '../../src/types.ts';
import { TokenHistory } from './token-history.ts';

/** What the database keeps of a case besides its events: plain JSON, nothing else survives a step. */
export interface Stored {
  header: HeaderRow | null;
  rows: InstanceRows;
}

/** A command that is executed later, in the same or in another case. */
export interface Follow {
  id: string;
  command: Command;
}

/** One case with the engine's own decisions, on rows in memory instead of a database. */
export class MemoryCase {
  readonly caseId: string;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #host: EngineHost;
  #stored = JSON.stringify({ header: null, rows: noRows() } satisfies Stored);
  #view: Stored | null = null;
  /** Command id → what it did the first time. */
  readonly #events = new Map<string, CommandOutcome>();
  /** Commands the engine gave to itself. */
  readonly pending: Follow[] = [];
  /** Signals for other cases. */
  readonly signals: Follow[] = [];
  readonly history = new TokenHistory();

  constructor(caseId: string, definitions: ReadonlyMap<string, Definition>, host: EngineHost) {
    this.caseId = caseId;
    this.#definitions = definitions;
    this.#host = host;
  }

  /** The case as it stands, to be read only. */
  read(): Stored {
    return (this.#view ??= this.#copy());
  }

  #copy(): Stored {
    return JSON.parse(this.#stored) as Stored;
  }

  #write(stored: Stored): void {
    this.#stored = JSON.stringify(stored);
    this.#view = null;
  }

  /** The rows as they are stored, and how many commands are. */
  get standing(): { rows: string; commands: number } {
    return { rows: this.#stored, commands: this.#events.size };
  }

  /** Everything that is stored. */
  get text(): string {
    return `${this.#stored} ${JSON.stringify([...this.#events])}`;
  }

  /** Whether the outcome of a command is stored. */
  knows(id: string): boolean {
    return this.#events.has(id);
  }

  /** Executes a command. With `crash` the node dies after everything was computed and before it is written. */
  execute(id: string, command: Command, now: string, crash = false): CommandOutcome | 'crashed' {
    const { header, rows } = this.#copy();
    const past = this.#events.get(id);
    if (past) return { ...past, result: 'repeated' };
    const context = { definitions: this.#definitions, host: this.#host, clock: now, zone: 'UTC' };
    const execution = { caseId: this.caseId, commandId: id, command, actor: null };
    const { outcome, write } = decide(context, execution, { header, rows, now, past: null });
    if (crash) return 'crashed';
    const instance = write?.instance;
    // A rejected command may have changed its copy in memory, but writes nothing of it.
    if (instance) this.#write({ header: instance.header, rows: rowsOf(instance) });
    this.#events.set(id, outcome);
    if (!write?.event.step) return outcome;
    this.history.tell(write.event.path);
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
    const stored = this.#copy();
    for (const job of stored.rows.jobs) {
      const leased = jobs.find(({ token_no }) => token_no === job.token_no);
      if (!leased) continue;
      const { fence, holder, lease_until, wait_until, state } = leased;
      Object.assign(job, { fence, holder, lease_until, wait_until, state });
    }
    this.#write(stored);
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
