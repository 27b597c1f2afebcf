import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import pino from 'pino';
import { freePort } from '../../../tools/testing/ports.ts';
import { createWebMetrics } from './web-metrics.ts';

const pool = { totalCount: 3, idleCount: 2, waitingCount: 0 } as pg.Pool;
const metrics = createWebMetrics({ app: 'test', paths: ['/', '/cases/:reference', '/sign-in'], pool });
const server = createServer((incoming, outgoing) => {
  metrics.watch(incoming, outgoing);
  outgoing.statusCode = incoming.url!.includes('nowhere') ? 404 : 200;
  outgoing.end('ok');
});
let url: string;
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

test('requests are counted by kind of page; no address, number or word of a person becomes a label', async () => {
  for (const path of ['/de', '/fr/cases/2026-ABCD-EFGH?x=Muster', '/de/nowhere/Muster', '/cases', '/assets/a.css', '/..%2f'])
    await (await fetch(url + path)).text();
  const text = await metrics.text();
  const count = (page: string, status: string): RegExp =>
    new RegExp(`einwohnerportal_request_seconds_count\\{app="test",page="${page}",method="GET",status="${status}"\\} \\d`);
  for (const [page, status] of [
    ['start', '2xx'],
    ['cases', '2xx'],
    ['other', '4xx'],
    ['assets', '2xx'],
  ] as const)
    assert.match(text, count(page, status));
  assert.doesNotMatch(text, /Muster|2026-ABCD|nowhere/);
  assert.match(text, /einwohnerportal_database_connections\{[^}]*state="idle"[^}]*\} 2/);
});

test('the figures have a port of their own on this machine, and nothing else is there', async () => {
  const port = await freePort();
  const listening = metrics.listen(port, pino({ level: 'silent' }))!;
  await once(listening, 'listening');
  assert.equal((listening.address() as AddressInfo).address, '127.0.0.1');
  assert.match(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text(), /einwohnerportal_request_seconds/);
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
  listening.close();
  assert.equal(metrics.listen(null, pino({ level: 'silent' })), null);
});
