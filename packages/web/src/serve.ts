import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import pg from 'pg';
import type { Logger } from 'pino';

/**
 * A pool of connections that gives up on statements after 10 s and survives lost connections. All statements of pages look for few
 * rows by key: one plan for all values is right (planning a case anew costs as much as reading it), compiling it is not.
 */
export function openPool(connectionString: string, max: number, log: Logger): pg.Pool {
  const options = '-c plan_cache_mode=force_generic_plan -c jit=off';
  const opened = new pg.Pool({
    connectionString,
    max,
    options,
    // Connections are kept: no timer is set and cleared for each statement.
    idleTimeoutMillis: 0,
    idle_in_transaction_session_timeout: 10_000,
    statement_timeout: 10_000,
  });
  opened.on('error', (error) => log.warn({ code: (error as { code?: string }).code ?? 'failed' }, 'database connection lost'));
  return opened;
}

/** Takes a request over, now or later by `otherwise` after all; false: the application answers. */
export type First = (incoming: IncomingMessage, outgoing: ServerResponse, otherwise: () => void) => boolean;

export interface Listening {
  port: number;
  host: string;
}

/**
 * Listens, and ends in order on SIGINT or SIGTERM: no new requests, running ones finish, then `close`. `first` sees each request
 * before the application does.
 */
export function listen(app: Hono, { port, host }: Listening, log: Logger, close: () => Promise<unknown>, first?: First): void {
  const server = createServer(listenerOf(app, host, first)).listen(port, host, () => {
    const address = server.address();
    log.info({ port: typeof address === 'object' ? address?.port : port }, 'listens');
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      server.close(() => void close().finally(() => process.exit(0)));
      server.closeIdleConnections();
    });
  }
}

/** What a server calls for each request of an application. */
export function listenerOf(app: Hono, hostname: string, first?: First): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const answer = getRequestListener(app.fetch, { hostname });
  if (!first) return (incoming, outgoing) => void answer(incoming, outgoing);
  return (incoming, outgoing) => {
    const otherwise = (): void => void answer(incoming, outgoing);
    if (!first(incoming, outgoing, otherwise)) otherwise();
  };
}
