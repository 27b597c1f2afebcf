import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSystem, type System } from '../../support/system.ts';
import { signedIn, tokenOf, visitor, type Answer, type App, type FormBrowser } from './visitor.ts';
import { makeWorld, ownerOf, PLACES, type Ids, type Place, type World } from './world.ts';

const UNKNOWN = '01a201f5-0000-7000-8000-000000000000';
/** The same shapes, but nobody's. */
const NOBODYS: Ids = {
  draft: UNKNOWN,
  reference: '2026-ZZZZ-ZZZZ',
  token: '4711',
  message: UNKNOWN,
  document: UNKNOWN,
  case: UNKNOWN,
  officeToken: '4711',
  intervention: UNKNOWN,
  payment: UNKNOWN,
  receipt: UNKNOWN,
  kind: 'receipt',
  file: UNKNOWN,
  mandate: UNKNOWN,
  capture: UNKNOWN,
  closedCase: UNKNOWN,
  transfer: '00000000-0000-7000-8000-0000000000ff',
};
const IDS = /:(draft|reference|message|document|receipt|case|mandate|capture)/;

let system: System;
let world: World;
const strangers: Partial<Record<App, FormBrowser>> = {};
before(async () => {
  system = await startSystem(['portal', 'workplace', 'worker', 'identity-provider']);
  world = await makeWorld(system);
  strangers.portal = await signedIn(system, 'portal', 'carla');
  // Caseworker of Kriens; everything of the world belongs to Wikon.
  strangers.workplace = await signedIn(system, 'workplace', 'bruno');
});
after(() => system.stop());

const places = (kind: 'all' | 'writing'): Place[] => PLACES.filter((each) => IDS.test(each.route) && (kind === 'all' || each.writes));

/** An answer without what names the address, counts seconds or tells the length. */
function bare(answer: Answer, path: string): unknown {
  const text = answer.text
    .replaceAll(path.slice(3), '')
    .replaceAll(encodeURIComponent(path.slice(3)), '')
    .replace(/data-session="\d+"/, '');
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'content-length'].includes(name)));
  return { status: answer.status, text, headers };
}

test('the owners reach every page with an identifier', async () => {
  for (const place of places('all')) {
    const owners = place.app === 'workplace' ? [ownerOf(world, place)] : [world.lukasz, world.hanna];
    const reached = (await Promise.all(owners.map((owner) => owner.get(place.path(world.ids))))).filter((answer) => answer.status !== 404);
    assert.ok(reached.length > 0, `${place.app} ${place.route}`);
  }
});

test('to a signed-in stranger every page of somebody else is the very page of what does not exist', async () => {
  for (const place of places('all')) {
    const [theirs, nobodys] = [place.path(world.ids), place.path(NOBODYS)];
    const [foreign, unknown] = [await strangers[place.app]!.get(theirs), await strangers[place.app]!.get(nobodys)];
    assert.equal(foreign.status, 404, `${place.app} ${place.route}`);
    assert.deepEqual(bare(foreign, theirs), bare(unknown, nobodys), `${place.app} ${place.route}`);
    assert.doesNotMatch(foreign.text, /Łukasz|Gassmann|Wikon, Einwohner|Urs Wyler/, `${place.app} ${place.route}`);
  }
});

test('a stranger with a good token can write to none of them', async () => {
  const state = async (): Promise<unknown> =>
    (
      await system.database.pool.query(
        `select (select jsonb_agg(d order by draft_id) from cases.drafts d) as drafts, (select count(*) from engine.event) as events, (select count(*) from cases.task_notes) as notes, (select count(*) from cases.payment_hints) as hints`,
      )
    ).rows;
  const before_ = await state();
  for (const place of places('writing')) {
    const browser = strangers[place.app]!;
    const token = await tokenOf(browser);
    const fields = { _token: token, purpose: 'bank', outcome: 'refused', reason: 'x', persons: 'p1', then: 'next' };
    const [theirs, nobodys] = [place.path(world.ids), place.path(NOBODYS)];
    const [foreign, unknown] = [await browser.post(theirs, fields), await browser.post(nobodys, fields)];
    assert.equal(foreign.status, 404, `${place.app} ${place.route}`);
    assert.deepEqual(bare(foreign, theirs), bare(unknown, nobodys), `${place.app} ${place.route}`);
  }
  const token = await tokenOf(strangers.workplace!);
  const stuck = await strangers.workplace!.post('/de/incidents', { _token: token, incident: `${world.ids.case}/${world.ids.officeToken}` });
  assert.equal(stuck.status, 404);
  assert.deepEqual(await state(), before_);
});

test('without sign-in theirs and nobody’s lead to the same sign-in', async () => {
  for (const place of places('all')) {
    const [theirs, nobodys] = [place.path(world.ids), place.path(NOBODYS)];
    const [foreign, unknown] = [await visitor(system.url[place.app]).get(theirs), await visitor(system.url[place.app]).get(nobodys)];
    assert.ok([303, 401].includes(foreign.status), `${place.app} ${place.route}: ${foreign.status}`);
    assert.equal(
      foreign.location?.replace(encodeURIComponent(theirs.slice(3)), ''),
      unknown.location?.replace(encodeURIComponent(nobodys.slice(3)), ''),
      place.route,
    );
    assert.equal(foreign.text, unknown.text);
  }
});

test('lists of strangers hold nothing of it', async () => {
  for (const path of ['/de', '/de/cases', '/de/inbox'])
    assert.ok(!(await strangers.portal!.get(path)).text.includes(world.ids.reference), path);
  for (const path of ['/de/tasks', '/de/tasks?text=Gassmann', '/de/tasks?office=wikon%2Fresidents-office', '/de/incidents']) {
    assert.doesNotMatch((await strangers.workplace!.get(path)).text, new RegExp(`${world.ids.case}|Hanna`), path);
  }
});

test('a session of one application is none in the other', async () => {
  const value = (browser: FormBrowser): string => [...browser.cookies].find(([name]) => name.endsWith('session'))![1];
  const names = {
    portal: [...world.hanna.cookies.keys()].find((name) => name.endsWith('session'))!,
    workplace: [...world.urs.cookies.keys()].find((name) => name.endsWith('session'))!,
  };
  assert.notEqual(names.portal, names.workplace);
  const asStaff = visitor(system.url.workplace);
  asStaff.cookies.set(names.workplace, value(world.hanna));
  assert.match((await asStaff.get('/de/tasks')).location!, /sign-in/);
  // A look at the portal would not be recorded as the look of an office.
  const asResident = visitor(system.url.portal);
  asResident.cookies.set(names.portal, value(world.urs));
  assert.match((await asResident.get(`/de/cases/${world.ids.reference}`)).location!, /sign-in/);
});

test('odd identifiers are not found and break nothing', async () => {
  for (const odd of [
    "'",
    '%00',
    '..%2F..%2Fetc%2Fpasswd',
    '%F0%9F%98%80',
    '%ff',
    'a'.repeat(3000),
    '-1',
    '1e9',
    '99999999999999999999',
    '{}',
    "1'%20or%20'1'='1",
  ]) {
    for (const path of [
      `/de/drafts/${odd}`,
      `/de/drafts/${world.ids.draft}/pages/${odd}`,
      `/de/cases/${odd}`,
      `/de/cases/${world.ids.reference}/tasks/${odd}`,
      `/de/inbox/${odd}`,
      `/de/documents/${odd}`,
      `/de/services/${odd}`,
    ]) {
      const answer = await world.lukasz.get(path);
      // A page that a draft does not have leads to its first one.
      assert.ok(answer.status === 404 || (path.includes('/pages/') && answer.status === 303), `${path}: ${answer.status}`);
    }
    for (const path of [`/de/tasks/${odd}/1`, `/de/tasks/${world.ids.case}/${odd}`, `/de/documents/${odd}`])
      assert.equal((await world.urs.get(path)).status, 404, path);
  }
  for (const program of ['portal', 'workplace'] as const) assert.doesNotMatch(system.log(program), /"level":50/);
});
