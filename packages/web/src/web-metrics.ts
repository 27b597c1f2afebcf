import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type pg from 'pg';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface WebMetrics {
  /** Told about every request before it is answered. */
  watch(incoming: IncomingMessage, outgoing: ServerResponse): void;
  text(): Promise<string>;
  /** Answers `/metrics` on a port of its own, on this machine alone; null: nowhere. */
  listen(port: number | null, log: Logger): Server | null;
}

/** Kinds of pages: the first part of the path after the language. Anything else is `other`, so that nobody fills the labels. */
export function pageKinds(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => /^\/([a-z][a-z-]*)/.exec(path)?.[1] ?? []));
}

/** Figures of an application for browsers: requests by kind of page, method and class of status; places of the database pool. */
export function createWebMetrics({ app, paths, pool }: { app: string; paths: readonly string[]; pool: pg.Pool }): WebMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry });
  const kinds = pageKinds(paths);
  const requests = new Histogram({
    name: 'einwohnerportal_request_seconds',
    help: 'Time to answer a request, by kind of page, method and class of status',
    labelNames: ['page', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'einwohnerportal_database_connections',
    help: 'Connections of the pool: open, idle, and requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited-for' }, pool.waitingCount);
    },
  });
  return {
    watch(incoming, outgoing) {
      const began = performance.now();
      const { method = '' } = incoming;
      const page = kindOf(incoming.url ?? '/', kinds);
      outgoing.once('close', () => {
        // Gone before the answer: neither good nor bad.
        const status = outgoing.writableFinished ? `${Math.floor(outgoing.statusCode / 100)}xx` : 'gone';
        requests.observe({ page, method: METHODS.has(method) ? method : 'other', status }, (performance.now() - began) / 1000);
      });
    },
    text: () => registry.metrics(),
    listen(port, log) {
      if (port === null) return null;
      const server = createServer((incoming, outgoing) => void answer(registry, incoming, outgoing));
      server.listen(port, '127.0.0.1', () => log.info({ port }, 'figures'));
      server.unref();
      return server;
    },
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);

function kindOf(url: string, kinds: ReadonlySet<string>): string {
  const [path = '/'] = url.split('?');
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  const name = /^[a-z]{2}(-simple)?$/.test(first) ? second : first;
  if (name === '') return 'start';
  return kinds.has(name) || name === 'assets' || name === 'health' ? name : 'other';
}

async function answer(registry: Registry, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (incoming.url !== '/metrics') return void outgoing.writeHead(404).end();
  outgoing.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
}
