import assert from 'node:assert/strict';
import { after, before, beforeEach, mock, test } from 'node:test';
import { Hono } from 'hono';
import pg from 'pg';
import type { Browser } from '../test/browser.ts';
import { createTestPortal, type TestPortal } from '../test/portal.ts';
import { keptPage, SECONDS_LEFT_SLOT, type MadePage } from './kept-pages.ts';
import type { Portal } from './portal.ts';
import type { Visit } from './visit.ts';

let portal: TestPortal;
let browser: Browser;
let path: string;
let caseId: string;
before(async () => {
  portal = await createTestPortal({ served: true });
  browser = await portal.signedIn('mira');
  path = await portal.send(browser, await portal.startDraft(browser));
  ({ case_id: caseId } = (await portal.owner.query('select case_id from cases.cases')).rows[0]);
});
after(() => portal.end());

async function statementsOf<T>(work: () => Promise<T>): Promise<{ value: T; statements: string[] }> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    statements.push(String((given[0] as { text?: string }).text ?? given[0]));
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    return { value: await work(), statements };
  } finally {
    pg.Client.prototype.query = query;
  }
}

test('an unchanged page is answered again after one statement, byte for byte but for the seconds left', async () => {
  const seconds = /data-session="\d+"/;
  const first = await browser.get(path);
  const { value: second, statements } = await statementsOf(() => browser.get(path));
  assert.equal(statements.length, 1);
  assert.match(statements[0]!, /cases\.glance_at_once/);
  assert.match(second.text, seconds);
  assert.equal(second.text.replace(seconds, ''), first.text.replace(seconds, ''));
  assert.equal(second.headers.get('cache-control'), 'no-store');
  assert.match(second.headers.get('content-security-policy') ?? '', /default-src 'self'/);
});

test('a changed case is shown as it is now, on the page and on the part that renews itself', async () => {
  for (const address of [path, `${path}/fragment`]) {
    await browser.get(address);
    assert.doesNotMatch((await browser.get(address)).text, /interface\.unknown/);
  }
  await portal.owner.query(
    `insert into cases.access_records (case_id, actor, actor_name, office, purpose) values ($1, 'person:x', 'Beat Muster', null, 'interface.unknown')`,
    [caseId],
  );
  assert.match((await browser.get(path)).text, /interface\.unknown/);
  await portal.owner.query(
    `insert into engine.incident (case_id, created_at, token_no, element, code, message, phase) values ($1, now(), 99, 'x', 'test', 'test', 'job')`,
    [caseId],
  );
  for (const address of [path, `${path}/fragment`]) assert.match((await browser.get(address)).text, /class="notice incident"/);
  await portal.owner.query('delete from engine.incident');
  assert.doesNotMatch((await browser.get(path)).text, /class="notice incident"/);
});

test('the numbers in the header are those of now', async () => {
  await browser.get(path);
  const before = /class="badge"/.test((await browser.get(path)).text);
  await portal.owner.query(`update cases.messages set read_at = case when $1 then now() end`, [before]);
  assert.equal(/class="badge"/.test((await browser.get(path)).text), !before);
});

test('T12 another person gets no page that was kept for its owner', async () => {
  await browser.get(path);
  const other = await portal.signedIn('jonas');
  assert.equal((await other.get(path)).status, 404);
  assert.equal((await other.get(path)).status, 404);
  assert.equal((await portal.browser().get(path)).status, 303);
});

test('each session of a person gets its own form tokens', async () => {
  const token = (text: string): string => /name="_token" value="([^"]+)"/.exec(text)![1]!;
  const one = token((await browser.get(path)).text);
  const again = await portal.signedIn('mira');
  const two = token((await again.get(path)).text);
  assert.notEqual(one, two);
  assert.equal(token((await browser.get(path)).text), one);
  assert.equal(token((await again.get(path)).text), two);
});

test('another language gives the page in that language', async () => {
  await browser.get(path);
  assert.match((await browser.get(path.replace('/de/', '/fr/'))).text, /<html lang="fr-CH"/);
  assert.match((await browser.get(path)).text, /<html lang="de-CH"/);
});

test('when access to a case is taken away, its kept page is gone too', async () => {
  await browser.get(path);
  const { rows } = await portal.owner.query(`delete from cases.access where case_id = $1 and principal like 'person:%' returning *`, [
    caseId,
  ]);
  assert.equal((await browser.get(path)).status, 404);
  await portal.owner.query('insert into cases.access (case_id, principal, party) values ($1, $2, $3)', [
    caseId,
    rows[0].principal,
    rows[0].party,
  ]);
  assert.equal((await browser.get(path)).status, 200);
});

test('a session that was ended or has run out gets no kept page', async () => {
  for (const end of [`update cases.sessions set expires_at = now() - interval '1 second'`, 'delete from cases.sessions']) {
    const mine = await portal.signedIn('mira');
    assert.equal((await mine.get(path)).status, 200);
    assert.equal((await mine.get(path)).status, 200);
    await portal.owner.query(end);
    const answer = await mine.get(path);
    assert.equal(answer.status, 303);
    assert.match(answer.location ?? '', /\/sign-in/);
  }
});

/** A page around one number, with a database that says what the test wants. */
const world = { catalogue: {}, glance: { stamp: 'a', today: '2027-03-01' } as { stamp: string; today: string } | null, made: 0 };
const site = {
  config: { secure: false, cookiePrefix: '' },
  context: world,
  domain: { glance: async () => world.glance },
} as unknown as Portal;
const app = new Hono();
app.get('/:lang/*', (http) => {
  const visit = {
    site,
    http,
    lang: http.req.param('lang'),
    path: http.req.path,
    secret: 's',
  } as unknown as Visit;
  return keptPage(
    visit,
    async () =>
      ({
        caseId: 'c',
        stamp: 'a',
        today: '2027-03-01',
        catalogue: world.catalogue,
        html: `<p data-session="${SECONDS_LEFT_SLOT}">${++world.made}</p>`,
        headers: { 'Content-Type': 'text/html' },
        sessionEnds: Date.now() + 100_000,
      }) as unknown as MadePage,
  );
});
const made = async (address: string, headers: Record<string, string> = {}): Promise<string> =>
  (await app.request(address, { headers })).text();

beforeEach(() => Object.assign(world, { catalogue: {}, glance: { stamp: 'a', today: '2027-03-01' }, made: 0 }));

test('a new catalogue, another day, another stamp or none makes the page anew', async () => {
  assert.match(await made('/de/p1'), />1</);
  assert.match(await made('/de/p1'), />1</);
  world.catalogue = {};
  assert.match(await made('/de/p1'), />2</);
  world.glance = { stamp: 'a', today: '2027-03-02' };
  assert.match(await made('/de/p1'), />3</);
  world.glance = { stamp: 'b', today: '2027-03-01' };
  assert.match(await made('/de/p1'), />4</);
  world.glance = null;
  assert.match(await made('/de/p1'), />5</);
});

test('address, host and cookies each have a page of their own', async () => {
  assert.match(await made('/de/p2'), />1</);
  assert.match(await made('/de/p3'), />2</);
  assert.match(await made('/de/p2', { cookie: 'municipality=somewhere' }), />3</);
  assert.match(await made('/de/p2', { host: 'other.example' }), />4</);
  assert.match(await made('/fr/p2'), />5</);
  assert.match(await made('/de/p2'), />1</);
});

test('the seconds left of the session are those of the answer, not of the page', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  assert.match(await made('/de/p4'), /data-session="100">1/);
  t.mock.timers.tick(40_000);
  assert.match(await made('/de/p4'), /data-session="60">1/);
  mock.reset();
});
