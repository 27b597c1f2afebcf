import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '@einwohnerportal/web';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
let mira: Browser;
let path: string;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'messages-'));
  portal = await createTestPortal({ filesDir: folder });
  mira = await portal.signedIn('mira');
  path = `${await portal.send(mira, await portal.startDraft(mira))}/messages`;
});
after(async () => {
  await portal.end();
  await rm(folder, { recursive: true, force: true });
});

/** Fills in the form and sends it as a browser does, with files. */
async function write(browser: Browser, words: string, files: Record<string, Uint8Array> = {}) {
  await browser.get(path);
  const form = new FormData();
  for (const name of ['_token', '_command']) form.append(name, browser.hidden(name, '/messages'));
  form.append('words', words);
  for (const [name, bytes] of Object.entries(files)) form.append('attachments', new File([bytes as BlobPart], name));
  return browser.postForm(path, form);
}
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('a message goes to the office in charge with its files, and stands in the thread', async () => {
  const sent = await write(mira, 'Guten Tag\nHier ist das Bild.', { 'bild.png': PNG });
  assert.match(sent.location!, /\/receipts\/[0-9a-f-]{36}$/);
  const receipt = await mira.get(sent.location!);
  assert.match(receipt.text, /Ihre Datei ist gesendet\./);
  assert.deepEqual(await invalidHtml(receipt.text), []);
  assert.ok(receipt.text.includes(createHash('sha256').update(PNG).digest('hex')) && receipt.text.includes('bild.png'));
  assert.equal((await (await portal.signedIn('jonas')).get(sent.location!)).status, 404);
  const { text } = await mira.get(path);
  assert.match(text, /Hier ist das Bild\./);
  assert.match(text, /noch nicht gelesen/);
  const link = /href="(\/de\/files\/[^"]+)">bild\.png/.exec(text)![1]!;
  assert.equal((await mira.get(link)).status, 200);
  assert.equal((await (await portal.signedIn('jonas')).get(link)).status, 404);
  const { rows } = await portal.owner.query(
    `select m.recipient, f.readers, f.case_id = m.case_id as same from cases.messages m join cases.files f using (message_id)`,
  );
  assert.deepEqual(rows, [{ recipient: 'office:beispielwil/residents-office', readers: ['applicant', 'municipality'], same: true }]);
});

test('a file of another kind and a message without words are told, and nothing typed is lost', async () => {
  const wrong = await write(mira, 'Mit Programm.', { 'bild.exe': Buffer.from('MZ') });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /«bild\.exe»/);
  assert.match(wrong.text, /Mit Programm\./);
  assert.equal((await write(mira, ' ')).status, 422);
  assert.equal((await portal.owner.query('select 1 from cases.messages where kind = $1', ['written'])).rowCount, 1);
});

test('the page is valid HTML in every language and says nothing untold', async () => {
  for (const lang of LANGUAGES) {
    const { text } = await mira.get(path.replace('/de/', `/${lang}/`));
    assert.deepEqual(await invalidHtml(text), [], lang);
    assert.doesNotMatch(text, /interface\.[a-z]+\./, lang);
  }
});
