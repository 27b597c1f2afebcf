import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Stage } from './browsers.ts';
import { beginDraft, fillDraftPages, windowOf, type Begun, type Subject } from './form-subjects.ts';
import { onward } from './order-journey.ts';

const LINE = 'O’Connor-Čapek, ł 12';

interface Typing {
  begun: Begun;
  page: Page;
  line: ReturnType<Page['locator']>;
  close(): Promise<void>;
}

/** A window on the page of the subject's line of text, before it is changed. */
async function openLine(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<Typing> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
  await page.goto(`${stage.system.url.portal}/de${begun.draft}/pages/${subject.line.page}`);
  const { before } = subject.line;
  if (before) await page.locator(`input[name="${before.name}"][value="${before.value}"]`).check();
  return { begun, page, line: page.locator(`[name="${subject.line.name}"]`), close };
}

const count = async (stage: Stage, table: string): Promise<number> =>
  Number((await stage.system.database.pool.query(`select count(*) from ${table}`)).rows[0].count);

/** Check 4: the session ends while somebody types; after sign-in the page is there with every value, and nothing is sent. */
export async function surviveExpiry(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<void> {
  const { page, line, close } = await openLine(stage, subject, javaScriptEnabled);
  const before = await count(stage, 'cases.cases');
  const address = page.url();
  await stage.system.database.pool.query(`update cases.sessions set expires_at = now() - interval '1 minute'`);
  // Sent at once by the key, before anything is saved on the way.
  await line.fill(LINE);
  await onward(page).click();
  await page.waitForURL('**/sign-in?*');
  await page.locator('main form[action$="/sign-in"] button').click();
  await page.waitForURL(`${stage.system.url.identityProvider}/**`);
  await page.locator('input[name="person"][value="lea"]').check();
  await page.locator('button[value="sign-in"]').click();
  await page.waitForURL((url) => url.href.startsWith(address));
  assert.equal(await page.locator(`[name="${subject.line.name}"]`).inputValue(), LINE);
  assert.equal(await count(stage, 'cases.cases'), before, 'nothing is sent by signing in');
  await onward(page).click();
  await page.waitForURL((url) => !url.href.startsWith(address));
  await page.goBack();
  assert.equal(await page.locator(`[name="${subject.line.name}"]`).inputValue(), LINE);
  await close();
}

const FAILURES = {
  'an error of the server': (page: Page) =>
    page.route('**/pages/*', (route, request) => (request.headers()['x-autosave'] ? route.fulfill({ status: 503 }) : route.continue())),
  'a session that ended': (page: Page) =>
    page.route('**/pages/*', (route, request) => (request.headers()['x-autosave'] ? route.fulfill({ status: 401 }) : route.continue())),
  'a lost connection': (page: Page) =>
    page.route('**/pages/*', (route, request) =>
      request.headers()['x-autosave'] ? route.abort('internetdisconnected') : route.continue(),
    ),
};

/** Check 5: an answer that cannot be saved is said at the first failure, in words of its own cause, with a button to try again. */
export async function tellFailedSave(stage: Stage, subject: Subject): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const said = new Set<string>();
  for (const [name, fail] of Object.entries(FAILURES)) {
    const { page, context } = await windowOf(stage, begun);
    await page.goto(`${stage.system.url.portal}/de${begun.draft}/pages/${subject.line.page}`);
    const { before } = subject.line;
    if (before) await page.locator(`input[name="${before.name}"][value="${before.value}"]`).check();
    await page.locator('[data-autosave-status]').waitFor({ state: 'attached' });
    await fail(page);
    const line = page.locator(`[name="${subject.line.name}"]`);
    const words = `${LINE} ${name}`;
    await line.fill(words);
    await line.blur();
    const alert = page.locator('[role="alert"][data-autosave-alert]');
    await alert.locator('button').waitFor();
    said.add(await alert.innerText());
    assert.equal(await line.inputValue(), words);
    await page.unroute('**/pages/*');
    await alert.locator('button').focus();
    await page.keyboard.press('Enter');
    await alert.locator('button').waitFor({ state: 'detached' });
    await page.reload();
    assert.equal(await page.locator(`[name="${subject.line.name}"]`).inputValue(), words);
    // What the browser notes of the failures is what was asked for.
    await context.close();
  }
  assert.equal(said.size, 3, `expected words for each cause, got ${[...said]}`);
}

/** Check 7, first half: «back» from any page shows what was answered before. */
export async function goBackThroughPages(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  const pages = await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
  const values = (): Promise<string[]> =>
    page
      .locator('main form .field input:not([type=hidden]), main form .field textarea, main form .field select')
      .evaluateAll((fields) =>
        (fields as HTMLInputElement[]).map((field) =>
          ['radio', 'checkbox'].includes(field.type) ? `${field.name}=${field.value}:${field.checked}` : `${field.name}=${field.value}`,
        ),
      );
  await page.goto(`${stage.system.url.portal}/de${pages[0]}`);
  const seen: { url: string; values: string[] }[] = [];
  for (let steps = 0; steps < pages.length - 1; steps++) {
    seen.push({ url: page.url(), values: await values() });
    await onward(page).click();
    await page.waitForURL((url) => url.href !== seen.at(-1)!.url);
  }
  assert.match(page.url(), /\/check$/);
  for (const before of seen.toReversed()) {
    await page.goBack();
    assert.equal(page.url(), before.url);
    assert.deepEqual(await values(), before.values);
  }
  await close();
}

/** Checks 6 and 7: a double click, a reload and «back» on «send» make one case, and «back» says that it is sent. Gives the reference. */
export async function sendOnce(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<string> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const before = await count(stage, 'cases.cases');
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
  await page.goto(`${stage.system.url.portal}/de${begun.draft}/pages/${subject.line.page}`);
  await page.goto(`${stage.system.url.portal}/de${begun.draft}/check`);
  await page.locator('main form[action$="/check"] button').dblclick();
  // The second click may cut off the navigation of the first: only where the page ends counts.
  await page.waitForFunction(() => location.pathname.endsWith('/confirmation'));
  await page.waitForLoadState();
  const confirmation = page.url();
  await page.reload();
  assert.equal(page.url(), confirmation);
  const reference = /cases\/([^/]+)/.exec(confirmation)![1]!;
  for (let step = 0; step < 2; step++) {
    await page.goBack();
    assert.match(await page.locator('main').innerText(), /Das ist schon gesendet/);
    assert.match((await page.locator('main a.button').getAttribute('href'))!, new RegExp(`/cases/${reference}$`));
  }
  assert.equal(await count(stage, 'cases.cases'), before + 1);
  await close();
  return reference;
}
