import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { oneLoopbackName } from './loopback.ts';

const app = new Hono().use(oneLoopbackName('http://127.0.0.1:3000')).get('/de', (http) => http.text('page'));

test('a page asked under another loopback name goes to the public address', async () => {
  const answer = await app.request('http://localhost:3000/de?q=a');
  assert.equal(answer.status, 307);
  assert.equal(answer.headers.get('location'), 'http://127.0.0.1:3000/de?q=a');
});

test('the own name, other ports and names that a proxy gave are left alone', async () => {
  for (const url of ['http://127.0.0.1:3000/de', 'http://localhost:9999/de', 'http://portal.internal:3000/de'])
    assert.equal((await app.request(url)).status, 200, url);
});
