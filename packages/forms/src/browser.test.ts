import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { viewFaults } from '../../../tests/support/view-faults.ts';
import { launchBrowser } from '../../../tools/testing/browser.ts';
import { compiled, contextWith } from './testing/context.ts';
import { everything, everythingAnswers, everythingNames, everythingTexts } from './testing/everything.ts';
import { serveForm, type FormServer } from './testing/form-server.ts';
import { translateFrom } from './testing/texts.ts';

const sent = [
  { ref: 'a1', name: 'vertrag.pdf', size: 1_234_567, state: 'accepted' as const, reason: null },
  {
    ref: 'a2',
    name: 'foto-mit-einem-sehr-langen-namen-ohne-leerzeichen-2026.jpg',
    size: 400_000,
    state: 'refused' as const,
    reason: 'Seite 2 ist zu dunkel.',
  },
];
const form = compiled(everything);
const context = contextWith(translateFrom('de', [], everythingTexts), everythingNames, {
  evidence: { lease: { accept: ['pdf', 'jpg'], maxSize: '20 MB', count: 3 } },
  documentHref: (ref) => `/documents/${ref}`,
  files: () => sent,
});
const pages = form.pages(context).map(({ id }) => id);

describe('every kind of field in a real browser', { concurrency: 1 }, () => {
  let server: FormServer;
  let browser: Browser;

  before(async () => {
    server = await serveForm(form, context);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(id: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const opened = await browser.newContext({ locale: 'de-CH', viewport: { width: 320, height: 800 }, ...options });
    try {
      const page = await opened.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on(
        'console',
        (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()) && complaints.push(message.text()),
      );
      await page.goto(`${server.base}/${id}`);
      await use(page);
      assert.deepEqual(complaints, []);
    } finally {
      await opened.close();
    }
  }

  const send = (page: Page) => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Weiter' }).last().click()]);

  async function assertSound(page: Page, state: string): Promise<void> {
    assert.deepEqual(await viewFaults(page, [320, 1440], ['light']), [], state);
  }

  for (const id of pages) {
    test(`${id}: empty, faulty and filled, axe finds nothing and nothing scrolls sideways`, async () => {
      await open(id, { bypassCSP: true }, async (page) => {
        server.answers = {};
        await page.reload();
        await assertSound(page, 'empty');
        for (const box of await page.locator('input[type=text], textarea').all()) if (await box.isVisible()) await box.fill('x9');
        await send(page);
        await assertSound(page, 'faulty');
        server.answers = { ...everythingAnswers };
        await page.goto(`${server.base}/${id}`);
        await assertSound(page, 'filled');
      });
    });

    test(`${id}: every error leads to a control that takes the focus`, async () => {
      server.answers = {};
      await open(id, {}, async (page) => {
        for (const box of await page.locator('input[type=text], textarea').all()) if (await box.isVisible()) await box.fill('x9');
        await send(page);
        const links = await page.locator('[data-error-summary] a').all();
        for (const link of links) {
          await link.focus();
          await page.keyboard.press('Enter');
          // The focus goes from the link to its control in a moment.
          for (let tries = 0; tries < 200 && (await link.evaluate((from) => document.activeElement === from)); tries++)
            await page.waitForTimeout(25);
          const [hash, focused] = await page.evaluate(() => [
            document.activeElement?.id,
            /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(document.activeElement?.tagName ?? ''),
          ]);
          assert.ok(focused, `${await link.textContent()} leads to ${String(hash)}`);
          assert.equal(`#${String(hash)}`, await link.getAttribute('href'));
        }
      });
    });
  }

  test('all pages can be filled and sent by keyboard alone, without script', async () => {
    server.answers = {};
    await open(pages[1]!, { javaScriptEnabled: false }, async (page) => {
      await page.keyboard.press('Tab');
      for (let step = 0; step < 40; step += 1) {
        const id = await page
          .locator(':focus')
          .getAttribute('id')
          .catch(() => null);
        if (id === 'f-whole') break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.type("1'2");
      await page.keyboard.press('Enter');
      await page.waitForURL(`${server.base}/${pages[2]}`);
      assert.equal(server.answers['whole'], 12);
    });
  });

  test('rows inside rows are added and removed without script, and nothing typed is lost', async () => {
    server.answers = {};
    await open('children', { javaScriptEnabled: false }, async (page) => {
      await page.locator('[name="children[1].name"]').fill('Mia');
      await page.getByRole('button', { name: 'Noch ein Kind' }).click();
      await page.locator('[name="children[2].name"]').fill('Tim');
      await page.getByRole('button', { name: 'Noch ein Spielzeug' }).nth(1).click();
      await page.locator('[name="children[2].toys[1].toy"]').fill('Ball');
      await page.getByRole('button', { name: 'Kind 1 entfernen' }).click();
      await page.locator('[name="children[2].name"]').waitFor({ state: 'detached' });
      assert.equal(await page.locator('[name="children[1].name"]').inputValue(), 'Tim');
      assert.equal(await page.locator('[name="children[1].toys[1].toy"]').inputValue(), 'Ball');
      await send(page);
      assert.deepEqual(server.answers['children'], [{ name: 'Tim', school: false, toys: [{ toy: 'Ball' }] }]);
    });
  });

  test('with script, fields appear and sums follow as the rules of the server say', async () => {
    server.answers = {};
    await open('page_choices', {}, async (page) => {
      const long = page.locator('[name=long]');
      await long.waitFor({ state: 'hidden' });
      assert.equal(await page.locator('.only-if').count(), 0, 'the words for whoever has no script are gone');
      await page.locator('[name=several]').nth(0).check();
      await page.locator('[name=several]').nth(2).check();
      await long.waitFor({ state: 'visible' });
      await page.locator('[name=several]').nth(0).uncheck();
      await long.waitFor({ state: 'hidden' });
    });
    await open('page_numbers', {}, async (page) => {
      await page.locator('output').waitFor({ state: 'hidden' });
      await page.locator('[name=whole]').fill('21');
      await page.getByText('42').waitFor();
    });
    await open('children', {}, async (page) => {
      const teacher = page.locator('[name="children[1].teacher"]');
      await teacher.waitFor({ state: 'hidden' });
      await page.locator('[name="children[1].school"]').check();
      await teacher.waitFor({ state: 'visible' });
    });
  });

  test('the place follows the postcode, with script at once and without when the page is sent', async () => {
    server.answers = {};
    await open('page_people', {}, async (page) => {
      await page.locator('[name="home.swissZipCode"]').fill('8001');
      await page.locator('[name="home.street"]').focus();
      await page.waitForFunction(() => (document.querySelector('[name="home.town"]') as HTMLInputElement).value === 'Zürich');
    });
    await open('page_people', { javaScriptEnabled: false }, async (page) => {
      await page.locator('[name="home.swissZipCode"]').fill('8001');
      await page.locator('[name="witness.firstName"]').fill('Ada');
      await page.locator('[name="witness.officialName"]').fill('Žak');
      await page.locator('[name="witness.dateOfBirth-year"]').fill('1951');
      await send(page);
      assert.equal(server.answers['home.town'], 'Zürich');
    });
  });

  test('when the server cannot be asked, everything stays shown and can be sent', async () => {
    server.answers = {};
    await open('page_choices', {}, async (page) => {
      await page.route('**/page_choices', (route) => (route.request().headers()['x-live'] ? route.abort() : route.continue()));
      await page.locator('[name=colour]').nth(1).check();
      await send(page);
      assert.equal(server.answers['colour'], 'green');
    });
  });
});
