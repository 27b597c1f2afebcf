import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pilotPlace, type Offer } from '@einwohnerportal/cases';
import { createTestPortal, numberForLots, type TestPortal } from '../../../test/portal.ts';
import type { Browser } from '../../../test/browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';

const SERVICE = 'residence-certificate';
const PAGE = `/de/services/${SERVICE}`;

let portal: TestPortal;
let mira: Browser;
let jonas: Browser;
/** The least share in per cent, in whole ones, that reaches Mira. */
let least: number;
let share: number;
before(async () => {
  portal = await createTestPortal();
  await numberForLots(portal);
  mira = await portal.signedIn('mira');
  jonas = await portal.signedIn('jonas');
  const { authorities } = portal.site.context.catalogue;
  const offer = authorities.offer.bind(authorities);
  const pilot = (real: Offer | null): Offer | null => real && { ...real, state: 'pilot', share };
  authorities.offer = (...asked) => (asked[0] === 'beispielwil' ? pilot(offer(...asked)) : offer(...asked));
  const { rows } = await portal.owner.query<{ person_id: string }>(`select person_id from cases.persons where subject = 'mira'`);
  const at = (each: number): Offer => ({ ...offer('beispielwil', SERVICE, '2027-03-01')!, state: 'pilot', share: each });
  least = Array.from({ length: 99 }, (_, index) => index + 1).find((each) => pilotPlace(at(each), rows[0]!.person_id) === 'inside') ?? 100;
});
after(() => portal.end());

const button = /<form [^>]*action="\/de\/services\/residence-certificate\/start"/;

test('who is outside of a pilot reads so, is sent to the office and can begin nothing; who is inside begins, and goes on when the share shrinks', async () => {
  share = least - 1;
  const outside = (await mira.get(PAGE)).text;
  assert.match(outside, /Sie können das hier noch nicht online bestellen\./);
  assert.match(outside, /href="#other"/);
  assert.doesNotMatch(outside, button);
  assert.deepEqual(await invalidHtml(outside), []);
  await mira.get(`${PAGE}/start`);
  const refused = await mira.submit('[action$="/start"]');
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Sie können das hier noch nicht online bestellen.*Das Los hat Sie noch nicht gezogen/s);
  assert.match(refused.text, /tel:/);
  assert.equal((await portal.owner.query('select from cases.drafts')).rowCount, 0);

  share = Math.min(least, 99);
  for (const again of [1, 2]) {
    const inside = (await mira.get(PAGE)).text;
    assert.match(inside, /Sie gehören zu den Ersten/, `look ${again}`);
    assert.match(inside, new RegExp(`beginnt mit ${share} von 100 Personen`));
    assert.match(inside, button);
  }
  await portal.startDraft(mira);
  share = least - 1;
  const going = (await mira.get(PAGE)).text;
  assert.match(going, button);
  assert.doesNotMatch(going, /noch nicht online/);
});

test('without a sign-in the page says that it is for some, lists say so too; at another municipality nothing does', async () => {
  share = 20;
  const nobody = portal.browser();
  nobody.cookies.set('municipality', 'beispielwil');
  assert.match(
    (await nobody.get(PAGE)).text,
    /Gemeinde Beispielwil: Das können erst einige Personen online bestellen\..*Nach der Anmeldung/s,
  );
  for (const path of ['/de', '/de/services', '/de/life-events/moving'])
    assert.match((await nobody.get(path)).text, /Gemeinde Beispielwil: Das können erst einige Personen online bestellen\./, path);
  for (const lang of ['fr', 'it', 'en', 'de-simple']) assert.match((await nobody.get(`/${lang}/services/${SERVICE}`)).text, /notice/, lang);
  const there = (await jonas.get(PAGE)).text;
  assert.doesNotMatch(there, /erst einige|zu den Ersten|noch nicht online/);
  assert.match(there, button);
});
