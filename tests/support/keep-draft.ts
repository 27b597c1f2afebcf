import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import { until } from '../e2e/robustness/journey.ts';
import { signedIn } from '../e2e/robustness/visitor.ts';
import type { Stage } from './browsers.ts';
import { beginDraft, fillDraftPages, sendDraft, windowOf, type Subject } from './form-subjects.ts';
import { overflow } from './layout-checks.ts';
import { wordFaults } from './word-checks.ts';

const LEAST_EXTENSIONS = 10;
const WARNED_MS = 120_000;
const LINE = 'Vor der Verlängerung';

/** The script that saves is fetched after the page: whoever leaves by a link before it is there leaves without what was typed. */
export async function untilSaving(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/autosave')));
}

/** Check 32: «save and continue later» says where and until when; elsewhere the draft is offered as not sent and opens at the same page. */
export async function resumeElsewhere(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const at = `/de${begun.draft}/pages/${subject.line.page}`;
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
  await page.goto(stage.system.url.portal + at);
  assert.match(await page.locator('main .save').innerText(), /nicht gesendet.*bis .*\d{4}/is);
  await page.locator('main button[name="then"][value="later"]').click();
  await page.waitForURL('**/saved');
  assert.match(await page.locator('main').innerText(), /\d+\. \p{L}+ \d{4}[\s\S]*erinnern wir Sie mit einer E-Mail/u);
  await close();
  await isRemindedOf(stage, begun.draft);

  const elsewhere = { ...begun, browser: await signedIn(stage.system, 'portal', 'lea') };
  const other = await windowOf(stage, elsewhere, { javaScriptEnabled, viewport: { width: 320, height: 640 } });
  await other.page.goto(`${stage.system.url.portal}/de`);
  const entry = other.page.locator(`main a[href$="${begun.draft}"]`).first();
  const block = await entry.evaluate((link) => link.closest('section, li, article, div')!.parentElement!.textContent!);
  assert.match(block, /nicht gesendet/i);
  assert.match(block, /bis .*\d{4}|\d{1,2}\.\d{1,2}\.\d{4}/is);
  await entry.click();
  await other.page.waitForURL(`**${at}`);
  await other.close();
}

/** Shortly before the draft goes, and once only, its person is told by mail; when is tried with a set clock (`draft-reminders.test.ts`). */
async function isRemindedOf(stage: Stage, draft: string): Promise<void> {
  const { pool } = stage.system.database;
  const id = draft.split('/').at(-1);
  await pool.query(`update cases.drafts set expires_at = now() + interval '4 days' where draft_id = $1`, [id]);
  const alerts = await until(async () => {
    const { rows } = await pool.query<{ kind: string; address: string | null }>(
      `select a.kind, a.address from cases.alerts a join cases.drafts d using (draft_id)
       where draft_id = $1 and d.reminded_for = d.expires_at and a.step_key = 'expires ' || to_char(d.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      [id],
    );
    return rows.length > 0 ? rows : null;
  });
  assert.deepEqual(
    alerts.map(({ kind, address }) => [kind, address !== null]),
    [['draft-expires', true]],
  );
}

/** Check 33: the page warns in good time, politely; one key extends, ten times and more, and what is typed stays. */
export async function extendSession(stage: Stage, subject: Subject): Promise<void> {
  const { pool } = stage.system.database;
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun);
  await page.clock.install();
  await page.goto(`${stage.system.url.portal}/de${begun.draft}/pages/${subject.line.page}`);
  // The script that counts the seconds is fetched after the page; the clock may not run ahead of it.
  await page.waitForLoadState('networkidle');
  const { before } = subject.line;
  if (before) await page.locator(`input[name="${before.name}"][value="${before.value}"]`).check();
  const line = page.locator(`[name="${subject.line.name}"]`);
  const notice = page.locator('[data-session]');
  const least = Number(await notice.getAttribute('data-session-warn')) * 1000;
  assert.ok(least >= WARNED_MS, `expected a warning two minutes before, got ${least} ms`);
  assert.equal(await notice.getAttribute('role'), 'status');
  assert.equal(await notice.isVisible(), false);
  await line.fill(LINE);
  for (let extension = 0; extension < LEAST_EXTENSIONS; extension++) {
    // The clock of the browser stands nearly three minutes before the end, and the server's too.
    await page.clock.fastForward((Number(await notice.getAttribute('data-session')) - 170) * 1000);
    await pool.query(`update cases.sessions set expires_at = now() + interval '3 minutes'`);
    await notice.waitFor({ state: 'visible' });
    assert.match(await notice.innerText(), /3/);
    await notice.locator('button').focus();
    await page.keyboard.press('Enter');
    await notice.waitFor({ state: 'hidden' });
    const { rows } = await pool.query<{ long: boolean }>(
      `select max(expires_at) > now() + interval '10 minutes' as long from cases.sessions`,
    );
    assert.equal(rows[0]!.long, true);
    assert.equal(await line.inputValue(), LINE);
  }
  await close();
}

/** Check 33 without script: the page to extend is a page of its own, reached by the same button. */
export async function extendWithoutScript(stage: Stage, subject: Subject): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled: false });
  const shown = await page.goto(`${stage.system.url.portal}/de/session`);
  assert.equal(shown!.status(), 200);
  await stage.system.database.pool.query(`update cases.sessions set expires_at = now() + interval '3 minutes'`);
  await page.locator('main form[action$="/session"] button').last().click();
  const { rows } = await stage.system.database.pool.query<{ long: boolean }>(
    `select max(expires_at) > now() + interval '10 minutes' as long from cases.sessions`,
  );
  assert.equal(rows[0]!.long, true);
  await close();
}

/** Check 31: reference, what comes next and when, whom to ask; it stands there again for who kept the address. */
export async function keepConfirmation(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const reference = await sendDraft(begun);
  const address = `${stage.system.url.portal}/de/cases/${reference}/confirmation`;
  for (const browser of [begun.browser, await signedIn(stage.system, 'portal', 'lea')]) {
    const { page, close } = await windowOf(stage, { ...begun, browser }, { javaScriptEnabled });
    await page.goto(address);
    const text = await page.locator('main').innerText();
    assert.ok(text.includes(reference), text);
    assert.match(text, /(Wie geht es weiter|Was jetzt kommt|Nächste|weiter)/i);
    assert.match(text, /\d{1,2}\. \p{L}+ \d{4}/u);
    assert.ok((await page.locator('main a[href^="tel:"], main a[href^="mailto:"]').count()) > 0, 'expected a way to ask');
    const href = await page.locator('main a[href$="/submission"]').getAttribute('href');
    const document = await until(async () => {
      const answer = await page.request.get(stage.system.url.portal + href);
      return answer.headers()['content-type'] === 'application/pdf' ? answer.body() : null;
    });
    assert.ok((await pageTexts(document)).join(' ').includes(reference), 'the PDF of what was sent names the case');
    await page.locator('main a[href$="/feedback"]').click();
    await page.locator('main input[name="ease"][value="4"]').check();
    await page.locator('main form button[type="submit"]').last().click();
    await page.getByText('Danke für Ihre Antwort').waitFor();
    await close();
  }
}

/** Check 24 after sending: confirmation, case and list of cases are in the language of the page, foreign words marked. */
export async function readWhatWasSent(stage: Stage, subject: Subject, languages: readonly string[]): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const reference = await sendDraft(begun);
  const { page, close } = await windowOf(stage, begun, { viewport: { width: 320, height: 640 } });
  const faults: string[] = [];
  for (const lang of languages)
    for (const path of [`/cases/${reference}/confirmation`, `/cases/${reference}`, '/cases']) {
      await page.goto(`${stage.system.url.portal}/${lang}${path}`);
      faults.push(...[...(await wordFaults(page, lang)), ...(await overflow(page))].map((fault) => `${lang} ${path}: ${fault}`));
    }
  await close();
  assert.deepEqual(faults, []);
}
