import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '../../../../../tests/support/set-clock.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';
import { PAGES } from '../../routes.ts';

const TODAY = '2027-03-01T09:00:00.000Z';
const WISH = { matters: 'all', right: 'act', from: '', until: '31.12.2027', alerts: 'both' };

let portal: TestPortal;
/** Whose matters they are, and who is to act for her. */
let mira: Browser;
let jonas: Browser;
before(async () => {
  portal = await createTestPortal();
  [mira, jonas] = [await portal.signedIn('mira'), await portal.signedIn('jonas')];
});
after(() => portal.end());

test('a code is worth one answer, never the own one, and nothing after its time or once a new one was made', async () => {
  await mira.get('/de/representation/give');
  const given = await mira.submit('[action$="/give"]', WISH);
  const code = /<strong translate="no">([^<]+)</.exec(given.text)![1]!;
  const path = /href="(\/de\/representation\/[0-9a-f-]{36})"/.exec(given.text)![1]!;
  const tries = async (who: Browser, tried: string): Promise<number> => {
    await who.get('/de/representation/take');
    return (await who.submit('[action$="/take"]', { code: tried })).status;
  };
  assert.equal(await tries(mira, code), 422, 'the own one');
  await setClock(portal.owner, '2027-03-16T09:00:00.000Z');
  assert.equal(await tries(jonas, code), 422, 'after its time');
  await setClock(portal.owner, TODAY);
  await mira.get(path);
  const renewed = await mira.submit(`[action$="${path}"]`, { what: 'code' });
  const second = /<strong translate="no">([^<]+)</.exec(renewed.text)![1]!;
  assert.equal(await tries(jonas, code), 422, 'the old one');
  assert.equal(await tries(jonas, second), 200);
  assert.equal((await jonas.submit('[action$="/take"]', { answer: 'no' })).location, '/de/representation');
  assert.equal(await tries(jonas, second), 422, 'answered');
  assert.match((await mira.get(path)).text, /Jonas Imfeld hat die Vollmacht abgelehnt/);
  assert.equal((await jonas.get(path)).status, 200, 'who refused may see that');
  assert.doesNotMatch((await portal.owner.query('select json_agg(m)::text as all from cases.mandates m')).rows[0].all, new RegExp(second));
});

test('faults of a mandate are said at their fields, nothing typed is lost, and nothing is given', async () => {
  const { rows: before } = await portal.owner.query('select count(*) from cases.mandates');
  await mira.get('/de/representation/give');
  const answer = await mira.submit('[action$="/give"]', { matters: 'other', right: '', from: '1.1.2020', until: '1.1.2090', alerts: '' });
  assert.equal(answer.status, 422);
  for (const each of ['matters', 'right', 'from', 'until', 'alerts']) assert.match(answer.text, new RegExp(`href="#${each}`), each);
  assert.match(answer.text, /value="1\.1\.2090"/);
  assert.deepEqual(await invalidHtml(answer.text), []);
  assert.deepEqual((await portal.owner.query('select count(*) from cases.mandates')).rows, before);
});

test('somebody who is not sure enough who they are gives and takes nothing', async () => {
  const weak = await portal.signedIn('weak');
  for (const each of ['give', 'take']) assert.match((await weak.get(`/de/representation/${each}`)).location!, /sign-in\?level=300/);
  assert.ok(PAGES.some(({ path }) => path === '/representation/give'));
});
