import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import pg from 'pg';
import type { Logger } from 'pino';

/**
 * A pool of connections that gives up on statements after 10 s and survives lost connections. All statements of pages look for few
 * rows by key: one plan for all values is right (planning a case anew costs as much as reading it), compiling it is not.
 */
export function openPool(connectionString: string, max: number, log: Logger): pg.Pool {
  const options = '-c plan_cache_mode=force_generic_plan -c jit=off';
  const opened = new pg.Pool({ connectionString, max, options, idle_in_transaction_session_timeout: 10_000, statement_timeout: 10_000 });
  opened.on('error', (error) => log.warn({ code: (error as { code?: string }).code ?? 'failed' }, 'database connection lost'));
  return opened;
}

/** Listens, and ends in order on SIGINT or SIGTERM: no new requests, running ones finish, then `close`. */
export function listen(app: Hono, { port, host }: { port: number; host: string }, log: Logger, close: () => Promise<unknown>): void {
  const server = serve({ fetch: app.fetch, port, hostname: host }, (address) => log.info({ port: address.port }, 'listens'));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      server.close(() => void close().finally(() => process.exit(0)));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    });
  }
}
