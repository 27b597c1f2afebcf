import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from '../../../packages/engine/src/types.ts';
import type { Random } from '../../../packages/engine/test/simulate/random.ts';
import type { Fleet } from './fleet.ts';
import type { Acknowledged, Request } from './node.ts';

/** What a client knows of a command: sent, and perhaps acknowledged. */
export interface Entry {
  caseId: string;
  commandId: string;
  command: Command;
  acknowledged: boolean;
  sent: number;
}

/** Sends to any node that listens, again until it is acknowledged, and writes down what it was told. */
export class Client {
  readonly #fleet: Fleet;
  readonly #random: Random;
  /** Case and command id → what was asked. */
  readonly ledger = new Map<string, Entry>();
  /** Message id → cases that it was said to have begun. */
  readonly published = new Map<string, string[]>();
  duplicates = 0;
  retries = 0;
  stopped = false;

  constructor(fleet: Fleet, random: Random) {
    this.#fleet = fleet;
    this.#random = random;
  }

  /** Resolves when a node has acknowledged. Now and then the same is sent once more, at the same time or later, to any node. */
  async command(caseId: string, commandId: string, command: Command): Promise<void> {
    const entry: Entry = { caseId, commandId, command, acknowledged: false, sent: 0 };
    this.ledger.set(`${caseId} ${commandId}`, entry);
    const how = this.#random.chance(0.5) ? 'run' : 'enqueue';
    const request: Request = { how, caseId, commandId, command };
    const send = async (): Promise<void> => {
      await this.#untilAcknowledged(request, entry);
      entry.acknowledged = true;
    };
    const dice = this.#random.next();
    const again = (): Promise<void> => ((this.duplicates += 1), send());
    if (dice < 0.15) await Promise.all([send(), again()]);
    else await send();
    if (dice > 0.85) void pause(this.#random.below(2_000)).then(() => (this.stopped ? undefined : again()));
  }

  /** Resolves when a command that was acknowledged has been executed. */
  async executed(caseId: string, commandId: string): Promise<void> {
    for (;;) {
      const answer = (await this.#untilAcknowledged({ how: 'outcome', caseId, commandId }, null)) as { outcome: unknown };
      if (answer.outcome) return;
      await pause(50);
    }
  }

  /** A message that begins a case, sent twice. */
  async publish(messageId: string, message: string): Promise<void> {
    const request: Request = { how: 'publish', messageId, message, variables: { from: messageId } };
    for (let time = 0; time < 2; time += 1) {
      const answer = (await this.#untilAcknowledged(request, null)) as { cases: string[] };
      this.published.set(messageId, [...(this.published.get(messageId) ?? []), ...answer.cases]);
    }
  }

  async #untilAcknowledged(request: Request, entry: Entry | null): Promise<Acknowledged> {
    for (let tries = 0; ; tries += 1) {
      const ready = this.#fleet.ready();
      const place = ready[this.#random.below(ready.length)];
      if (place) {
        if (entry) entry.sent += 1;
        const answer = await fetch(`http://127.0.0.1:${place.port}/`, {
          method: 'POST',
          body: JSON.stringify(request),
          signal: AbortSignal.timeout(10_000),
        })
          .then((response) => (response.ok ? (response.json() as Promise<Acknowledged>) : null))
          .catch(() => null);
        if (answer) return answer;
        this.retries += 1;
      }
      if (this.stopped) throw new Error('expected an answer before the end of the run, got none');
      // Who is not answered waits longer each time: many that ask again at once are a load of their own.
      await pause(this.#random.below(Math.min(2_000, 50 * 2 ** tries)));
    }
  }
}
