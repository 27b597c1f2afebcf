import { STOPPING } from '../../src/limits.ts';
import type { HeaderRow, InstanceRows } from '../../src/run/instance.ts';
import type { Command } from '../../src/types.ts';
import { operate } from './operators.ts';
import type { Models } from './random-models.ts';
import { CODES, MESSAGES, SIGNALS } from './random-parts.ts';
import type { Random } from './random.ts';

/** A case as it stands. */
export interface View {
  header: HeaderRow | null;
  rows: InstanceRows;
  /** ISO instant of the set clock. */
  now: string;
}

/** What happens next to a case. */
export type Action =
  /** A command, a new one. */
  | { do: 'send'; id: string; command: Command }
  /** One that was sent before, once more. */
  | { do: 'repeat'; id: string; command: Command }
  | { do: 'wait'; hours: number };

/** Turns, and turns in which a limit has stopped the instance, after which a model that feeds itself is ended by an operator. */
const PATIENCE = 500;
const PATIENCE_WITH_STOPS = 5;

/** Decides what people, machines, senders and operators do with one case: any command at any time, late and twice. */
export class Driver {
  readonly #random: Random;
  readonly #models: Models;
  readonly #past: { id: string; command: Command }[] = [];
  readonly #late: Command[] = [];
  /** Timers fire by themselves; else they are fired by commands. */
  readonly #ownTimers: boolean;
  /** Key of the case's messages. */
  readonly #key: string;
  sent = 0;
  calm = 0;
  #stops = 0;
  /** The model never ends by itself: an operator had to cancel tokens. */
  helped = false;

  constructor(random: Random, models: Models, { ownTimers, key }: { ownTimers: boolean; key: string }) {
    this.#random = random;
    this.#models = models;
    this.#ownTimers = ownTimers;
    this.#key = key;
  }

  begin(definitionId: string): Action {
    const random = this.#random;
    const variables = {
      n0: random.below(10),
      n1: random.below(10),
      n2: random.below(10),
      list: [1, 2, 3].slice(0, random.below(4)),
      key: this.#key,
    };
    return this.#send({ type: 'start', definitionId, variables });
  }

  wild(view: View): Action {
    const random = this.#random;
    const dice = random.next();
    const possible = this.#possible(view);
    if (dice < 0.1) return { do: 'repeat', ...random.pick(this.#past) };
    if (dice < 0.2 && this.#late.length > 0) return this.#send(this.#late.splice(random.below(this.#late.length), 1)[0]!);
    if (dice < 0.27 && possible.length > 0) this.#late.push(random.pick(possible));
    else if (dice < 0.37)
      return this.#send({ type: 'correlate', message: random.pick(MESSAGES), key: this.#key, variables: this.#names() });
    else if (dice < 0.42) return this.#send({ type: 'broadcast', signal: random.pick(SIGNALS), variables: {} });
    else if (dice < 0.47) return this.#send({ type: 'set-variables', actor: 'o', rootVariables: this.#names() });
    else if (dice < 0.55) return { do: 'wait', hours: 1 + random.below(30) };
    else if (dice < 0.6) return this.#send(operate(random, this.#models, view));
    return possible.length > 0 ? this.#send(random.pick(possible)) : { do: 'wait', hours: 1 };
  }

  /**
   * Does everything that waits, one after the other; incidents are skipped. A model that feeds itself, such as an event subprocess that
   * waits inside for its own signal, is ended by an operator who cancels tokens.
   */
  towardsTheEnd(view: View): Action {
    const random = this.#random;
    const { rows } = view;
    this.calm += 1;
    if (rows.incidents.some(({ code }) => STOPPING.has(code))) this.#stops += 1;
    this.helped = this.calm > PATIENCE || this.#stops > PATIENCE_WITH_STOPS;
    const possible = this.#possible(view, true);
    const waiting = rows.subscriptions[random.below(rows.subscriptions.length || 1)];
    const dice = random.next();
    if (this.helped && dice < 0.1 && rows.tokens.length > 0) return this.#send(this.#stopFeeding(rows));
    if (possible.length > 0 && dice < 0.8) return this.#send(random.pick(possible));
    if (rows.timers.length > 0 && random.chance(0.5)) return { do: 'wait', hours: 24 };
    if (waiting?.kind === 'message') return this.#send({ type: 'correlate', message: waiting.name, key: this.#key, variables: {} });
    if (waiting?.kind === 'signal') return this.#send({ type: 'broadcast', signal: waiting.name, variables: {} });
    if (waiting) return this.#send(this.#newNames(rows));
    return { do: 'wait', hours: 24 };
  }

  /** All tokens of one place: what feeds itself may make several while one is cancelled. */
  #stopFeeding({ tokens }: InstanceRows): Command {
    const { parent_no, element } = this.#random.pick(tokens);
    const cancel = tokens.filter((token) => token.parent_no === parent_no && token.element === element).map(({ token_no }) => token_no);
    return { type: 'modify', actor: 'o', reason: 'feeds itself', cancel };
  }

  /** Ends the case from outside. */
  cancel(): Action {
    return this.#send({ type: 'cancel', actor: 'o', reason: 'over' });
  }

  #send(command: Command): Action {
    this.sent += 1;
    const entry = { id: `command-${this.sent}`, command };
    this.#past.push(entry);
    return { do: 'send', ...entry };
  }

  /** Names of the case, or of a called process. */
  #newNames(rows: InstanceRows): Command {
    const scopes = rows.scopes.filter((scope) => 'n0' in scope.data);
    const token = scopes.length > 0 ? this.#random.pick(scopes).scope_no : 0;
    if (token === 0) return { type: 'set-variables', actor: 'o', rootVariables: this.#names() };
    return { type: 'set-variables', actor: 'o', rootVariables: {}, token, variables: this.#names() };
  }

  #names(): Record<string, number> {
    return { [`n${this.#random.below(3)}`]: this.#random.below(10) };
  }

  #possible({ rows, now }: View, calm = false): Command[] {
    const random = this.#random;
    const commands: Command[] = [];
    for (const { token_no: token } of rows.userTasks) {
      commands.push({ type: 'complete-task', token, actor: 'p', variables: this.#names() });
      if (!calm) commands.push({ type: 'claim-task', token, assignee: random.pick([null, 'p', 'q']), actor: 'p' });
    }
    for (const { token_no: token, fence } of rows.jobs) {
      commands.push({ type: 'complete-job', token, fence, variables: this.#names() });
      if (calm) continue;
      commands.push(
        random.pick<Command>([
          { type: 'throw-error', token, fence, errorCode: random.pick(CODES) },
          { type: 'fail-job', token, fence, code: 'x', message: 'y', retryable: false },
          { type: 'fail-job', token, fence, code: 'x', message: 'y', retryable: true },
          { type: 'suspend-job', token, fence, until: random.chance(0.5) ? null : now, data: { note: fence } },
          { type: 'complete-job', token, fence: fence + 1, variables: {} },
          { type: 'complete-job', token, fence: null, variables: {} },
          { type: 'reroute', token },
        ]),
      );
    }
    if (!this.#ownTimers)
      for (const timer of rows.timers)
        if (timer.due_at <= now) commands.push({ type: 'fire-timer', token: timer.token_no, element: timer.element });
    for (const { token_no: token } of rows.incidents) {
      commands.push(
        token !== 0 && (calm || random.chance(0.3))
          ? { type: 'skip-incident', token, actor: 'o', reason: 'r' }
          : { type: 'resolve-incident', token, actor: 'o' },
      );
    }
    return commands;
  }
}
