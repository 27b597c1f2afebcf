import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Stage } from './browsers.ts';
import { errorFaults } from './error-checks.ts';
import { fillPages } from './fill-page.ts';
import { beginDraft, fillDraftPages, windowOf, type Subject } from './form-subjects.ts';
import { keyboard, pointer, walkByTab } from './hands.ts';
import { untilSaving } from './keep-draft.ts';
import { onward, send, type Journey } from './order-journey.ts';

/** Empties everything that a page asks. */
async function emptyPage(page: Page): Promise<void> {
  await page
    .locator('main form .field')
    .first()
    .waitFor({ timeout: 2000 })
    .catch(() => {});
  await page.evaluate(() => {
    for (const field of document.querySelectorAll<HTMLInputElement>(
      'main form .field input, main form .field textarea, main form .field select',
    )) {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
      else if (field.type !== 'hidden' && field.type !== 'submit') field.value = '';
    }
  });
}

/** Check 1: every page that is sent empty and has faults shows them as it must. Gives the number of such pages. */
export async function showErrors(
  stage: Stage,
  subject: Subject,
  javaScriptEnabled: boolean,
  languages: readonly string[],
): Promise<number> {
  const begun = await beginDraft(stage, subject, 'lea');
  const pages = await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
  const faults: string[] = [];
  let faulty = 0;
  for (const path of pages.slice(0, -1))
    for (const lang of languages) {
      await page.goto(`${stage.system.url.portal}/${lang}${path}`);
      await emptyPage(page);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST'),
        page.waitForEvent('load'),
        onward(page).click(),
      ]);
      if (answer.status() !== 422) break;
      faulty += 1;
      faults.push(...(await errorFaults(page, lang)).map((fault) => `${lang} ${path.replace(begun.draft, '')}: ${fault}`));
    }
  await close();
  assert.deepEqual(faults, []);
  return faulty;
}

/** Checks 2 and 10: from the page of the service to the confirmation, by keyboard or pointer; gives the pages. */
export async function walkForm(
  stage: Stage,
  subject: Subject,
  how: { javaScriptEnabled: boolean; keys: boolean; lang: string; width: number; height: number },
): Promise<string[]> {
  // A draft that is half filled in would leave nothing to type.
  const old = await beginDraft(stage, subject, 'lea');
  await old.browser.get(`/de${old.draft}/delete`);
  await old.browser.submit('[action$="/delete"]');
  const { page, close } = await windowOf(stage, old, {
    javaScriptEnabled: how.javaScriptEnabled,
    viewport: { width: how.width, height: how.height },
  });
  const stops: number[] = [];
  const journey: Journey = {
    system: stage.system,
    page,
    lang: how.lang,
    who: 'lea',
    hands: how.keys ? keyboard(page) : pointer(),
    look: async () => void (how.keys && stops.push(await walkByTab(page))),
  };
  await page.goto(`${stage.system.url.portal}/${how.lang}/services/${subject.service}`);
  await journey.hands.press(page.locator(`main form[action$="/start"] button`).first());
  await page.waitForURL(/\/eligibility|\/drafts/);
  for (const [name, value] of Object.entries({ about: 'household', registeredHere: 'registered' })) {
    if (!page.url().includes('/eligibility')) break;
    await journey.hands.choose(page.locator(`input[name="${name}"][value="${value}"]`));
    const before = page.url();
    await journey.hands.press(page.locator('main form button.button').first());
    await page.waitForURL((url) => url.href !== before);
  }
  await page.waitForURL('**/drafts/**');
  const pages = await fillPages(journey, subject.answers);
  await send(journey);
  await close();
  if (how.keys) assert.ok(stops.every((each) => each >= 4) && stops.length > pages.length, `expected stops on every page, got ${stops}`);
  return pages;
}

/** Check 30: a change from the page to check leads back there, not through the rest. */
export async function changeAndReturn(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
  await page.goto(`${stage.system.url.portal}/de${begun.draft}/check`);
  const links = await page
    .locator('.answers .change a')
    .evaluateAll((all) => [...new Set(all.map((each) => (each as HTMLAnchorElement).href))]);
  assert.ok(links.length > 0, 'expected links to change an answer');
  for (const link of links) {
    await page.goto(link);
    await onward(page).click();
    await page.waitForURL('**/check');
  }
  const { name, before } = subject.line;
  await page.goto(links.find((link) => link.includes(subject.line.page))!);
  if (before) await page.locator(`input[name="${before.name}"][value="${before.value}"]`).check();
  await page.locator(`[name="${name}"]`).fill('Anders als vorher');
  await onward(page).click();
  await page.waitForURL('**/check');
  assert.match(await page.locator('main').innerText(), /Anders als vorher/);
  await close();
}

/** Check 24: the switch leads to the same page and keeps what is typed; without script, what was sent. */
export async function switchLanguages(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<void> {
  const begun = await beginDraft(stage, subject, 'lea');
  await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled, viewport: { width: 320, height: 640 } });
  const at = `${begun.draft}/pages/${subject.line.page}`;
  await page.goto(`${stage.system.url.portal}/de${at}`);
  const { before, name } = subject.line;
  if (before) await page.locator(`input[name="${before.name}"][value="${before.value}"]`).check();
  await page.locator(`[name="${name}"]`).fill('Zwischen Sprachen');
  if (!javaScriptEnabled) {
    await onward(page).click();
    await page.waitForURL((url) => !url.pathname.endsWith(at));
    await page.goto(`${stage.system.url.portal}/de${at}`);
  } else {
    await untilSaving(page);
    await page.locator(`[name="${name}"]`).blur();
  }
  for (const lang of ['fr', 'it', 'en', 'de']) {
    await page.locator('.langs summary').click();
    await page.locator(`.langs a[hreflang^="${lang}"]:not([hreflang$=simple])`).click();
    await page.waitForURL(`**/${lang}${at}`);
    assert.equal((await page.locator('html').getAttribute('lang'))!.slice(0, 2), lang);
    assert.equal(await page.locator(`[name="${name}"]`).inputValue(), 'Zwischen Sprachen');
  }
  await close();
}

const DATES = ['1.2.27', '01.02.2027', '2027-02-01'];
const PHONES = ['041 555 12 34', '+41 41 555 12 34', '0041.41.555.12.34', '041/5551234'];
const NAMES = ['D’Angelo-Čapek ł', "O'Neill Müller-Łuk"];

/** Check 28: what people type into the fields of this form in different ways is taken and means the same. Gives what was tried. */
export async function readManyForms(stage: Stage, subject: Subject): Promise<string[]> {
  const begun = await beginDraft(stage, subject, 'lea');
  const pages = await fillDraftPages(begun);
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled: false });
  const tried: string[] = [];
  const url = (path: string): string => `${stage.system.url.portal}/de${path}`;
  const meant = async (path: string, fill: (text: string) => Promise<void>, texts: string[], show = texts[0]!): Promise<void> => {
    const results = new Set<string>();
    for (const text of texts) {
      await page.goto(url(path));
      await fill(text);
      await onward(page).click();
      await page.waitForURL((address) => address.href !== url(path)).catch(() => assert.fail(`expected «${text}» to be taken at ${path}`));
      await page.goto(url(path));
      results.add(
        JSON.stringify(
          await page
            .locator('main form .field input[type=text]')
            .evaluateAll((all) => (all as HTMLInputElement[]).map((each) => each.value)),
        ),
      );
    }
    tried.push(show);
    assert.equal(results.size, 1, `expected one meaning of ${texts}, got ${[...results]}`);
  };
  for (const path of pages.slice(0, -1)) {
    await page.goto(url(path));
    for (const name of await page
      .locator('main form input[name$="-day"]')
      .evaluateAll((all) => (all as HTMLInputElement[]).map((each) => each.name)))
      await meant(
        path,
        async (text) => {
          await page.locator(`[name="${name}"]`).fill(text);
          for (const part of ['month', 'year']) await page.locator(`[name="${name.replace(/day$/, part)}"]`).fill('');
        },
        DATES,
      );
    await page.goto(url(path));
    if ((await page.locator('[name="contact.phone"]').count()) > 0)
      await meant(path, (text) => page.locator('[name="contact.phone"]').fill(text), PHONES);
  }
  const line = `${begun.draft}/pages/${subject.line.page}`;
  for (const text of NAMES) {
    await page.goto(url(line));
    const { before } = subject.line;
    if (before) await page.locator(`input[name="${before.name}"][value="${before.value}"]`).check();
    await meant(line, (words) => page.locator(`[name="${subject.line.name}"]`).fill(words), [text]);
    await page.goto(url(line));
    assert.equal(await page.locator(`[name="${subject.line.name}"]`).inputValue(), text);
  }
  await close();
  return tried;
}
