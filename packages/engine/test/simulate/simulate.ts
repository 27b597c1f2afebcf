import { LIMITS } from '../../src/limits.ts';
import type { Command } from '../../src/types.ts';
import { plainHost } from '../kit.ts';
import { Driver, type Action, type View } from './driver.ts';
import { broken } from './invariants.ts';
import { MemoryCase } from './memory-case.ts';
import { randomModels, RefusedModel, type Models } from './random-models.ts';
import { Random } from './random.ts';

/** What one history did. */
export interface Run {
  seed: number;
  commands: number;
  elements: string[];
  /** Types of the commands that were done. */
  done: string[];
  /** Codes of the incidents that were open after a step. */
  incidents: string[];
  /** Ended by an operator, because the model feeds itself. */
  helped: boolean;
  /** The end state, for comparing two runs of a seed. */
  state: string;
}

/** Routes some jobs to people, so that both are asked. */
export const host = plainHost({
  decide: (token) => token.visit,
  route: (token) => (token.visit % 3 === 2 ? { to: 'people', group: 'office:x', role: 'member', form: 'f', dueAt: null } : { to: 'job' }),
});

/** A history that does not hold; its message names the seed that repeats it. */
export class SimulationFault extends Error {
  constructor(seed: number, what: string) {
    super(`seed ${seed}: ${what}`);
    this.name = 'SimulationFault';
  }
}

/** An instant of the set clock. */
export const instant = (hours: number): string => new Date(Date.UTC(2027, 2, 1) + hours * 3_600_000).toISOString();

/**
 * Processor time differs from run to run: only what is counted may cut a step. What is counted is small, so that steps end in the middle
 * and instances are stopped often, and none costs more than all others.
 */
export function countOnly(): void {
  Object.assign(LIMITS, {
    stepMilliseconds: Infinity,
    longStepMilliseconds: Infinity,
    expressionMilliseconds: 10_000,
    decisionMilliseconds: 10_000,
    stepElements: 20,
    activations: 300,
    tokens: 200,
    incidents: 20,
    messages: 20,
    roundsAtOnce: 2,
  });
}

/** Seeds one after the other that play on the same model: to read it takes longer than to play one of them. */
const HISTORIES_OF_A_MODEL = 2;
const MODELS_FROM = 1_000_000_000;
let drawn: { seed: number; models: Models } | null = null;

async function modelsOf(seed: number): Promise<Models> {
  if (drawn?.seed !== seed) drawn = { seed, models: await randomModels(new Random(MODELS_FROM + seed)) };
  return drawn.models;
}

/** One random model with one random history, the same for the same seed. @throws SimulationFault */
export async function simulate(seed: number): Promise<Run> {
  countOnly();
  const random = new Random(seed);
  const history = { hours: 0 };
  try {
    const models = await modelsOf(Math.floor(seed / HISTORIES_OF_A_MODEL));
    const target = new MemoryCase('case', models.definitions, host);
    const driver = new Driver(random, models, { ownTimers: false, key: 'c' });
    const player = new Player(target, random, history);
    player.play(driver.begin('main'));
    for (let turns = 5 + random.below(60); turns > 0 && player.open(); turns -= 1) player.play(driver.wild(player.view()));
    while (player.open()) {
      if (driver.calm > 3_000) throw new Error(`the end was not reached: ${standing(player.view())}`);
      player.play(driver.towardsTheEnd(player.view()));
    }
    const elements = new Set(
      [...models.definitions.values()].flatMap((definition) => [...definition.elements.values()].map(({ kind }) => kind)),
    );
    return {
      seed,
      commands: driver.sent,
      elements: [...elements],
      done: [...player.done],
      incidents: [...player.incidents],
      helped: driver.helped,
      state: target.text,
    };
  } catch (error) {
    if (error instanceof RefusedModel) throw new SimulationFault(seed, error.message);
    throw new SimulationFault(seed, error instanceof Fault ? error.message : ((error as Error).stack ?? String(error)));
  }
}

class Fault extends Error {}

/** Where the tokens of a case stand, for messages. */
export function standing({ rows }: Pick<View, 'rows'>): string {
  const tokens = rows.tokens.map((token) => `${token.path} ${token.state}`);
  return [...tokens, ...rows.incidents.map(({ element, code, message }) => `${element} ${code}: ${message}`)].join(', ');
}

/** Plays actions on a case in memory, with crashes in between. */
class Player {
  readonly #target: MemoryCase;
  readonly #random: Random;
  readonly #history: { hours: number };
  readonly done = new Set<string>();
  readonly incidents = new Set<string>();

  constructor(target: MemoryCase, random: Random, history: { hours: number }) {
    this.#target = target;
    this.#random = random;
    this.#history = history;
  }

  view(): View {
    return { ...this.#target.read(), now: instant(this.#history.hours) };
  }

  /** Executes what the engine gave to itself and checks all that must hold. @returns whether the instance still runs. */
  open(): boolean {
    for (let next = this.#target.pending.shift(); next; next = this.#target.pending.shift()) {
      // Somebody's command may come between.
      if (this.#random.chance(0.1)) {
        this.#target.pending.unshift(next);
        break;
      }
      this.#deliver(next.id, next.command);
    }
    const view = this.view();
    for (const { code } of view.rows.incidents) this.incidents.add(code);
    const faults = [...broken(view, this.#target.pending.length > 0), ...this.#target.history.broken(view.rows.tokens)];
    if (faults.length > 0) throw new Fault(`${faults.join('; ')}; ${standing(view)}`);
    return view.header?.state === 'active';
  }

  play(action: Action): void {
    if (action.do === 'wait') this.#history.hours += action.hours;
    else if (action.do === 'send') this.#deliver(action.id, action.command);
    else this.#repeat(action.id, action.command);
  }

  /** Until it is acknowledged a command is sent again, as a node that has crashed leaves it in the queue. */
  #deliver(id: string, command: Command): void {
    const target = this.#target;
    const now = instant(this.#history.hours);
    const before = target.standing;
    while (this.#random.chance(0.15)) {
      target.execute(id, command, now, true);
      if (!this.#untouched(before, 0)) throw new Fault(`a crashed ${command.type} left traces`);
    }
    const outcome = target.execute(id, command, now);
    if (outcome === 'crashed' || !target.knows(id)) throw new Fault(`acknowledged ${command.type} is lost`);
    if (outcome.result === 'done') this.done.add(command.type);
    if (outcome.result === 'rejected' && !this.#untouched(before, 1)) throw new Fault(`a rejected ${command.type} left traces`);
  }

  /** Whether the rows are as they were, with so many commands more. */
  #untouched(before: MemoryCase['standing'], more: number): boolean {
    const { rows, commands } = this.#target.standing;
    return rows === before.rows && commands === before.commands + more;
  }

  #repeat(id: string, command: Command): void {
    const before = this.#target.standing;
    const outcome = this.#target.execute(id, command, instant(this.#history.hours));
    if (outcome === 'crashed' || outcome.result !== 'repeated' || !this.#untouched(before, 0))
      throw new Fault(`${command.type} was applied twice`);
  }
}
