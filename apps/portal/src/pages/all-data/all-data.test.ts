import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readZip } from '@einwohnerportal/archive';
import { prepareExports } from '@einwohnerportal/cases';
import { openFileStore } from '@einwohnerportal/files';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'all-data-'));
let portal: TestPortal;
let mira: Browser;
before(async () => {
  portal = await createTestPortal({ filesDir: folder });
  mira = await portal.signedIn('mira');
});
after(async () => {
  await portal.end();
  rmSync(folder, { recursive: true, force: true });
});

async function press(browser: Browser, then: string) {
  await browser.get('/de/data/all');
  return browser.post('/de/data/all', { _token: browser.hidden('_token', '/data/all'), then });
}
const fetchPackage = (browser: Browser): Promise<Response> => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return Promise.resolve(portal.app.request('http://portal.test/de/data/package', { headers: { cookie } }));
};

test('the package is made once asked for, and handed out only behind a new sign-in', async () => {
  assert.equal((await fetchPackage(mira)).status, 404, 'nothing asked for');
  assert.equal((await press(mira, 'export')).location, '/de/data/all');
  assert.match((await mira.get('/de/data/all')).text, /Wir bereiten das Paket vor/);
  const store = await openFileStore(folder);
  const catalogue = () => portal.site.context.catalogue;
  await prepareExports({ pool: portal.owner, catalogue, store, transfers: new Map(), log: { warn() {} } });
  assert.match((await mira.get('/de/data/all')).text, /Paket herunterladen \(ZIP/);
  const early = await fetchPackage(mira);
  assert.equal(early.status, 403);
  assert.match(await early.text(), /Bitte melden Sie sich neu an/);
  const again = await portal.signedIn('mira');
  const answer = await fetchPackage(again);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const { entries } = await readZip(Buffer.from(await answer.arrayBuffer()));
  assert.deepEqual(entries.map(({ path }) => path).sort(), ['data.json', 'schema.json']);
});

test('the page is valid HTML in every language, and an act it does not know gives the page of an unknown address', async () => {
  for (const lang of ['de', 'de-simple', 'fr', 'it', 'en']) {
    const { text, status } = await mira.get(`/${lang}/data/all`);
    assert.equal(status, 200);
    assert.deepEqual(await invalidHtml(text), [], lang);
    assert.doesNotMatch(text, /interface\.all\.|\bundefined\b/);
  }
  assert.equal((await press(mira, 'delete 2027-XXXX-XXXX')).status, 404);
  assert.equal((await press(mira, 'nothing')).status, 404);
  assert.equal((await portal.browser().get('/de/data/all')).status, 303);
});

test('drafts and profile go at once and the person is signed out', async () => {
  assert.equal((await press(mira, 'forget')).location, '/de/signed-out');
  assert.equal((await mira.get('/de/data/all')).status, 303, 'nobody is signed in any more');
  const { rows } = await portal.owner.query('select 1 from cases.persons');
  assert.deepEqual(rows, [], 'no case holds the person');
});
