import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSystem, type System } from '../../support/system.ts';
import { fieldsOf, mainOf } from './markup.ts';
import { signedIn, tokenOf, visitor, type App, type FormBrowser } from './visitor.ts';
import { makeWorld, ownerOf, PLACES, type World } from './world.ts';

let system: System;
let world: World;
/** Tokens that are real, but of another session of the same application. */
const foreign: Record<App, string> = { portal: '', workplace: '' };
before(async () => {
  system = await startSystem(['portal', 'workplace', 'worker', 'identity-provider']);
  world = await makeWorld(system);
  foreign.portal = await tokenOf(await signedIn(system, 'portal', 'carla'));
  foreign.workplace = await tokenOf(await signedIn(system, 'workplace', 'bruno'));
  // From here on nothing moves by itself.
  await system.kill('worker');
});
after(() => system.stop());

const WORDS = 'Getippt «vor» dem <Angriff> & danach';
/** Would change something at every one of the pages, if it were done. */
const TYPED = {
  purpose: 'other',
  purposeOther: WORDS,
  about: 'household',
  authority: 'luzern',
  persons: 'p1',
  reason: WORDS,
  outcome: 'refused',
  then: 'next',
  action: '',
};

const FORGERIES: { name: string; token: 'own' | 'none' | 'foreign' | 'twice'; headers?: Record<string, string>; unread?: boolean }[] = [
  { name: 'without a token', token: 'none' },
  { name: 'with the token of somebody else', token: 'foreign' },
  { name: 'with the own token twice', token: 'twice' },
  { name: 'marked cross-site by the browser', token: 'own', headers: { 'sec-fetch-site': 'cross-site' } },
  { name: 'marked same-site by the browser', token: 'own', headers: { 'sec-fetch-site': 'same-site' } },
  { name: 'from another origin', token: 'own', headers: { origin: 'https://evil.test', 'sec-fetch-site': 'none' } },
  { name: 'from a page without an origin', token: 'own', headers: { origin: 'null', 'sec-fetch-site': 'none' } },
  { name: 'as plain text', token: 'own', headers: { 'content-type': 'text/plain' }, unread: true },
  { name: 'as JSON', token: 'own', headers: { 'content-type': 'application/json' }, unread: true },
  { name: 'as multipart', token: 'own', headers: { 'content-type': 'multipart/form-data; boundary=x' }, unread: true },
];

/** Moved by looking at a page, or no state of a case. */
const ASIDE = ['access_records', 'audit_pending', 'audit_seals', 'audit_leaves', 'versions', 'catalogue_files', 'package_contents'];

/** Every row of both schemas, but for what looking at a page moves by itself: records of looks, ends of sessions, marks of reading. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await system.database.pool.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('cases', 'engine') and tablename <> all ($1) order by 1`,
    [ASIDE],
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const row = name === 'cases.sessions' ? 'secret_hash::text' : name === 'cases.messages' ? 'message_id::text' : 't::text';
    const { rows } = await system.database.pool.query<{ all: string | null }>(
      `select string_agg(${row}, e'\\n' order by ${row}) as all from ${name} t`,
    );
    found[name] = rows[0]!.all ?? '';
  }
  return found;
}

for (const forgery of FORGERIES) {
  test(`a post ${forgery.name} does nothing on any page that can be written to`, async () => {
    const before_ = await everything();
    let tried = 0;
    for (const place of PLACES.filter((each) => each.writes)) {
      const what = `${place.app} ${place.route}`;
      const browser: FormBrowser = ownerOf(world, place);
      const own = await tokenOf(browser);
      const tokens = { own: [own], none: [], foreign: [foreign[place.app]], twice: [own, own] }[forgery.token];
      const path = place.path(world.ids);
      const answer = await browser.post(
        path,
        { ...TYPED, ...(tokens.length > 0 ? { _token: tokens } : {}) },
        { headers: forgery.headers ?? {} },
      );
      assert.equal(answer.status, 403, what);
      assert.match(mainOf(answer.text), /nicht ausgeführt/, what);
      assert.equal(answer.headers.getSetCookie().filter((line) => /session|municipality/.test(line)).length, 0, what);
      const shown = fieldsOf(answer.text, path);
      for (const field of ['purposeOther', 'reason'] as const)
        if (!forgery.unread && field in shown) assert.deepEqual(shown[field], [WORDS], what);
      tried += 1;
    }
    assert.ok(tried >= 13, `expected at least 13 pages that can be written to, got ${tried}`);
    assert.deepEqual(await everything(), before_);
  });
}

test('the pages with questions show what was typed after a forged post', async () => {
  const kept: string[] = [];
  for (const place of PLACES.filter((each) => each.writes)) {
    const path = place.path(world.ids);
    const answer = await ownerOf(world, place).post(path, TYPED);
    const shown = Object.values(fieldsOf(answer.text, path)).flat();
    if ([WORDS, TYPED.about, TYPED.persons].some((typed) => shown.includes(typed))) kept.push(`${place.app} ${place.route}`);
  }
  assert.deepEqual(kept.sort(), [
    'portal /cases/:reference/tasks/:token',
    'portal /drafts/:draft/pages/:page',
    'portal /services/:service/eligibility/:page',
    'workplace /emergency',
    'workplace /money/:payment',
    'workplace /operations/cases/:case/:token/:change',
    'workplace /organisation/edit',
    'workplace /records/:case',
    'workplace /tasks/:case/:token',
  ]);
});

test('without sign-in a forged post begins nothing either', async () => {
  const before_ = await everything();
  for (const place of PLACES.filter((each) => each.writes && !each.personal)) {
    const answer = await visitor(system.url[place.app]).post(place.path(world.ids), { ...TYPED, _token: foreign[place.app] });
    assert.ok([303, 403].includes(answer.status), `${place.app} ${place.route}: ${answer.status}`);
    if (answer.status === 303) assert.match(answer.location!, /^\/de\/(sign-in|signed-out)/);
    assert.deepEqual(
      answer.headers.getSetCookie().filter((line) => /municipality|session/.test(line)),
      [],
    );
  }
  assert.deepEqual(await everything(), before_);
});

test('other methods are no way around', async () => {
  for (const place of PLACES.filter((each) => each.writes)) {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await fetch(system.url[place.app] + place.path(world.ids), { method, redirect: 'manual' });
      assert.equal(answer.status, 404, `${method} ${place.app} ${place.route}`);
    }
  }
});
