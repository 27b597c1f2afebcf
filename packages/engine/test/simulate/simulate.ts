import { compileProcess } from '../../src/model/compile-process.ts';
import type { Definition } from '../../src/model/compiled.ts';
import type { Command } from '../../src/types.ts';
import { plainHost } from '../kit.ts';
import { broken } from './invariants.ts';
import { MemoryCase } from './memory-case.ts';
import { ModelMaker } from './random-model.ts';
import { CODES, MESSAGES, SIGNALS } from './random-parts.ts';
import { Random } from './random.ts';

/** What one history did. */
export interface Run {
  seed: number;
  commands: number;
  elements: string[];
  /** Ended by an operator, because the model feeds itself. */
  helped: boolean;
  /** The end state, for comparing two runs of a seed. */
  state: string;
}

const host = plainHost({ decide: (token) => token.visit });

/** A history that does not hold; its message names the seed that repeats it. */
export class SimulationFault extends Error {
  constructor(seed: number, what: string) {
    super(`seed ${seed}: ${what}`);
    this.name = 'SimulationFault';
  }
}

/** One random model with one random history, the same for the same seed. @throws SimulationFault */
export async function simulate(seed: number): Promise<Run> {
  const random = new Random(seed);
  const definitions = await models(seed, random);
  const driver = new Driver(seed, random, new MemoryCase(definitions, 'main', host, instant(0)));
  try {
    driver.wild(5 + random.below(60));
    driver.toTheEnd();
  } catch (error) {
    if (error instanceof SimulationFault) throw error;
    throw new SimulationFault(seed, (error as Error).stack ?? String(error));
  }
  const elements = [
    ...new Set([...definitions.values()].flatMap((definition) => [...definition.elements.values()].map((element) => element.kind))),
  ];
  return { seed, commands: driver.sent, elements, helped: driver.helped, state: driver.target.text };
}

async function models(seed: number, random: Random): Promise<Map<string, Definition>> {
  const definitions = new Map<string, Definition>();
  for (const processId of ['called', 'main']) {
    const xml = new ModelMaker(random, processId === 'main' ? 6 + random.below(30) : 5).file(processId, processId === 'main');
    const { definition, problems } = await compileProcess({ xml, processId, calls: { called: 'called' } }, processId);
    const refused = problems.filter((problem) => problem.severity === 'refused');
    if (!definition) throw new SimulationFault(seed, `refused: ${JSON.stringify(refused)}\n${xml}`);
    definitions.set(processId, definition);
  }
  return definitions;
}

const instant = (hours: number): string => new Date(Date.UTC(2027, 2, 1) + hours * 3_600_000).toISOString();

/** Sends random commands: late, twice, with crashes in between; then everything that is needed to reach the end. */
class Driver {
  readonly target: MemoryCase;
  readonly #seed: number;
  readonly #random: Random;
  readonly #past: { id: string; command: Command }[] = [];
  readonly #late: Command[] = [];
  #hours = 0;
  sent = 0;
  /** The model never ends by itself: an operator had to cancel tokens. */
  helped = false;

  constructor(seed: number, random: Random, target: MemoryCase) {
    this.#seed = seed;
    this.#random = random;
    this.target = target;
    const variables = { n0: random.below(10), n1: random.below(10), n2: random.below(10), list: [1, 2, 3].slice(0, random.below(4)) };
    this.#send({ type: 'start', definitionId: 'main', variables });
  }

  wild(turns: number): void {
    for (let turn = 0; turn < turns && this.#open(); turn += 1) {
      const dice = this.#random.next();
      const possible = this.#possible();
      if (dice < 0.1 && this.#past.length > 0) this.#repeat(this.#random.pick(this.#past));
      else if (dice < 0.2 && this.#late.length > 0) this.#send(this.#late.splice(this.#random.below(this.#late.length), 1)[0]!);
      else if (dice < 0.3 && possible.length > 0) this.#late.push(this.#random.pick(possible));
      else if (dice < 0.4) this.#send({ type: 'correlate', message: this.#random.pick(MESSAGES), key: 'c', variables: this.#names() });
      else if (dice < 0.45) this.#send({ type: 'broadcast', signal: this.#random.pick(SIGNALS), variables: {} });
      else if (dice < 0.5) this.#send({ type: 'set-variables', actor: 'o', rootVariables: this.#names() });
      else if (dice < 0.6) this.#hours += this.#random.below(30);
      else if (possible.length > 0) this.#send(this.#random.pick(possible));
    }
  }

  /**
   * Does everything that waits, one after the other; incidents are skipped. A model that feeds itself, such as an event subprocess that
   * waits inside for its own signal, is ended by an operator who cancels tokens.
   */
  toTheEnd(): void {
    for (let turn = 0; turn < 3_000; turn += 1) {
      if (!this.#open()) return;
      const possible = this.#possible(true);
      const { rows } = this.target.read();
      const waiting = rows.subscriptions[this.#random.below(rows.subscriptions.length || 1)];
      const dice = this.#random.next();
      if (turn > 500) this.helped = true;
      if (turn > 500 && dice < 0.1)
        this.#send({ type: 'modify', actor: 'o', reason: 'feeds itself', cancel: [this.#random.pick(rows.tokens).token_no] });
      else if (possible.length > 0 && dice < 0.8) this.#send(this.#random.pick(possible));
      else if (rows.timers.length > 0 && this.#random.chance(0.5)) this.#hours += 24;
      else if (waiting?.kind === 'message') this.#send({ type: 'correlate', message: waiting.name, key: 'c', variables: {} });
      else if (waiting?.kind === 'signal') this.#send({ type: 'broadcast', signal: waiting.name, variables: {} });
      else if (waiting) this.#changeNames();
      else this.#hours += 24;
    }
    const { rows } = this.target.read();
    throw new SimulationFault(
      this.#seed,
      `the end was not reached, tokens: ${rows.tokens.map((token) => `${token.path} ${token.state}`).join(', ')}; incidents: ${rows.incidents.map((incident) => `${incident.element} ${incident.code}: ${incident.message}`).join(', ')}`,
    );
  }

  /** Names of the case, or of a called process. */
  #changeNames(): void {
    const scopes = this.target.read().rows.scopes.filter((scope) => 'n0' in scope.data);
    const token = scopes.length > 0 ? this.#random.pick(scopes).scope_no : 0;
    if (token === 0) this.#send({ type: 'set-variables', actor: 'o', rootVariables: this.#names() });
    else this.#send({ type: 'set-variables', actor: 'o', rootVariables: {}, token, variables: this.#names() });
  }

  #open(): boolean {
    const { header, rows } = this.target.read();
    for (const next of this.target.pending.splice(0)) this.#deliver(next.id, next.command);
    const faults = broken({ header, rows });
    if (faults.length > 0) throw new SimulationFault(this.#seed, faults.join('; '));
    return this.target.read().header.state === 'active';
  }

  #names(): Record<string, number> {
    return { [`n${this.#random.below(3)}`]: this.#random.below(10) };
  }

  #possible(calm = false): Command[] {
    const { rows } = this.target.read();
    const now = instant(this.#hours);
    const commands: Command[] = [];
    for (const { token_no: token } of rows.userTasks) commands.push({ type: 'complete-task', token, actor: 'p', variables: this.#names() });
    for (const { token_no: token, fence } of rows.jobs) {
      commands.push({ type: 'complete-job', token, fence, variables: this.#names() });
      if (calm) continue;
      commands.push({ type: 'throw-error', token, fence, errorCode: this.#random.pick(CODES) });
      commands.push({ type: 'fail-job', token, fence, code: 'x', message: 'y', retryable: false });
      commands.push({ type: 'complete-job', token, fence: fence + 1, variables: {} });
    }
    for (const timer of rows.timers)
      if (timer.due_at <= now) commands.push({ type: 'fire-timer', token: timer.token_no, element: timer.element });
    for (const { token_no: token } of rows.incidents) {
      commands.push(
        calm || this.#random.chance(0.3)
          ? { type: 'skip-incident', token, actor: 'o', reason: 'r' }
          : { type: 'resolve-incident', token, actor: 'o' },
      );
    }
    if (!calm && rows.tokens.length > 0) {
      const token = this.#random.pick(rows.tokens).token_no;
      if (this.#random.chance(0.05)) commands.push({ type: 'modify', actor: 'o', reason: 'r', cancel: [token] });
    }
    return commands;
  }

  #send(command: Command): void {
    this.sent += 1;
    const id = `command-${this.sent}`;
    this.#past.push({ id, command });
    this.#deliver(id, command);
    for (const next of this.target.pending.splice(0)) this.#deliver(next.id, next.command);
  }

  /** Until it is acknowledged a command is sent again, as a node that has crashed leaves it in the queue. */
  #deliver(id: string, command: Command): void {
    const now = instant(this.#hours);
    while (this.#random.chance(0.15)) {
      const before = this.target.text;
      this.target.execute(id, command, now, true);
      if (this.target.text !== before) throw new SimulationFault(this.#seed, `a crashed ${command.type} left traces`);
    }
    this.target.execute(id, command, now, false);
    if (!this.target.read().events[id]) throw new SimulationFault(this.#seed, `acknowledged ${command.type} is lost`);
  }

  #repeat({ id, command }: { id: string; command: Command }): void {
    const before = this.target.text;
    const outcome = this.target.execute(id, command, instant(this.#hours), false);
    if (outcome === 'crashed' || outcome.result !== 'repeated' || this.target.text !== before) {
      throw new SimulationFault(this.#seed, `${command.type} was applied twice`);
    }
  }
}
