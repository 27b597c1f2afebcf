// The route everything is compared with: nothing but "hello" on the same server and framework as the applications.
import { Hono } from 'hono';
import { serve } from '@hono/node-server';

const app = new Hono();
app.get('/hello', (http) => http.text('hello'));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port }));
process.on('disconnect', () => server.close(() => process.exit(0)));
