import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { passBy } from './receive.ts';
import { listenerOf } from './serve.ts';

const app = new Hono();
const limit = bodyLimit({
  maxSize: 1000,
  async onError(http) {
    const whole = await passBy(http);
    return http.text(whole ? 'read' : 'left', 413);
  },
});
app.post('/', limit, (http) => http.text('taken'));
const server = createServer(listenerOf(app, '127.0.0.1'));
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends so many bytes, all before it reads the answer. */
function send(bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': bytes } }, (answer) =>
      resolve(text(answer)),
    );
    sent.on('error', reject);
    sent.end(Buffer.alloc(bytes, 'x'));
  });
}

test('a body that is too large is read to its end, so that the browser gets the page that says so', async () => {
  assert.equal(await send(900), 'taken');
  assert.equal(await send(300_000), 'read');
  assert.equal(await send(2_000_000), 'read');
});

test('nobody reads a body without end: what is far too large is left', async () => {
  assert.equal(
    await send(10_000_000).catch((error: NodeJS.ErrnoException) =>
      ['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? 'left' : error.code,
    ),
    'left',
  );
});
