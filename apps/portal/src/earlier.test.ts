import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../test/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await createTestPortal();
});
after(() => portal.end());

const PHONE = '+41415550142';

test('what a person wrote in an earlier case is filled in for the next one, with its source, and can be changed', async () => {
  const browser = await portal.signedIn('mira');
  await portal.send(browser, await portal.startDraft(browser), { 'contact.email': 'andere@mail.example', 'contact.phone': PHONE });
  const draft = await portal.startDraft(browser);
  const { text } = await browser.get(`${draft}/pages/page_contact`);
  assert.match(text, /value="\+?41?[^"]*555 01 42"|value="041 555 01 42"/);
  assert.match(text, /aus einem früheren Fall/i);
  assert.match(text, /mira@mail\.example/, 'the login is trusted more than an earlier case');
  const { rows } = await portal.owner.query('select facts from cases.drafts where draft_id = $1', [draft.split('/').at(-1)]);
  assert.equal(rows[0].facts.sources['contact.phone'].source, 'case');
  assert.equal(rows[0].facts.names.purpose, undefined, 'answers about a matter stay with their case');
});

test('nobody else gets it', async () => {
  const jonas = await portal.signedIn('jonas');
  const draft = await portal.startDraft(jonas);
  const { rows } = await portal.owner.query('select facts from cases.drafts where draft_id = $1', [draft.split('/').at(-1)]);
  assert.equal(rows[0].facts.names.contact?.phone, undefined);
  assert.doesNotMatch((await jonas.get(`${draft}/pages/page_contact`)).text, /555 01 42/);
});
