import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { shedLoad } from './load.ts';
import type { Problems } from './problems.ts';
import type { Site } from './site.ts';
import type { Visit } from './visit.ts';

/** An application whose pages end when the test says so. */
function application(config: { mostAtOnce: number; closedUntil: string | null }) {
  const site = { config: { ...config, cookiePrefix: '', secure: false }, languages: ['de'], texts: () => () => '' } as unknown as Site;
  const problems = {
    busy: async () => new Response('busy', { status: 503 }),
    closed: async (_visit: Visit, until: string) => new Response(until, { status: 503 }),
  } as unknown as Problems<Visit>;
  const held: (() => void)[] = [];
  const app = new Hono();
  app.use(shedLoad(site, problems));
  app.all('/de', async (http) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return http.text('page');
  });
  app.all('/de/broken', () => {
    throw new Error('broken');
  });
  app.onError((_error, http) => http.text('failed', 500));
  return { app, release: () => held.splice(0).forEach((each) => each()) };
}

test('check 38: from the limit on pages are sent away at once, forms that were filled in later; afterwards all goes on', async () => {
  const { app, release } = application({ mostAtOnce: 2, closedUntil: null });
  const running = [app.request('/de'), app.request('/de')];
  assert.equal((await app.request('/de')).status, 503);
  running.push(app.request('/de', { method: 'POST' }) as ReturnType<typeof app.request>);
  assert.equal((await app.request('/de', { method: 'POST' })).status, 503);
  release();
  assert.deepEqual(await Promise.all(running.map(async (each) => (await each).status)), [200, 200, 200]);
  const next = app.request('/de');
  release();
  assert.equal((await next).status, 200);
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
