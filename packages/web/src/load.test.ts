import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Hono } from 'hono';
import { shedLoad } from './load.ts';
import type { Problems, Waiting } from './problems.ts';
import { seal } from './sealed.ts';
import type { Site } from './site.ts';
import type { Visit } from './visit.ts';
import { createWaitingLine } from './waiting-line.ts';

/** An application whose pages end when the test says so; somebody who waits is answered with what the page would be told. */
function application(config: { mostAtOnce: number; closedUntil: string | null }) {
  const shared = { cookiePrefix: '', secure: false, sessionKey: randomBytes(32), publicUrl: 'http://portal.test' };
  const site = { config: { ...config, ...shared }, languages: ['de'], texts: () => () => '' } as unknown as Site;
  const problems = {
    busy: async ({ http }: Visit, { ahead, posted }: Waiting) =>
      http.text([ahead, posted?.fields, ...(posted?.files ?? []).map(({ name, filename }) => `${name}=${filename}`)].join(' ').trim(), 503),
    closed: async (_visit: Visit, until: string) => new Response(until, { status: 503 }),
  } as unknown as Problems<Visit>;
  const held: (() => void)[] = [];
  const app = new Hono();
  app.use(shedLoad(site, problems));
  app.all('/de', async (http) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return http.text('page');
  });
  app.all('/de/at-once', (http) => http.text('page'));
  app.all('/de/broken', () => {
    throw new Error('broken');
  });
  app.onError((_error, http) => http.text('failed', 500));
  const key = shared.sessionKey;
  return { app, key, release: (count = held.length) => held.splice(0, count).forEach((each) => each()) };
}

/** A browser that keeps its cookies. */
function browser({ app }: Pick<ReturnType<typeof application>, 'app'>) {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async get(path: string, init: RequestInit = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await app.request(`http://portal.test${path}`, { ...init, headers: { ...init.headers, cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line)!;
        if (/Max-Age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return { status: answer.status, text: await answer.text() };
    },
  };
}

test('check 38: from the limit on people wait in a line, keep their place, and are let in in the order in which they came', async () => {
  const made = application({ mostAtOnce: 2, closedUntil: null });
  const running = [made.app.request('/de'), made.app.request('/de')];
  const [anna, beat, carla] = [browser(made), browser(made), browser(made)];
  assert.deepEqual(await anna.get('/de/at-once'), { status: 503, text: '0' });
  assert.deepEqual(await beat.get('/de/at-once'), { status: 503, text: '1' });
  assert.deepEqual(await carla.get('/de/at-once'), { status: 503, text: '2' });
  assert.deepEqual(await beat.get('/de/at-once'), { status: 503, text: '1' }, 'asking again neither loses nor wins a place');
  made.release(1);
  await running[0];
  // One of two places is free: the first of the line gets it, whoever asks first.
  assert.deepEqual(await carla.get('/de/at-once'), { status: 503, text: '2' });
  assert.deepEqual(await beat.get('/de/at-once'), { status: 503, text: '1' });
  assert.equal((await browser(made).get('/de/at-once')).text, '3', 'who comes new stands behind those who wait, though a place is free');
  assert.equal((await anna.get('/de/at-once')).status, 200);
  assert.equal((await beat.get('/de/at-once')).status, 200);
  made.release();
  await running[1];
});

test('check 38: who was let in is not sent back into the line while it goes on', async () => {
  const made = application({ mostAtOnce: 2, closedUntil: null });
  const running = [made.app.request('/de'), made.app.request('/de')];
  const [anna, beat] = [browser(made), browser(made)];
  await anna.get('/de/at-once');
  await beat.get('/de/at-once');
  made.release();
  await Promise.all(running);
  assert.equal((await anna.get('/de/at-once')).status, 200);
  running.splice(0, 2, made.app.request('/de', { method: 'POST' }), made.app.request('/de', { method: 'POST' }));
  assert.equal((await anna.get('/de/at-once')).status, 200);
  assert.equal((await beat.get('/de/at-once')).status, 503);
  made.release();
  await Promise.all(running);
});

test('check 38: a form that was sent is handed on to the page that asks to wait; one from another site is not', async () => {
  const made = application({ mostAtOnce: 0, closedUntil: null });
  const form = {
    method: 'POST',
    body: 'a=1&b=%C3%A4&b=2',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '16' },
  };
  assert.equal((await browser(made).get('/de', form)).text, '0 a=1&b=%C3%A4&b=2');
  const foreign = { ...form, headers: { ...form.headers, 'sec-fetch-site': 'cross-site' } };
  assert.equal((await browser(made).get('/de', foreign)).text, '1');
  const large = { ...form, headers: { ...form.headers, 'content-length': '99999999' } };
  assert.equal((await browser(made).get('/de', large)).text, '2');
  const data = new FormData();
  data.append('a', '1');
  data.append('lease', new Blob(['%PDF-1.7']), 'Mietvertrag.pdf');
  const sent = new Response(data);
  const body = await sent.arrayBuffer();
  const headers = { 'content-type': sent.headers.get('content-type')!, 'content-length': String(body.byteLength) };
  assert.equal((await browser(made).get('/de', { method: 'POST', body, headers })).text, '3 a=1 lease=Mietvertrag.pdf');
  const far = { method: 'POST', body, headers: { ...headers, 'content-length': '999999999' } };
  assert.equal((await browser(made).get('/de', far)).text, '4');
});

test('a place that nobody gave, an old one and one of the future are worth nothing', async () => {
  const made = application({ mostAtOnce: 0, closedUntil: null });
  await browser(made).get('/de');
  const place = (at: number) => seal(made.key, 'place', { id: 'x', at });
  for (const value of ['forged', place(Date.now() - 3_700_000), place(Date.now() + 60_000), seal(made.key, 'inside', { id: 'x', at: 1 })]) {
    const cheat = browser(made);
    cheat.cookies.set('place', value);
    assert.notEqual((await cheat.get('/de')).text, '0');
  }
});

test('who has gone holds nobody up; the line keeps its order whoever asks when', () => {
  let now = 1_000_000;
  const line = createWaitingLine(() => now);
  assert.equal(line.stand({ id: 'b', at: 2 }), 0);
  assert.equal(line.stand({ id: 'a', at: 1 }), 0, 'came earlier, asked another process first');
  assert.equal(line.stand({ id: 'b', at: 2 }), 1);
  now += 70_000;
  line.stand({ id: 'b', at: 2 });
  now += 20_000;
  assert.equal(line.stand({ id: 'b', at: 2 }), 0);
  line.leave({ id: 'b', at: 2 });
  line.leave({ id: 'never', at: 1 });
  assert.equal(line.size(), 0);
});

test('a page that fails gives its place back', async () => {
  const { app, release } = application({ mostAtOnce: 1, closedUntil: null });
  for (let times = 0; times < 3; times++) assert.equal((await app.request('/de/broken')).status, 500);
  const next = app.request('/de');
  release();
  assert.equal((await next).status, 200);
});

test('closed until an instant: every page says so before it, none after', async () => {
  const until = new Date(Date.now() + 60_000).toISOString();
  assert.equal(await (await application({ mostAtOnce: 1, closedUntil: until }).app.request('/de')).text(), until);
  const { app, release } = application({ mostAtOnce: 1, closedUntil: '2020-01-01T00:00:00Z' });
  const page = app.request('/de');
  release();
  assert.equal((await page).status, 200);
});
