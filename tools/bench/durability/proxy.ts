import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Messages, type Message } from './protocol.ts';

/**
 * What happens to one commit that writes: `answer` – committed, the answer is swallowed; `racing` – cut in the moment the commit was
 * sent, either may be true; `commit` – cut before the server got it.
 */
export type Cut = 'answer' | 'racing' | 'commit';

type Verdict = 'on' | 'cut' | 'on, then cut';

const WRITES = /\b(insert into|update|delete from)\b/i;

/** One node's way to the database, at whose end we can cut. It forwards whole messages only. */
export class CuttingProxy {
  readonly #server: Server;
  readonly #target: number;
  readonly #lines = new Set<Line>();
  readonly #armed: Cut[] = [];
  /** Cuts that have happened. */
  readonly cuts: Record<Cut, number> = { answer: 0, racing: 0, commit: 0 };

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
    server.on('connection', (client) => {
      const line = new Line(client, connect(this.#target, '127.0.0.1'), this);
      this.#lines.add(line);
      client.on('close', () => this.#lines.delete(line));
    });
  }

  static async open(target: number): Promise<CuttingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CuttingProxy(server, target);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next commit that fits is cut. */
  arm(cut: Cut): void {
    this.#armed.push(cut);
  }

  armed(cut: Cut): boolean {
    return this.#armed[0] === cut;
  }

  fired(cut: Cut): void {
    this.#armed.shift();
    this.cuts[cut] += 1;
  }

  /** Connections with an open transaction at this moment. */
  get insideTransaction(): number {
    return [...this.#lines].filter((line) => line.inside).length;
  }

  async close(): Promise<void> {
    for (const line of this.#lines) line.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One connection through the proxy. */
class Line {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #proxy: CuttingProxy;
  /** A transaction is open, as the server said last. */
  inside = false;
  #writes = false;
  #committing = false;
  readonly #prepared = new Map<string, string>();

  constructor(client: Socket, server: Socket, proxy: CuttingProxy) {
    this.#client = client;
    this.#server = server;
    this.#proxy = proxy;
    const [sent, answered] = [new Messages('client'), new Messages('server')];
    client.setNoDelay(true).on('data', (chunk: Buffer) => this.#forward(server, sent.push(chunk), (message) => this.#sending(message)));
    server
      .setNoDelay(true)
      .on('data', (chunk: Buffer) => this.#forward(client, answered.push(chunk), (message) => this.#answering(message)));
    for (const socket of [client, server]) socket.on('error', () => this.cut()).on('close', () => this.cut());
  }

  cut(): void {
    this.#client.destroy();
    this.#server.destroy();
  }

  /** Hands messages on until one of them is cut. */
  #forward(to: Socket, messages: Message[], look: (message: Message) => Verdict): void {
    const bytes: Buffer[] = [];
    let verdict: Verdict = 'on';
    for (const message of messages) {
      verdict = look(message);
      if (verdict !== 'cut') bytes.push(message.bytes);
      if (verdict !== 'on') break;
    }
    if (bytes.length > 0 && to.writable) to.write(Buffer.concat(bytes), () => verdict === 'on, then cut' && this.cut());
    if (verdict === 'cut') this.cut();
  }

  #sending({ type, body }: Message): Verdict {
    if (type === 'S') return this.#committing ? this.#commit('racing') : 'on';
    const text = this.#textOf(type, body);
    if (text === null) return 'on';
    if (WRITES.test(text)) this.#writes = true;
    if (!this.#writes || !/^commit\b/i.test(text)) return 'on';
    // A statement that is prepared is sent when the sync behind it is.
    if (type === 'B') this.#committing = true;
    const verdict = this.#commit('commit');
    return verdict === 'on' && type === 'Q' ? this.#commit('racing') : verdict;
  }

  /** What a message executes; statements that are prepared are remembered by their name. */
  #textOf(type: string, body: Buffer): string | null {
    if (type !== 'Q' && type !== 'P' && type !== 'B') return null;
    const [first = '', second = ''] = body.toString('latin1').split('\0', 2);
    if (type === 'Q') return first;
    if (type === 'B') return this.#prepared.get(second) ?? '';
    this.#prepared.set(first, second);
    return null;
  }

  #commit(cut: 'racing' | 'commit'): Verdict {
    this.#committing = cut === 'commit' && this.#committing;
    if (!this.#proxy.armed(cut)) return 'on';
    this.#proxy.fired(cut);
    return cut === 'racing' ? 'on, then cut' : 'cut';
  }

  #answering({ type, body }: Message): Verdict {
    if (type !== 'Z') return 'on';
    this.inside = body.toString('latin1') !== 'I';
    if (this.inside) return 'on';
    const wrote = this.#writes;
    this.#writes = false;
    if (!wrote || !this.#proxy.armed('answer')) return 'on';
    this.#proxy.fired('answer');
    return 'cut';
  }
}
