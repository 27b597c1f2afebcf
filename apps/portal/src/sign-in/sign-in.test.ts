import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../../test/portal.ts';

let portal: TestPortal;
before(async () => (portal = await createTestPortal()));
after(() => portal.end());

/** Leaves for the provider and gives the state that must come back. */
async function leave(browser: ReturnType<TestPortal['browser']>, query = ''): Promise<string> {
  await browser.get(`/de/sign-in${query}`);
  const away = await browser.submit('[action$="/sign-in"]');
  assert.equal(away.status, 303);
  return new URL(away.location!).searchParams.get('state')!;
}

test('after sign-in the browser is back where it was, in its language', async () => {
  const browser = portal.browser();
  portal.identity.next = 'mira';
  await browser.get('/it/cases');
  await browser.get('/it/sign-in?return=%2Fcases%3Fx%3D1');
  const away = await browser.submit('[action$="/sign-in"]');
  const back = await browser.get(`/sign-in/callback?code=c&state=${new URL(away.location!).searchParams.get('state')}`);
  assert.equal(back.location, '/it/cases?x=1');
  assert.equal((await browser.get('/it/cases')).status, 200);
});

test('every sign-in gives a new session and ends the one before on the server', async () => {
  const browser = await portal.signedIn('mira');
  const [name, older] = [...browser.cookies].find(([each]) => each.endsWith('session'))!;
  portal.identity.next = 'mira';
  const state = await leave(browser, '?level=400&return=%2Fcases&held=1');
  portal.identity.next = 'mira';
  const refused = await browser.get(`/sign-in/callback?code=c&state=${state}`);
  assert.equal(refused.status, 403, 'a login of level 300 is not enough where 400 was asked');
  const again = await leave(browser, '?level=300&return=%2Fcases&held=1');
  await browser.get(`/sign-in/callback?code=c&state=${again}`);
  assert.notEqual(browser.cookies.get(name), older);
  const thief = portal.browser();
  thief.cookies.set(name, older);
  assert.equal((await thief.get('/de/cases')).status, 303);
});

test('a callback counts once, only with the state that left this browser', async () => {
  const browser = portal.browser();
  portal.identity.next = 'mira';
  const state = await leave(browser);
  const foreign = await browser.get('/sign-in/callback?code=c&state=another');
  assert.equal(foreign.status, 403);
  const replay = await browser.get(`/sign-in/callback?code=c&state=${state}`);
  assert.equal(replay.status, 403, 'the departure was used up by the first callback');
  assert.equal((await portal.browser().get(`/sign-in/callback?code=c&state=${state}`)).status, 403);
  assert.equal((await browser.get('/de/cases')).status, 303);
});

test('a refused code, a cancelled and a too weak login say what happened and sign nobody in', async () => {
  for (const [who, query, words] of [
    [null, 'code=c', 'hat nicht geklappt'],
    ['mira', 'error=access_denied', 'abgebrochen'],
    ['weak', 'code=c', 'genügt hier nicht'],
  ] as const) {
    const browser = portal.browser();
    const state = await leave(browser, '?level=300');
    portal.identity.next = who;
    const answer = await browser.get(`/sign-in/callback?${query}&state=${state}`);
    assert.equal(answer.status, 403);
    assert.match(answer.text, new RegExp(words));
    assert.equal((await browser.get('/de/cases')).status, 303);
  }
});

test('sign-in leads back to our own paths only', async () => {
  for (const target of ['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)', '/%0d%0aSet-Cookie:x', '/\tx']) {
    const browser = portal.browser();
    portal.identity.next = 'mira';
    const state = await leave(browser, `?return=${encodeURIComponent(target)}`);
    const back = await browser.get(`/sign-in/callback?code=c&state=${state}`);
    const landed = new URL(back.location!, 'http://portal.test');
    assert.equal(landed.origin, 'http://portal.test', target);
    assert.equal(landed.pathname.startsWith('/de'), true, target);
  }
});

test('signing out ends the session on the server, and «back» shows nothing from a cache', async () => {
  const browser = await portal.signedIn('mira');
  const cookies = new Map(browser.cookies);
  const page = await browser.get('/de/cases');
  assert.equal(page.headers.get('cache-control'), 'no-store');
  const out = await browser.submit('[action$="/sign-out"]');
  assert.equal(out.location, '/de/signed-out');
  const thief = portal.browser();
  for (const [name, value] of cookies) thief.cookies.set(name, value);
  assert.equal((await thief.get('/de/cases')).status, 303);
});
