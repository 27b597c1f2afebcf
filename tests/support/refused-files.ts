import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { pdf } from '@einwohnerportal/files/testing';
import type { Stage } from './browsers.ts';
import { beginDraft, fillDraftPages, sendDraft, windowOf, type Begun } from './form-subjects.ts';
import { overflow, smallTargets } from './layout-checks.ts';
import type { UploadPage } from './upload-checks.ts';

/**
 * Check 18: a file that is refused after it was sent stands on the page of the case as something to do, with its reason and a day, until
 * another one has come; narrow, for a document that takes one PDF.
 */
export async function replaceRefused(stage: Stage, upload: UploadPage, javaScriptEnabled: boolean): Promise<void> {
  const begun = await beginDraft(stage, upload.subject, 'lea');
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled, viewport: { width: 320, height: 640 } });
  await page.goto(`${stage.system.url.portal}/de${begun.draft}/pages/${upload.page}`);
  await sendFile(page, `input[type=file][name="${upload.needed}"]`, 'Erste Fassung.pdf', 1);
  await page.getByText('Erste Fassung.pdf').first().waitFor();
  const reference = await fillAndSend(begun);
  const { rowCount } = await stage.system.database.pool.query(
    `update cases.files set state = 'refused', scan = 'infected', reason = 'infected', judged_at = now()
     where case_id = (select case_id from cases.cases where reference = $1)`,
    [reference],
  );
  assert.equal(rowCount, 1);
  const address = `${stage.system.url.portal}/de/cases/${reference}`;
  await page.goto(address);
  const sign = page.locator('.signpost a[href*="/files/"]');
  assert.match(await sign.innerText(), /noch einmal senden[\s\S]*Schadprogramm[\s\S]*bis \p{L}+, \d+\.\s\p{L}+/u);
  assert.match(await page.locator('[aria-labelledby="documents"]').innerText(), /Erste Fassung\.pdf[\s\S]*Nicht angenommen/);
  assert.deepEqual([...(await overflow(page)), ...(await smallTargets(page, 44))], []);
  await sign.focus();
  await page.keyboard.press('Enter');
  await page.locator('main input[type=file]').waitFor();
  const row = await page.locator('main fieldset').innerText();
  for (const expected of [/PDF/, /\d\s?[kM]B/, /Nicht angenommen/]) assert.match(row, expected);
  assert.match(await page.locator('main').innerText(), /bis \p{L}+, \d+\.\s\p{L}+\s\d{4}/u);
  assert.deepEqual([...(await overflow(page)), ...(await smallTargets(page, 44))], []);
  await sendFile(page, 'input[type=file]', 'Zweite Fassung.pdf', 2);
  await page.waitForURL((url) => url.pathname.includes(`/cases/${reference}/receipts/`));
  assert.match(await page.locator('main').innerText(), /Zweite Fassung\.pdf/);
  await page.goto(address);
  assert.equal(await page.locator('.signpost a[href*="/files/"]').count(), 0);
  assert.match(await page.locator('[aria-labelledby="documents"]').innerText(), /Zweite Fassung\.pdf[\s\S]*Gesendet/);
  await close();
}

async function sendFile(page: Page, control: string, name: string, pages: number): Promise<void> {
  const input = page.locator(control);
  await input.setInputFiles({ name, mimeType: 'application/pdf', buffer: await pdf({ pages }) });
  await page.locator('fieldset', { has: input }).locator('button.second').click();
}

/** Fills the other pages and sends; gives the reference. */
async function fillAndSend(begun: Begun): Promise<string> {
  await fillDraftPages(begun);
  return sendDraft(begun);
}
