import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSystem, type System } from '../../support/system.ts';
import { answerAll, ANSWERS, openDraft, settle, taskPath } from './journey.ts';
import { fieldsOf, mainOf } from './markup.ts';
import { chooseAtProvider, sessionCookie, signedIn, signIn, visitor, type App, type FormBrowser } from './visitor.ts';

let system: System;
before(async () => {
  system = await startSystem(['portal', 'workplace', 'worker', 'identity-provider']);
});
after(() => system.stop());

const expireAll = (): Promise<unknown> => system.database.pool.query(`update cases.sessions set expires_at = now() - interval '1 minute'`);
const count = async (table: string): Promise<number> =>
  Number((await system.database.pool.query(`select count(*) from ${table}`)).rows[0].count);
async function answersOf(draft: string): Promise<string> {
  return JSON.stringify(
    (await system.database.pool.query('select answers from cases.drafts where draft_id = $1', [draft.split('/').at(-1)])).rows,
  );
}

/** Follows the way from an expired post through the provider back to the page; gives the address it ends at. */
async function back(browser: FormBrowser, app: App, location: string, key: string): Promise<string> {
  const page = await browser.get(location);
  assert.match(mainOf(page.text), /abgelaufen/);
  const away = await browser.submit('[action$="/sign-in"]');
  const arrived = await browser.get(await chooseAtProvider(away.location!, system.url[app], key));
  return arrived.location!;
}

test('a session that ends while somebody types costs one sign-in: back on the page, every value there, nothing sent', async () => {
  const hanna = await signedIn(system, 'portal', 'hanna');
  const draft = await openDraft(hanna);
  const pages: [string, Record<string, string>][] = [
    ['page_you', { 'address.text': 'Sonnrain 5 «beim Brunnen»' }],
    [
      'page_persons',
      {
        persons: 'p1',
        'household.added[1]': '',
        'household.added[1].firstName': 'Noé',
        'household.added[1].officialName': 'Gassmann & Söhne',
        'household.added[1].dateOfBirth-day': '',
        'household.added[1].dateOfBirth-month': '',
        'household.added[1].dateOfBirth-year': '2015',
      },
    ],
    ['page_purpose', { purpose: 'other', purposeOther: 'x'.repeat(150) }],
    [
      'page_delivery',
      { delivery: 'post', 'deliveryAddress.street': 'Sonnrain', 'deliveryAddress.swissZipCode': '48', 'deliveryAddress.town': 'Wikon' },
    ],
    ['page_contact', { 'contact.email': 'unfertig@', 'contact.phone': '041' }],
  ];
  for (const [page, typed] of pages) {
    const path = `${draft}/pages/${page}`;
    await hanna.get(path);
    const saved = await answersOf(draft);
    await expireAll();
    const held = await hanna.submit(`[action$="${path}"]`, { ...typed, then: 'next' });
    assert.equal(held.status, 303, page);
    assert.doesNotMatch(decodeURIComponent(held.location!), /Brunnen|Gassmann|unfertig/, page);
    const address = await back(hanna, 'portal', held.location!, 'hanna');
    assert.equal(address.split('?')[0], path);
    for (const look of ['first', 'after a reload']) {
      const shown = await hanna.get(address);
      assert.equal(shown.status, 200, `${page} ${look}`);
      assert.match(shown.text, /Da sind Ihre Angaben wieder/, `${page} ${look}`);
      const fields = fieldsOf(shown.text, path);
      for (const [name, value] of Object.entries(typed))
        if (value !== '') assert.deepEqual(fields[name], [value], `${page} ${look} ${name}`);
    }
    assert.equal(await answersOf(draft), saved, page);
    await hanna.submit(`[action$="${path}"]`, { ...typed, then: 'next' });
    assert.doesNotMatch((await hanna.get(address)).text, /Da sind Ihre Angaben wieder/, `${page}: what is sent is held no more`);
  }
  assert.equal(await count('cases.held_inputs'), 0);
});

test('a session that ends before «send» sends nothing by itself, and once after sign-in', async () => {
  const lukasz = await signedIn(system, 'portal', 'lukasz');
  const draft = await openDraft(lukasz);
  await answerAll(lukasz, draft, { ...ANSWERS, 'address.text': 'Im Grund, 4806 Wikon' });
  const before_ = await count('cases.cases');
  await expireAll();
  const held = await lukasz.submit('[action$="/check"]');
  const address = await back(lukasz, 'portal', held.location!, 'lukasz');
  const check = await lukasz.get(address);
  assert.match(check.text, /Noch ist nichts gesendet/);
  assert.equal(await count('cases.cases'), before_);
  const sent = [await lukasz.submit('[action$="/check"]'), await lukasz.submit('[action$="/check"]')];
  assert.equal(new Set(sent.map((each) => each.location)).size, 1);
  assert.equal(await count('cases.cases'), before_ + 1);
});

test('a decision typed at the workplace survives the end of the session as well', async () => {
  const hanna = await signedIn(system, 'portal', 'hanna');
  await answerAll(hanna, await openDraft(hanna), ANSWERS);
  const sent = await hanna.submit('[action$="/check"]');
  const reference = sent.location!.split('/')[3]!;
  await settle(system, hanna, reference);
  const path = await taskPath(system, reference);
  const urs = await signedIn(system, 'workplace', 'urs');
  await urs.get(path);
  await expireAll();
  const reason = 'Frau G. ist am 3. März weggezogen;\nsie hat das «Formular» <noch> nicht.';
  const held = await urs.submit(`[action$="${path}"]`, { outcome: 'refused', reason, then: 'complete' });
  const address = await back(urs, 'workplace', held.location!, 'urs');
  const shown = fieldsOf((await urs.get(address)).text, path);
  assert.deepEqual(
    shown['reason']?.map((text) => text.replace(/\r\n/g, '\n')),
    [reason],
  );
  assert.deepEqual(shown['outcome'], ['refused']);
  assert.equal(
    (await system.database.pool.query('select 1 from engine.user_task join cases.cases using (case_id) where reference = $1', [reference]))
      .rowCount,
    1,
  );
});

test('somebody else who signs in at the same device gets nothing of what was typed', async () => {
  const hanna = await signedIn(system, 'portal', 'hanna');
  const draft = await openDraft(hanna);
  const path = `${draft}/pages/page_purpose`;
  await hanna.get(path);
  await expireAll();
  const held = await hanna.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'Nur für Hanna', then: 'next' });
  const address = await back(hanna, 'portal', held.location!, 'carla');
  const shown = await hanna.get(address);
  assert.equal(shown.status, 404);
  assert.doesNotMatch(shown.text, /Nur für Hanna|Gassmann/);
  const other = await openDraft(hanna);
  assert.notEqual(other, draft);
  const heldId = /held=([0-9a-f-]+)/.exec(decodeURIComponent(address))![1]!;
  assert.doesNotMatch((await hanna.get(`${other}/pages/page_purpose?held=${heldId}`)).text, /Nur für Hanna/);
});

test('a post with a session that never was is kept nowhere', async () => {
  const browser = visitor(system.url.portal);
  const hanna = await signedIn(system, 'portal', 'ruben');
  const draft = await openDraft(hanna);
  browser.cookies.set(sessionCookie(hanna)[0], 'f'.repeat(64));
  const before_ = await count('cases.held_inputs');
  const answer = await browser.post(`${draft}/pages/page_purpose`, { purpose: 'other', purposeOther: 'x' });
  assert.equal(answer.status, 303);
  assert.equal(await count('cases.held_inputs'), before_);
});

for (const app of ['portal', 'workplace'] as const) {
  const [key, page] = app === 'portal' ? ['lea', '/de/cases'] : ['urs', '/de/tasks'];

  test(`${app}: signing in gives a new secret; one that was there before is worth nothing`, async () => {
    const planted = visitor(system.url[app]);
    const name = sessionCookie(await signedIn(system, app, key))[0];
    planted.cookies.set(name, 'ab'.repeat(32));
    await signIn(system, planted, app, key);
    const [, first] = sessionCookie(planted);
    assert.notEqual(first, 'ab'.repeat(32));
    assert.match(first, /^[0-9a-f]{64}$/);
    await signIn(system, planted, app, key, `?held=1&return=${encodeURIComponent(page.slice(3))}`);
    const [, second] = sessionCookie(planted);
    assert.notEqual(second, first);
    for (const dead of ['ab'.repeat(32), first]) {
      const thief = visitor(system.url[app]);
      thief.cookies.set(name, dead);
      assert.equal((await thief.get(page)).status, 303);
    }
    assert.equal((await planted.get(page)).status, 200);
  });

  test(`${app}: signing out kills the session on the server at once, here and in no other browser`, async () => {
    const [browser, elsewhere] = [await signedIn(system, app, key), await signedIn(system, app, key)];
    const [name, secret] = sessionCookie(browser);
    await browser.get(page);
    const out = await browser.submit('[action$="/sign-out"]');
    assert.equal(out.location, '/de/signed-out');
    assert.equal(sessionCookie(browser)[1], '');
    const thief = visitor(system.url[app]);
    thief.cookies.set(name, secret);
    assert.equal((await thief.get(page)).status, 303);
    assert.equal((await elsewhere.get(page)).status, 200);
  });

  test(`${app}: an expired session is none, also for reading`, async () => {
    const browser = await signedIn(system, app, key);
    await expireAll();
    const answer = await browser.get(page);
    assert.equal(answer.status, 303);
    assert.match(answer.location!, /^\/de\/sign-in\?return=/);
  });
}

test('the callback of a sign-in counts once and only in the browser that left', async () => {
  const browser = visitor(system.url.portal);
  await browser.get('/de/sign-in');
  const away = await browser.submit('[action$="/sign-in"]');
  const callback = await chooseAtProvider(away.location!, system.url.portal, 'lea');
  const victim = visitor(system.url.portal);
  assert.equal((await victim.get(callback)).status, 403);
  assert.equal(sessionCookie(victim)[1], '');
  assert.equal((await browser.get(callback)).status, 303);
  const replay = await browser.get(callback);
  assert.equal(replay.status, 403);
});
