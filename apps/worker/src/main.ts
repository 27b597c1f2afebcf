import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pino from 'pino';
import { readConfig } from './config.ts';
import { createWorker } from './create-worker.ts';
import { messageRoutes } from './messages.ts';
import { createMetrics } from './metrics.ts';

/** A loop that has not gone round for this long is stuck, whatever the process says. */
const STUCK_MS = 60_000;

const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL, base: { app: 'worker' } });
const worker = await createWorker(config, log);
const metrics = createMetrics(worker.context.pool, () => worker.running.lastRoundMs(), worker.sealDays);
worker.context.measures = metrics.measures;

const app = new Hono();
app.get('/health', (c) => {
  const stuck = worker.running.lastRoundMs() > STUCK_MS;
  return c.json({ up: !stuck, lastRoundMs: Math.round(worker.running.lastRoundMs()) }, stuck ? 503 : 200);
});
app.get('/metrics', async (c) => c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' }));
app.route('/', messageRoutes(worker.context, config.MESSAGE_SECRET));
const server = serve({ fetch: app.fetch, port: config.PORT, hostname: config.HOST }, ({ port }) => log.info({ port }, 'worker runs'));

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.close();
    void worker.stop().then(() => process.exit(0));
  });
}
