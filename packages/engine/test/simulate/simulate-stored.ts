import assert from 'node:assert/strict';
import type pg from 'pg';
import { createEngine, unownedTokens } from '../../src/index.ts';
import type { Definition } from '../../src/model/compiled.ts';
import { compileProcess } from '../../src/model/compile-process.ts';
import type { Command, CommandOutcome, Engine } from '../../src/types.ts';
import { Driver, type Action } from './driver.ts';
import { Crash, faultyPool } from './faulty-pool.ts';
import { broken } from './invariants.ts';
import { MemoryCase, type Stored } from './memory-case.ts';
import { randomModels, type Models } from './random-models.ts';
import { Random } from './random.ts';
import { countOnly, host, instant, SimulationFault, standing } from './simulate.ts';
import { comparable, readEvents, readStored, type StoredEvent } from './stored-case.ts';

/** What one history on a database did. */
export interface StoredRun {
  seed: number;
  commands: number;
  crashes: number;
  given: number;
  /** The end state of all cases, for comparing two runs of a seed. */
  state: string;
}

export interface StoredOptions {
  /** Commands of different cases at the same moment on two nodes, or one after another, which a seed repeats exactly. */
  together: boolean;
  /** Share of round trips at which a node dies. */
  crashes: number;
  cases: number;
  /** Tells apart the cases of two runs of a seed. */
  run?: number;
}

/**
 * One random model with random histories of several cases on a database, with nodes that die at any round trip. What the database has in
 * the end, and after every turn, must be what the same commands do one after another in memory, in the order of the history: each once,
 * none lost. @throws SimulationFault
 */
export async function simulateStored(pool: pg.Pool, seed: number, options: StoredOptions): Promise<StoredRun> {
  countOnly();
  const random = new Random(seed);
  try {
    const stage = new Stage(pool, random, await deployed(pool, await randomModels(random)), seed, options);
    await stage.play(5 + random.below(30));
    return { seed, commands: stage.commands, crashes: stage.crashes, given: stage.given, state: await stage.end() };
  } catch (error) {
    throw new SimulationFault(seed, (error as Error).stack ?? String(error));
  }
}

/** The models under the ids the database knows them by. */
async function deployed(pool: pg.Pool, models: Models): Promise<Models> {
  const engine = createEngine({ pool, host });
  const definitions = new Map<string, Definition>();
  const ids = { main: '', second: '', called: '' };
  for (const name of ['called', 'main', 'second'] as const) {
    const processId = name === 'called' ? 'called' : 'main';
    const request = { xml: models.xml[name], processId, calls: (ids.called ? { called: ids.called } : {}) as Record<string, string> };
    const { definitionId } = await engine.deploy(request);
    ids[name] = definitionId;
    const { definition, pools } = await compileProcess(request, definitionId);
    for (const each of [definition!, ...pools]) definitions.set(each.definitionId, each);
  }
  return { ...models, definitions, ids };
}

/** Turns in which cases go on without disturbance; what is open then is cancelled. */
const CALM_TURNS = 25;
/** Messages are kept for 30 days: histories end before, since nothing tells when a node forgets them. */
const LONGEST_HOURS = 28 * 24;

/** A case on the database, who acts on it, and what it should be. */
interface Actor {
  caseId: string;
  driver: Driver;
  memory: MemoryCase;
  /** Command id → command, of everything that was sent. */
  known: Map<string, Command>;
  seen: number;
  /** What was done since the last look, for messages. */
  recent: string[];
}

class Stage {
  readonly #pool: pg.Pool;
  readonly #random: Random;
  readonly #faults: Random;
  readonly #options: StoredOptions;
  readonly #actors: Actor[];
  readonly #main: string;
  #nodes: { engine: Engine; pool: pg.Pool; dead: () => boolean; gone: () => Promise<unknown> }[] = [];
  #hours = 0;
  commands = 0;
  crashes = 0;
  /** Jobs that had their lease from the step that made them. */
  given = 0;

  constructor(pool: pg.Pool, random: Random, models: Models, seed: number, options: StoredOptions) {
    this.#pool = pool;
    this.#random = random;
    this.#faults = new Random(seed + 1);
    this.#options = options;
    this.#main = models.ids.main;
    this.#actors = Array.from({ length: options.cases }, (_, index) => {
      const caseId = caseIdOf(seed, options.run ?? 0, index);
      const driver = new Driver(new Random(seed * 31 + index), models, { ownTimers: true, key: caseId });
      return { caseId, driver, memory: new MemoryCase(caseId, models.definitions, host), known: new Map(), seen: 0, recent: [] };
    });
  }

  async play(turns: number): Promise<void> {
    await this.#turn(this.#actors.map((actor) => [actor, actor.driver.begin(this.#main)]));
    for (let turn = 0; turn < turns; turn += 1) {
      if (this.#random.chance(0.15)) await this.#lease();
      await this.#turn(this.#open().map((actor) => [actor, actor.driver.wild(this.#view(actor))]));
    }
    for (let turn = 0; this.#open().length > 0; turn += 1) {
      const over = turn >= CALM_TURNS || this.#hours >= LONGEST_HOURS;
      await this.#turn(this.#open().map((actor) => [actor, over ? actor.driver.cancel() : actor.driver.towardsTheEnd(this.#view(actor))]));
    }
  }

  /** Texts of all cases without their ids. */
  async end(): Promise<string> {
    // What the engine leaves for a next step waits a while.
    this.#hours += 1;
    await this.#untilDrained();
    await this.#compare();
    const { rowCount } = await this.#pool.query('select 1 from engine.work where case_id = any($1::uuid[])', [this.#ids()]);
    assert.equal(rowCount, 0, 'commands are left in the queue');
    return this.#actors.map(({ caseId, memory }) => memory.text.replaceAll(caseId, 'case')).join('\n');
  }

  #ids(): string[] {
    return this.#actors.map(({ caseId }) => caseId);
  }

  #open(): Actor[] {
    return this.#actors.filter(({ memory }) => memory.read().header?.state === 'active' || memory.read().header === null);
  }

  #view(actor: Actor): Parameters<Driver['wild']>[0] {
    return { ...actor.memory.read(), now: instant(this.#hours) };
  }

  async #turn(actions: [Actor, Action][]): Promise<void> {
    const sends = actions.flatMap(([actor, action]) => {
      if (action.do === 'wait') this.#hours += action.hours;
      return action.do === 'wait' ? [] : [{ actor, action, how: this.#random.chance(0.5) ? ('run' as const) : ('enqueue' as const) }];
    });
    // A claim that leaves nobody waiting lets nodes give new jobs with the steps that make them.
    if (this.#random.chance(0.3)) await this.#lease();
    const send = ({ actor, action, how }: (typeof sends)[number]): Promise<void> => this.#send(actor, action.id, action.command, how);
    if (this.#options.together) {
      // The same command from two senders at once, now and then.
      const doubled = sends.filter(() => this.#random.chance(0.1));
      await Promise.all([...sends, ...doubled].map(send));
    } else for (const each of sends) await send(each);
    await this.#untilDrained();
    await this.#compare();
  }

  /** Until a node that lives long enough has acknowledged it. */
  async #send(actor: Actor, id: string, command: Command, how: 'run' | 'enqueue'): Promise<void> {
    this.commands += 1;
    actor.known.set(id, command);
    await this.#onNode<unknown>(({ engine, pool }) =>
      how === 'run' ? engine.run(actor.caseId, id, command) : engine.enqueue(pool, actor.caseId, id, command),
    );
  }

  /** Work on any node; when it dies on the way, on another one. */
  async #onNode<T>(work: (node: { engine: Engine; pool: pg.Pool }) => Promise<T>): Promise<T> {
    for (;;) {
      const node = this.#node();
      try {
        return await work(node);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        await node.gone();
      }
    }
  }

  #node(): { engine: Engine; pool: pg.Pool; gone: () => Promise<unknown> } {
    const living = this.#nodes.filter((node) => !node.dead());
    this.crashes += this.#nodes.length - living.length;
    while (living.length < (this.#options.together ? 2 : 1)) {
      const faulty = faultyPool(this.#pool, this.#faults, this.#options.crashes);
      const engine = createEngine({
        pool: faulty.pool,
        host,
        clock: () => instant(this.#hours),
        node: `node-${this.crashes}`,
        zone: 'UTC',
      });
      engine.giveJobs({ free: () => 2, take: () => (this.given += 1) });
      living.push({ engine, ...faulty });
    }
    this.#nodes = living;
    return this.#random.pick(living);
  }

  /** Nodes look for work until there is none: what was enqueued, timers that are due, what the engine left for a next step. */
  async #untilDrained(): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) {
      const drains = this.#options.together ? [0, 1] : [0];
      const done = await Promise.all(drains.map(() => this.#onNode(({ engine }) => engine.drain({ limit: 1 + this.#random.below(20) }))));
      if (done.some((count) => count > 0)) continue;
      const { rows } = await this.#pool.query<{ due: number }>(
        `select count(*)::integer as due from engine.work where due_at <= $1 and coalesce(not_before, '-infinity') <= $1`,
        [instant(this.#hours)],
      );
      if (rows[0]!.due === 0) return;
      // A command that failed is tried again after a pause.
    }
    throw new Error('expected the queue to become empty, got work that stays');
  }

  async #lease(): Promise<void> {
    await this.#onNode(({ engine }) => engine.claimJobs({ limit: 8 }));
    const stored = await readStored(this.#pool, this.#ids());
    for (const { caseId, memory } of this.#actors) memory.setLeases(stored.get(caseId)!.rows.jobs);
  }

  /** The database has what the history's commands do in memory one after another. */
  async #compare(): Promise<void> {
    const told = await readEvents(this.#pool, this.#ids());
    const all = await readStored(this.#pool, this.#ids());
    for (const actor of this.#actors) this.#follow(actor, told, all);
    const unowned = (await unownedTokens(this.#pool)).filter(({ caseId }) => this.#ids().includes(caseId));
    assert.deepEqual(unowned, []);
    for (const { caseId, memory, recent } of this.#actors) {
      const stored = all.get(caseId)!;
      const { header, rows } = memory.read();
      assert.deepEqual(comparable(stored.header, stored.rows), comparable(header, rows), `${caseId} after ${recent.join('; ')}`);
      recent.length = 0;
      const faults = [...broken(stored), ...memory.history.broken(stored.rows.tokens)];
      assert.deepEqual(faults, [], standing(stored));
    }
  }

  /** Does in memory what the history tells since the last look. */
  #follow(actor: Actor, told: ReadonlyMap<string, StoredEvent[]>, stored: ReadonlyMap<string, Stored>): void {
    const events = told.get(actor.caseId)!;
    const ids = new Set(events.map(({ id }) => id));
    for (const id of actor.known.keys()) assert.ok(ids.has(id), `${id} was acknowledged and is lost`);
    const done = events.filter(({ step }) => step !== null);
    const { jobs } = stored.get(actor.caseId)!.rows;
    assert.deepEqual(
      done.map(({ step }) => step),
      done.map((_, index) => index + 1),
      'the history has a gap',
    );
    for (const event of done.slice(actor.seen)) {
      const command = this.#commandOf(actor, event.id, (sender) => this.#follow(sender, told, stored));
      actor.recent.push(`${event.id} ${JSON.stringify(command)}`);
      const outcome = actor.memory.execute(event.id, command, event.at) as CommandOutcome;
      assert.deepEqual(outcome, event.outcome, `${event.id} ${command.type}`);
      actor.memory.setFirstLeases(jobs, event.at);
      for (const { id, command: signal } of actor.memory.signals.splice(0)) this.#signals.set(id, signal);
      for (const { id, command: next } of actor.memory.pending.splice(0)) actor.known.set(id, next);
    }
    actor.seen = done.length;
  }

  readonly #signals = new Map<string, Command>();

  /** The command behind an id of the history, also of those that the engine gave to itself. */
  #commandOf(actor: Actor, id: string, follow: (sender: Actor) => void): Command {
    const known = actor.known.get(id);
    if (known) return known;
    const timer = /^timer:(\d+):([^:]+):([\d.]+)$/.exec(id);
    if (timer) {
      const due = new Date(Number(timer[3]) * 1000).toISOString();
      return { type: 'fire-timer', token: Number(timer[1]), element: timer[2]!, due };
    }
    const from = /^signal:([^:]+):/.exec(id)?.[1];
    if (from && !this.#signals.has(id)) {
      const sender = this.#actors.find(({ caseId }) => caseId === from);
      if (sender && sender !== actor) follow(sender);
    }
    const signal = this.#signals.get(id);
    if (!signal) throw new Error(`expected to know command ${id} of the history, got none`);
    return signal;
  }
}

/** A UUIDv7 by a seed. */
function caseIdOf(seed: number, run: number, index: number): string {
  const hex = seed.toString(16).padStart(8, '0').slice(-8);
  return `${hex}-${run.toString(16).padStart(4, '0')}-7000-8000-${index.toString(16).padStart(12, '0')}`;
}
