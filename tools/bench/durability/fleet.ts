import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DurableServer } from './server.ts';
import { CuttingProxy } from './proxy.ts';

/** A process that was ended or stopped by us. */
export interface Fault {
  node: string;
  /** Milliseconds of the parent's clock. */
  at: number;
  /** When a frozen one went on; absent for a killed one. */
  until?: number;
}

/** A place for a node: its proxy stays, its process is replaced. */
export class Place {
  readonly proxy: CuttingProxy;
  readonly #no: number;
  readonly #start: (place: Place) => void;
  #generation = 0;
  child: ChildProcess | null = null;
  /** Port for commands; null until it listens. */
  port: number | null = null;
  frozen = false;

  constructor(no: number, proxy: CuttingProxy, start: (place: Place) => void) {
    this.#no = no;
    this.proxy = proxy;
    this.#start = start;
  }

  /** Each process has a name of its own, so that leases tell who held them. */
  get name(): string {
    return `node-${this.#no}.${this.#generation}`;
  }

  get ready(): boolean {
    return this.port !== null && !this.frozen;
  }

  start(): void {
    this.#generation += 1;
    this.port = null;
    this.#start(this);
  }
}

/** The nodes of a run. A node that ends without our doing is an accident, which no run may have. */
export class Fleet {
  readonly places: Place[];
  readonly killed: Fault[] = [];
  readonly frozen: Fault[] = [];
  readonly accidents: string[] = [];
  #closing = false;
  /** What nodes have compiled: they begin in a third of the time. */
  readonly #compiled = mkdtempSync(join(tmpdir(), 'einwohnerportal-compiled-'));

  private constructor(places: Place[]) {
    this.places = places;
  }

  static async start(size: number, server: DurableServer, outsideUrl: string): Promise<Fleet> {
    const fleet = new Fleet([]);
    for (let no = 1; no <= size; no += 1) {
      const proxy = await CuttingProxy.open(server.port);
      const place = new Place(no, proxy, (each) => fleet.#spawn(each, server.through(proxy.port), outsideUrl));
      fleet.places.push(place);
      place.start();
    }
    return fleet;
  }

  #spawn(place: Place, databaseUrl: string, outsideUrl: string): void {
    const { name } = place;
    const child = spawn(process.execPath, [fileURLToPath(new URL('node.ts', import.meta.url))], {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        OUTSIDE_URL: outsideUrl,
        NODE_NAME: name,
        NODE_OPTIONS: '',
        NODE_COMPILE_CACHE: this.#compiled,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    place.child = child;
    const errors: string[] = [];
    child.stderr!.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    child.on('message', (message: { port: number }) => {
      if (place.child === child) place.port = message.port;
    });
    child.on('exit', (code, signal) => {
      if (this.#closing || signal === 'SIGKILL') return;
      this.accidents.push(`${name} ended with ${signal ?? code}: ${errors.join('').slice(-2_000)}`);
      if (place.child === child) place.start();
    });
  }

  /** Places whose node listens. */
  ready(): Place[] {
    return this.places.filter((place) => place.ready);
  }

  /** kill -9, and another process in its place. */
  kill(place: Place): void {
    this.killed.push({ node: place.name, at: Date.now() });
    place.child!.kill('SIGKILL');
    place.start();
  }

  freeze(place: Place): Fault {
    const fault = { node: place.name, at: Date.now() };
    place.frozen = true;
    place.child!.kill('SIGSTOP');
    this.frozen.push(fault);
    return fault;
  }

  thaw(place: Place, fault: Fault): void {
    fault.until = Date.now();
    place.child!.kill('SIGCONT');
    place.frozen = false;
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const { child, proxy } of this.places) {
      const gone = new Promise((resolve) => child!.once('exit', resolve));
      child!.kill('SIGKILL');
      await gone;
      await proxy.close();
    }
    rmSync(this.#compiled, { recursive: true, force: true, maxRetries: 3 });
  }
}
