import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../packages/engine/test/simulate/random.ts';
import type { Client } from './client.ts';

/** A case whose end is expected: what its names must be then. */
export interface Life {
  caseId: string;
  expected: number;
}

/** A UUIDv7. Source: RFC 9562, section 5.7. */
function newCaseId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Cases whose messages are being sent. */
const OPEN = 40;

/** People and machines outside that keep the nodes busy until they are told to stop. */
export class Load {
  readonly #client: Client;
  readonly #random: Random;
  readonly #definitions: Record<string, string>;
  readonly lives: Life[] = [];
  readonly stays: string[] = [];
  #stopped = false;
  #running: Promise<void>[] = [];
  #open = 0;
  #messages = 0;

  constructor(client: Client, random: Random, definitions: Record<string, string>) {
    this.#client = client;
    this.#random = random;
    this.#definitions = definitions;
  }

  /** @param perSecond cases that begin in a second, as long as no more than `OPEN` are under way: a slow machine is not flooded. */
  start(perSecond: number): void {
    this.#running.push(
      (async () => {
        while (!this.#stopped) {
          await pause(1_000 / perSecond);
          if (this.#open >= OPEN) continue;
          this.#open += 1;
          this.#running.push(this.#begin().finally(() => (this.#open -= 1)));
        }
      })(),
    );
  }

  #begin(): Promise<void> {
    const dice = this.#random.next();
    if (dice < 0.05) return this.#stay();
    if (dice < 0.15) return this.#client.publish(`knock-${(this.#messages += 1)}`, 'knock');
    return this.#life();
  }

  async #stay(): Promise<void> {
    const caseId = newCaseId();
    await this.#client.command(caseId, 'start', {
      type: 'start',
      definitionId: this.#definitions['stay']!,
      variables: { case: { id: caseId } },
    });
    this.stays.push(caseId);
  }

  /** Messages come in any order, also before anybody waits for them; the case's end needs every one of them. */
  async #life(): Promise<void> {
    const caseId = newCaseId();
    const amounts = Array.from({ length: 1 + this.#random.below(4) }, () => 1 + this.#random.below(100));
    const expected = amounts.reduce((sum, amount) => sum + amount, 0);
    const definitionId = this.#definitions['life']!;
    await this.#client.command(caseId, 'start', {
      type: 'start',
      definitionId,
      variables: { case: { id: caseId }, total: 0, expected },
    });
    this.lives.push({ caseId, expected });
    // What is executed at once overtakes what is queued: nobody sends to a case that has not begun.
    await this.#client.executed(caseId, 'start');
    const messages = [
      ...amounts.map((amount, index) => ({ id: `deposit-${index}`, message: 'deposit', variables: { amount } })),
      { id: 'paid', message: 'paid', variables: { paid: true } },
    ];
    await Promise.all(
      messages.map(async ({ id, message, variables }) => {
        await pause(this.#random.below(1_500));
        await this.#client.command(caseId, id, { type: 'correlate', message, key: caseId, variables });
      }),
    );
  }

  /** A person completes a task, an operator repairs an incident: as the lists show it. */
  async answer(open: { caseId: string; token: number; what: 'task' | 'incident'; visit: string }): Promise<void> {
    const { caseId, token, visit } = open;
    if (open.what === 'incident')
      return this.#client.command(caseId, `repair ${visit}`, { type: 'resolve-incident', token, actor: 'operator' });
    return this.#client.command(caseId, `check ${token}`, { type: 'complete-task', token, actor: 'person', variables: { checked: true } });
  }

  /** No new cases; resolves when every command has been acknowledged. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (let done = 0; done < this.#running.length;) {
      const now = this.#running.length;
      await Promise.all(this.#running.slice(done, now));
      done = now;
    }
  }
}
