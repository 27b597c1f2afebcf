import { applyCommand } from '../../src/commands/apply.ts';
import { findElementType } from '../../src/elements/registry.ts';
import type { Definition } from '../../src/model/compiled.ts';
import { Rejection } from '../../src/run/failure.ts';
import { Instance, type HeaderRow, type InstanceRows } from '../../src/run/instance.ts';
import { Step } from '../../src/run/step.ts';
import type { Command, CommandOutcome, EngineHost } from '../../src/types.ts';

/** What the database keeps of a case: plain JSON, nothing else survives a step. */
interface Stored {
  header: HeaderRow;
  rows: InstanceRows;
  /** Command id → what it did the first time. */
  events: Record<string, CommandOutcome>;
}

/** One case with the same steps as `execute`, on rows in memory instead of a database. */
export class MemoryCase {
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #host: EngineHost;
  #stored: string;
  #continued = 0;
  /** Commands the engine gave to itself. */
  readonly pending: { id: string; command: Command }[] = [];
  readonly path: string[] = [];

  constructor(definitions: ReadonlyMap<string, Definition>, definitionId: string, host: EngineHost, now: string) {
    this.#definitions = definitions;
    this.#host = host;
    const header: HeaderRow = {
      definition_id: definitionId,
      state: 'active',
      outcome: null,
      started_at: now,
      ended_at: null,
      step: 0,
      next_token: 1,
      activations: 0,
    };
    this.#stored = JSON.stringify({ header, rows: {}, events: {} });
  }

  read(): Stored {
    return JSON.parse(this.#stored) as Stored;
  }

  get text(): string {
    return this.#stored;
  }

  /** Executes a command. With `crash` the node dies after everything was computed and before it is written. */
  execute(id: string, command: Command, now: string, crash: boolean): CommandOutcome | 'crashed' {
    const stored = this.read();
    const past = stored.events[id];
    if (past) return { ...past, result: 'repeated' };
    const instance = new Instance('case', stored.header, stored.rows);
    const step = new Step(instance, {
      definitions: this.#definitions,
      types: (kind) => findElementType(kind)!,
      host: this.#host,
      now,
      zone: 'UTC',
    });
    let outcome: CommandOutcome;
    let unfinished = false;
    try {
      const applied = applyCommand(step, command, id);
      unfinished = applied.unfinished;
      instance.header.step += 1;
      outcome = { result: 'done', code: applied.code, state: instance.header.state };
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      if (!crash)
        this.#stored = JSON.stringify({
          ...stored,
          events: { ...stored.events, [id]: { result: 'rejected', code: error.code, state: stored.header.state } },
          ...this.#fresh(),
        });
      return crash ? 'crashed' : { result: 'rejected', code: error.code, state: stored.header.state };
    }
    if (crash) return 'crashed';
    this.#stored = JSON.stringify({ header: instance.header, rows: rowsOf(instance), events: { ...stored.events, [id]: outcome } });
    this.path.push(...step.path.map((entry) => `${entry.what} ${entry.element}`));
    if (unfinished) this.pending.push({ id: `continue:${(this.#continued += 1)}`, command: { type: 'continue' } });
    for (const [index, { name }] of step.signals.entries()) if (index > 1000) throw new Error(`endless signal ${name}`);
    return outcome;
  }

  /** The rows as they were: a rejected command may have changed its copy in memory. */
  #fresh(): Pick<Stored, 'header' | 'rows'> {
    const { header, rows } = this.read();
    return { header, rows };
  }
}

function rowsOf(instance: Instance): InstanceRows {
  return {
    tokens: instance.tokens.all(),
    scopes: instance.scopes.all(),
    jobs: instance.jobs.all(),
    userTasks: instance.userTasks.all(),
    timers: instance.timers.all(),
    subscriptions: instance.subscriptions.all(),
    inbox: instance.inbox.all(),
    incidents: instance.incidents.all(),
    compensations: instance.compensations.all(),
  };
}
