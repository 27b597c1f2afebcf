import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../test/portal.ts';
import type { Browser } from '../test/browser.ts';

let portal: TestPortal;
before(async () => (portal = await createTestPortal()));
after(() => portal.end());

const ANSWERS = {
  'address.text': 'Lindenweg 4, 9901 Beispielwil',
  persons: ['p1'],
  purpose: 'housing',
  documentLanguage: 'de',
  delivery: 'inbox',
  'contact.email': 'mira@mail.example',
};

async function answered(browser: Browser): Promise<string> {
  const path = await portal.startDraft(browser);
  await portal.owner.query('update cases.drafts set answers = $2 where draft_id = $1', [path.split('/').at(-1), JSON.stringify(ANSWERS)]);
  return path;
}

test('an unanswered question is said once above and once at the field, with the error first in the title', async () => {
  const browser = await portal.signedIn('mira');
  const path = `${await portal.startDraft(browser)}/pages/page_purpose`;
  await browser.get(path);
  const answer = await browser.submit(`[action$="${path}"]`, { then: 'next' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /<title>Fehler: /);
  const [, control, words] = /data-error-summary>[\s\S]*?<a href="#([^"]+)">([^<]+)</.exec(answer.text)!;
  assert.match(answer.text, new RegExp(`id="${control!.replaceAll('.', '\\.')}"`));
  assert.equal(answer.text.split(words!).length - 1, 2, 'the same words at the field');
  assert.ok(answer.text.indexOf('data-error-summary') < answer.text.indexOf('<h1'), 'the summary stands above the heading');
});

test('too long a text and forged values are errors of their fields, and nothing is kept of them', async () => {
  const browser = await portal.signedIn('mira');
  const path = `${await portal.startDraft(browser)}/pages/page_purpose`;
  await browser.get(path);
  const long = await browser.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'x'.repeat(5000), then: 'next' });
  assert.equal(long.status, 422);
  assert.match(long.text, /x{5000}/, 'what was typed stands there');
  const forged = await browser.submit(`[action$="${path}"]`, { purpose: 'nobility', certified: 'p9', then: 'next' });
  assert.equal(forged.status, 422);
  const { rows } = await portal.owner.query('select answers from cases.drafts where draft_id = $1', [path.split('/')[3]]);
  assert.doesNotMatch(JSON.stringify(rows), /nobility|p9|xxx/);
});

test('an autosave keeps the answers without a page; without a session it says so and keeps nothing', async () => {
  const browser = await portal.signedIn('mira');
  const path = `${await portal.startDraft(browser)}/pages/page_purpose`;
  await browser.get(path);
  const saved = await browser.submit(`[action$="${path}"]`, { purpose: 'bank' }, { headers: { 'x-autosave': '1' } });
  assert.equal(saved.status, 204);
  const { rows } = await portal.owner.query<{ answers: Record<string, unknown> }>('select answers from cases.drafts where draft_id = $1', [
    path.split('/')[3],
  ]);
  assert.equal(rows[0]!.answers['purpose'], 'bank');
  await portal.owner.query('delete from cases.sessions');
  const lost = await browser.submit(`[action$="${path}"]`, { purpose: 'authority' }, { headers: { 'x-autosave': '1' } });
  assert.equal(lost.status, 401);
  assert.equal((await portal.owner.query('select 1 from cases.held_inputs')).rows.length, 0);
});

test('an expired session while answering: sign in, and the same page shows everything typed, sent nowhere', async () => {
  const browser = await portal.signedIn('mira');
  const path = `${await portal.startDraft(browser)}/pages/page_purpose`;
  await browser.get(path);
  await portal.owner.query(`update cases.sessions set expires_at = now() - interval '1 minute'`);
  const held = await browser.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'Getippt vor dem Ablauf', then: 'next' });
  assert.match(held.location!, /^\/de\/sign-in\?return=.*held/);
  await browser.get(held.location!);
  assert.match(browser.page, /Ihre Anmeldung war abgelaufen/);
  portal.identity.next = 'mira';
  const away = await browser.submit('[action$="/sign-in"]');
  const back = await browser.get(`/sign-in/callback?code=c&state=${new URL(away.location!).searchParams.get('state')}`);
  const page = await browser.get(back.location!);
  assert.equal(page.status, 200);
  assert.match(page.text, /value="Getippt vor dem Ablauf"/);
  assert.match(page.text, /Da sind Ihre Angaben wieder/);
  const { rows } = await portal.owner.query('select answers from cases.drafts where draft_id = $1', [path.split('/')[3]]);
  assert.doesNotMatch(JSON.stringify(rows), /Getippt/, 'nothing was saved or sent for the person');
  const next = await browser.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'Getippt vor dem Ablauf', then: 'next' });
  assert.equal(next.status, 303);
});

test('input held for one person is never shown to another', async () => {
  const browser = await portal.signedIn('mira');
  const path = `${await portal.startDraft(browser)}/pages/page_purpose`;
  await browser.get(path);
  await portal.owner.query(`update cases.sessions set expires_at = now() - interval '1 minute'`);
  const held = await browser.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'Nur für Mira', then: 'next' });
  const heldPath = new URL(held.location!, 'http://portal.test').searchParams.get('return')!;
  const other = await portal.signedIn('jonas');
  const answer = await other.get(`/de${heldPath}`);
  assert.equal(answer.status, 404);
  assert.doesNotMatch(answer.text, /Nur für Mira/);
});

test('sending twice, coming back and reloading give one case', async () => {
  const browser = await portal.signedIn('mira');
  const path = await answered(browser);
  const check = await browser.get(`${path}/check`);
  assert.equal(check.status, 200);
  assert.match(check.text, /Bis jetzt ist nichts gesendet/);
  const sends = await Promise.all([1, 2, 3].map(() => browser.submit(`[action$="${path}/check"]`)));
  const targets = new Set(sends.map((each) => each.location));
  assert.equal(targets.size, 1);
  const reference = sends[0]!.location!.split('/')[3]!;
  const { rows } = await portal.owner.query('select 1 from cases.cases where submission_id = $1', [path.split('/').at(-1)]);
  assert.equal(rows.length, 1);
  const confirmation = await browser.get(sends[0]!.location!);
  assert.match(confirmation.text, new RegExp(reference));
  for (const back of [`${path}/check`, `${path}/pages/page_purpose`, path]) {
    const again = await browser.get(back);
    assert.match(again.text, /Das ist schon gesendet/, back);
    assert.match(again.text, new RegExp(`href="/de/cases/${reference}"`), back);
  }
});

test('a draft can be left for later and goes on where it stopped, in another language too', async () => {
  const browser = await portal.signedIn('mira');
  const path = await portal.startDraft(browser);
  await browser.get(`${path}/pages/page_purpose`);
  const later = await browser.submit(`[action$="${path}/pages/page_purpose"]`, { purpose: 'bank', then: 'later' });
  assert.equal(later.location, `${path}/saved`);
  const resumed = await browser.get(path.replace('/de/', '/fr/'));
  assert.equal(resumed.location, `${path.replace('/de/', '/fr/')}/pages/page_purpose`);
  const page = await browser.get(resumed.location!);
  assert.match(page.text, /<html lang="fr-CH"/);
  assert.match(page.text, /value="bank"[^>]*checked/);
});

test('a change from the check page leads back to it', async () => {
  const browser = await portal.signedIn('mira');
  const path = await answered(browser);
  await browser.get(`${path}/check`);
  const change = /href="([^"]*page_purpose\?return=check)"/.exec(browser.page)![1]!;
  await browser.get(change);
  const next = await browser.submit(`[action$="${path}/pages/page_purpose"]`, { purpose: 'bank', then: 'next' });
  assert.equal(next.location, `${path}/check`);
});

test('answers before sign-in that do not fit lead to a page with what else there is, without signing in', async () => {
  const browser = portal.browser();
  await browser.get('/de/municipality?q=Beispielwil&return=%2Fservices%2Fresidence-certificate%2Fstart');
  await browser.submit('[action$="/municipality"]', { authority: 'beispielwil' });
  await browser.get('/de/services/residence-certificate/eligibility/about');
  const no = await browser.submit('[action$="/eligibility/about"]', { about: 'other' });
  const page = await browser.get(no.location!);
  assert.match(page.text, /Hier geht es anders weiter/);
  assert.match(page.text, /Adressauskunft/);
  assert.doesNotMatch([...browser.cookies.values()].join(), /other/, 'the cookie is sealed');
});

test('the home page chooses the language of the browser, then of the person', async () => {
  const browser = portal.browser();
  assert.equal((await browser.get('/', { 'accept-language': 'rm, it-CH;q=0.8, de;q=0.5' })).location, '/it');
  assert.equal((await browser.get('/', {})).location, '/de');
  const mira = await portal.signedIn('mira');
  assert.equal((await mira.get('/', { 'accept-language': 'en' })).location, '/fr');
  assert.equal((await browser.get('/cases/2027-AAAA-BBBB?x=1', { 'accept-language': 'en' })).location, '/en/cases/2027-AAAA-BBBB?x=1');
});

test('the language switch keeps the page', async () => {
  const browser = portal.browser();
  const { text } = await browser.get('/de/search?q=Wohnsitz%20best%C3%A4tigen');
  for (const lang of ['fr', 'it', 'en', 'de-simple']) assert.match(text, new RegExp(`href="/${lang}/search\\?q=Wohnsitz`));
});
