import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a node asks the outside to do for a job. */
export interface OutsideCall {
  key: string;
  kind: string;
  fence: number;
  node: string;
  caseId: string;
}

/** What it gets: done with a number, or a failure. */
export type OutsideAnswer = { number: number } | { failed: 'again' | 'for good' };

/** Reads the body of a request as JSON. */
export async function readJson<T>(request: IncomingMessage): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
}

/**
 * The world outside the engine: does each thing once per idempotency key and tells a repeated call its first result. It lives in the
 * process that is never killed, so its book is independent of the engine's.
 */
export class Outside {
  readonly #server: Server;
  readonly #frozen = new Map<string, (() => void)[]>();
  readonly #running = new Map<string, number>();
  /** Key → the number given, and how often it was asked for. */
  readonly book = new Map<string, { number: number; calls: number; caseId: string; kind: string }>();
  readonly #refused = new Map<string, number>();

  private constructor(server: Server, refuse: (call: OutsideCall, before: number) => 'again' | 'for good' | null, slow: () => number) {
    this.#server = server;
    server.on('request', (request, response) => {
      void (async () => {
        const call = await readJson<OutsideCall>(request);
        this.#count(call.node, 1);
        setTimeout(() => {
          const answer = this.#answer(call, refuse);
          const send = (): void => {
            this.#count(call.node, -1);
            response.end(JSON.stringify(answer));
          };
          const held = this.#frozen.get(call.node);
          if (held) held.push(send);
          else send();
        }, slow());
      })().catch(() => response.destroy());
    });
  }

  /** @param slow milliseconds that a call takes. */
  static async open(refuse: (call: OutsideCall, before: number) => 'again' | 'for good' | null, slow: () => number): Promise<Outside> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Outside(server, refuse, slow);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  #answer(call: OutsideCall, refuse: (call: OutsideCall, before: number) => 'again' | 'for good' | null): OutsideAnswer {
    const done = this.book.get(call.key);
    if (done) {
      done.calls += 1;
      return { number: done.number };
    }
    const before = this.#refused.get(call.key) ?? 0;
    const failed = refuse(call, before);
    if (failed) {
      this.#refused.set(call.key, before + 1);
      return { failed };
    }
    const number = this.book.size + 1;
    this.book.set(call.key, { number, calls: 1, caseId: call.caseId, kind: call.kind });
    return { number };
  }

  #count(node: string, by: number): void {
    this.#running.set(node, (this.#running.get(node) ?? 0) + by);
  }

  /** Whether a node waits for an answer at this moment. */
  busyFor(node: string): boolean {
    return (this.#running.get(node) ?? 0) > 0;
  }

  /** Whether a node has ever called. */
  knows(node: string): boolean {
    return this.#running.has(node);
  }

  /** Answers to a frozen node are kept until `thaw`, so that it holds a job when it wakes. */
  freeze(node: string): void {
    this.#frozen.set(node, []);
  }

  thaw(node: string): void {
    const held = this.#frozen.get(node) ?? [];
    this.#frozen.delete(node);
    for (const send of held) send();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
