import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from '../../../test/browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
let mira: Browser;
before(async () => {
  portal = await createTestPortal();
  mira = await portal.signedIn('mira');
});
after(() => portal.end());

const save = async (browser: Browser, fields: Record<string, string>) => {
  await browser.get('/de/profile');
  return browser.submit('[action$="/profile"]', fields);
};

test('what is typed wrongly is said above and at its field, and nothing of it is kept', async () => {
  const answer = await save(mira, { language: 'de', alerts: 'email', email: 'mira at mail', phone: '12' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /<title>Fehler: /);
  assert.match(answer.text, /href="#email"[\s\S]*href="#phone"/);
  assert.match(answer.text, /id="email-error"/);
  assert.match(answer.text, /value="mira at mail"/);
  assert.deepEqual((await portal.owner.query('select * from cases.profiles')).rows, []);
});

test('each change is recorded with what stood there before, and the person reads it', async () => {
  await save(mira, { language: 'fr', alerts: 'email', email: ' Mira@Beispiel.CH ', phone: '041 555 10 61' });
  const saved = await save(mira, { language: 'de', alerts: 'none', email: 'mira@beispiel.ch', phone: '041 555 10 61' });
  assert.equal(saved.location, '/de/profile?saved=yes');
  const { rows } = await portal.owner.query('select what, before, after from cases.profile_changes order by change_id');
  assert.deepEqual(
    rows.map(({ what, before, after }) => `${what}: ${before}, ${after}`),
    [
      'email: null, Mira@beispiel.ch',
      'phone: null, +41415551061',
      'language: fr, de',
      'email: Mira@beispiel.ch, mira@beispiel.ch',
      'alerts: email, none',
    ],
  );
  const { text } = await mira.get('/de/profile');
  assert.match(text, /E-Mails: vorher «Ja, wenn sich etwas ändert», jetzt «Nein, ich schaue selbst nach»/);
});

test('the language that was chosen is the language of the page that follows and of the next visit', async () => {
  const answer = await save(mira, { language: 'it', alerts: 'none', email: 'mira@beispiel.ch', phone: '' });
  assert.equal(answer.location, '/it/profile?saved=yes');
  assert.equal((await mira.get('/')).location, '/it');
});

test('forms take over contact data from the profile and say so', async () => {
  await save(mira, { language: 'de', alerts: 'email', email: 'neu@beispiel.ch', phone: '041 555 10 62' });
  const draft = await portal.startDraft(mira);
  const { text } = await mira.get(`${draft}/pages/page_contact`);
  assert.match(text, /value="neu@beispiel\.ch"[\s\S]*Aus Ihrem Profil/);
});

test('without e-mails nothing is queued for the person, and the message lies in the inbox all the same', async () => {
  await save(mira, { language: 'de', alerts: 'none', email: '', phone: '' });
  await portal.send(mira, await portal.startDraft(mira));
  assert.deepEqual((await portal.owner.query('select 1 from cases.alerts')).rows, []);
  assert.match((await mira.get('/de/inbox')).text, /href="\/de\/inbox\//);
});

test('a number that the person proves on its page may get short messages', async () => {
  const fields = { language: 'de', alerts: 'email', email: '', phone: '079 000 00 05', rulings: 'yes' };
  await save(mira, fields);
  const before = await mira.get('/de/profile');
  assert.doesNotMatch(before.text, /value="sms"/);
  assert.match(before.text, /href="\/de\/profile\/phone"/);
  assert.deepEqual(await invalidHtml(before.text), []);
  await mira.get('/de/profile/phone');
  assert.equal((await mira.submit('[action$="/profile/phone"]', { then: 'send' })).location, '/de/profile/phone');
  const asked = await mira.get('/de/profile/phone');
  assert.match(asked.text, /Der Code ist unterwegs/);
  assert.deepEqual(await invalidHtml(asked.text), []);
  const { rows } = await portal.owner.query<{ code: string }>('select code from cases.phone_proofs');
  const wrong = await mira.submit('[action$="/profile/phone"]', { then: 'check', code: rows[0]!.code === '000000' ? '1' : '000000' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /href="#code"/);
  assert.deepEqual(await invalidHtml(wrong.text), []);
  const right = await mira.submit('[action$="/profile/phone"]', { then: 'check', code: rows[0]!.code });
  assert.equal(right.location, '/de/profile/phone?proven=1');
  assert.match((await mira.get('/de/profile/phone')).text, /Die Nummer ist bestätigt/);
  assert.match((await mira.get('/de/profile')).text, /value="sms"/);
  assert.equal((await save(mira, { ...fields, alerts: 'sms' })).location, '/de/profile?saved=yes');
  assert.match(
    (await mira.get('/de/profile')).text,
    /Entscheide: vorher «Nein, als eingeschriebenen Brief», jetzt «Ja, in meinen Posteingang»/,
  );
  await save(mira, { ...fields, phone: '' });
  assert.match((await mira.get('/de/profile/phone')).text, /Tragen Sie zuerst eine ein/);
});
