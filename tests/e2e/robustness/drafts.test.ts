import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../../support/browsers.ts';
import { loadTestCatalogue } from '../../support/load-catalogue.ts';
import { DOCUMENTS_PAGE, requestDocuments } from '../../support/requested-documents.ts';
import { root } from '../../support/stage.ts';
import { answerAll, ANSWERS, openDraft, until } from './journey.ts';
import { fieldsOf, mainOf } from './markup.ts';
import { signedIn, tokenOf, type FormBrowser } from './visitor.ts';

const overlay = mkdtempSync(join(tmpdir(), 'catalogue-'));
let stage: Stage;
before(async () => {
  stage = await openStage(['portal', 'worker', 'identity-provider']);
});
after(async () => {
  await stage.end();
  rmSync(overlay, { recursive: true });
});

async function inWindow(from: FormBrowser, path: string): Promise<{ page: Page; close(): Promise<void> }> {
  const window = await stage.open();
  const url = stage.system.url.portal;
  await window.context.addCookies([...from.cookies].map(([name, value]) => ({ name, value, url })));
  const page = await window.context.newPage();
  await page.goto(url + path);
  return { page, close: () => window.context.close() };
}

test('another device of the same person goes on at the page where the first stopped, with every answer', async () => {
  const telephone = await signedIn(stage.system, 'portal', 'ruben');
  const draft = await openDraft(telephone);
  const purpose = `${draft}/pages/page_purpose`;
  await telephone.get(purpose);
  await telephone.submit('[action$="/page_purpose"]', { purpose: 'other', purposeOther: 'Für den Chor', then: 'later' });
  const computer = await signedIn(stage.system, 'portal', 'ruben');
  assert.match(mainOf((await computer.get('/de')).text), /Wohnsitzbestätigung/);
  const resumed = await computer.follow(draft);
  assert.match(computer.path, /page_purpose$/);
  assert.deepEqual(fieldsOf(resumed.text, purpose)['purposeOther'], ['Für den Chor']);
});

test('the same service started again, here or there, is the same draft', async () => {
  const one = await signedIn(stage.system, 'portal', 'ruben');
  const two = await signedIn(stage.system, 'portal', 'ruben');
  assert.equal(await openDraft(one), await openDraft(two));
  const drafts = (await one.get('/de')).text.match(/\/de\/drafts\/[0-9a-f-]{36}/g) ?? [];
  assert.equal(new Set(drafts).size, 1);
});

test('each answer moves the day on which the draft goes, and the page says that day', async () => {
  const ruben = await signedIn(stage.system, 'portal', 'ruben');
  const draft = await openDraft(ruben);
  const id = draft.split('/').at(-1);
  const { pool } = stage.system.database;
  await pool.query(`update cases.drafts set expires_at = now() + interval '2 days' where draft_id = $1`, [id]);
  const soon = /bis ([^.]+\. \p{L}+ \d{4})/u.exec(mainOf((await ruben.get(`${draft}/pages/page_purpose`)).text))![1];
  await ruben.submit('[action$="/page_purpose"]', { purpose: 'bank', then: 'next' });
  const later = /bis ([^.]+\. \p{L}+ \d{4})/u.exec(mainOf((await ruben.get(`${draft}/pages/page_purpose`)).text))![1];
  assert.notEqual(soon, later);
  const { rows } = await pool.query<{ days: number }>(
    `select extract(day from expires_at - now())::int as days from cases.drafts where draft_id = $1`,
    [id],
  );
  assert.ok(rows[0]!.days >= 29, String(rows[0]!.days));
});

test('an answer that cannot be saved is said at once with its cause, and saved by one press when the portal is back', async () => {
  const hanna = await signedIn(stage.system, 'portal', 'hanna');
  const draft = await openDraft(hanna);
  const path = `${draft}/pages/page_purpose`;
  const { page, close } = await inWindow(hanna, path);
  await page.locator('input[value="other"]').check();
  await page.locator('[data-autosave-status]').getByText('Gespeichert').waitFor();
  await stage.system.kill('portal');
  await page.locator('[name="purposeOther"]').fill('Für den Verein');
  await page.locator('[name="purposeOther"]').blur();
  const alert = page.locator('[role="alert"][data-autosave-alert]');
  await alert.getByText('Keine Verbindung').waitFor();
  assert.equal(await page.locator('[name="purposeOther"]').inputValue(), 'Für den Verein');
  await stage.system.start('portal');
  await alert.getByRole('button', { name: 'Noch einmal speichern' }).click();
  await until(async () => ((await alert.innerText()).trim() === '' ? true : null));
  assert.deepEqual(fieldsOf((await hanna.get(path)).text, path)['purposeOther'], ['Für den Verein']);
  await stage.system.database.pool.query('delete from cases.sessions');
  await page.locator('[name="purposeOther"]').fill('Für den Verein in Wikon');
  await page.locator('[name="purposeOther"]').blur();
  await alert.getByText('nicht mehr angemeldet').waitFor();
  assert.equal(await page.locator('[name="purposeOther"]').inputValue(), 'Für den Verein in Wikon');
  await close();
});

test('a new version of the service takes open drafts along: answers stay, what is new is asked before sending', async () => {
  const carla = await signedIn(stage.system, 'portal', 'carla');
  const draft = await openDraft(carla);
  const pages = await answerAll(carla, draft, { ...ANSWERS, purpose: 'bank' });
  assert.ok(!pages.some((page) => page.endsWith(DOCUMENTS_PAGE)));
  requestDocuments(root, overlay);
  const { pool } = stage.system.database;
  await loadTestCatalogue(pool, [root, overlay], 'lu');
  const added = `${draft}/pages/${DOCUMENTS_PAGE}`;
  await until(async () => ((await carla.get(added)).status === 200 ? true : null));
  assert.deepEqual(fieldsOf((await carla.get(`${draft}/pages/page_purpose`)).text, 'page_purpose')['purpose'], ['bank']);
  const check = await carla.follow(`${draft}/check`);
  const refused = await carla.post(`${draft}/check`, { _token: await tokenOf(carla) });
  assert.notEqual(refused.status, 303, 'nothing is sent while a new question is open');
  assert.match(mainOf(refused.text + check.text), /Mietvertrag/);
  const { rowCount } = await pool.query('select from cases.cases where submission_id = $1', [draft.split('/').at(-1)]);
  assert.equal(rowCount, 0);
});
