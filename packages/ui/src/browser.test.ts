import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { overflow, smallTargets } from '../../../tests/support/layout-checks.ts';
import { viewFaults } from '../../../tests/support/view-faults.ts';
import { launchBrowser } from '../../../tools/testing/browser.ts';
import { assetFile } from './assets.ts';
import { gallery } from './gallery.ts';
import { GALLERY_PAGES } from './gallery-pages/index.ts';
import type { Html } from './html.ts';

const PAGES: Record<string, () => Html> = { ...GALLERY_PAGES, gallery };
const STAFF = new Set(['worklist', 'task']);
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

describe('in a real browser', { concurrency: 1 }, () => {
  let server: Server;
  let browser: Browser;
  let base: string;
  /** Answers of the server to what scripts ask; a test may exchange them. */
  const answers: Record<string, { status: number; body: string; type: string }> = {};

  before(async () => {
    server = createServer(async (request, response) => {
      const path = new URL(request.url!, 'http://x').pathname;
      const asset = path.startsWith('/assets/') ? assetFile(path.slice('/assets/'.length)) : null;
      const scripted = answers[path];
      const render = PAGES[path.slice(1)];
      if (asset) response.writeHead(200, { 'content-type': asset.type }).end(asset.body);
      else if (scripted) response.writeHead(scripted.status, { 'content-type': scripted.type }).end(scripted.body);
      else if (render)
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
          .end(String(await render()));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(name: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ locale: 'de-CH', viewport: { width: 1440, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on(
        'console',
        (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()) && complaints.push(message.text()),
      );
      await page.goto(`${base}/${name}`);
      await page.evaluate(() => document.fonts.ready);
      await use(page);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  }

  for (const name of Object.keys(PAGES)) {
    it(`${name}: axe finds nothing, narrow and wide, light and dark`, async () => {
      await open(name, {}, async (page) => {
        assert.deepEqual(await viewFaults(page, [320, 1440]), [], name);
      });
    });

    it(`${name}: never scrolls sideways, with wide letter spacing and doubled text neither`, async () => {
      await open(name, { bypassCSP: true }, async (page) => {
        const check = async (state: string, widths = [320, 640, 768, 1024, 1440]): Promise<void> => {
          for (const width of widths) {
            await page.setViewportSize({ width, height: 800 });
            assert.deepEqual(await overflow(page), [], `${name} ${width} ${state}`);
          }
        };
        await check('as it is');
        const spacing = await page.addStyleTag({
          content:
            '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
        });
        await check('with wide spacing');
        await spacing.evaluate((style) => (style as Element).remove());
        await page.addStyleTag({ content: 'html { font-size: 200% }' });
        // With the browser's own text size doubled, width queries in rem see half the width.
        await check('with doubled text', [480, 640]);
      });
    });

    it(`${name}: targets are large enough`, async () => {
      await open(name, {}, async (page) => {
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          assert.deepEqual(await smallTargets(page, STAFF.has(name) ? 24 : 44), [], `${name} ${width}`);
        }
      });
    });
  }

  it('opens the menu and the languages without script, and the close button closes', async () => {
    await open('home', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }, async (page) => {
      const link = page.locator('.main-nav a').first();
      assert.equal(await link.isVisible(), false);
      await page.getByRole('button', { name: 'Menü' }).click();
      assert.equal(await link.isVisible(), true);
      await page.locator('.langs summary').click();
      assert.equal(await page.getByRole('link', { name: 'Français' }).getAttribute('lang'), 'fr');
      await page.getByRole('button', { name: 'Schliessen' }).click();
      assert.equal(await link.isVisible(), false);
    });
  });

  it('gives the error summary the focus without script; its link leads to the field', async () => {
    for (const javaScriptEnabled of [false, true]) {
      await open('question-error', { javaScriptEnabled }, async (page) => {
        await page.locator('.error-summary:focus').waitFor();
        await page.locator('.error-summary a').click();
        await page.locator('#since:focus').waitFor();
        assert.equal(await page.locator('#since').getAttribute('aria-invalid'), 'true');
      });
    }
  });

  it('shows a focus ring of at least 2 px on everything the tab key reaches', async () => {
    await open('case', {}, async (page) => {
      for (let step = 0; step < 40; step += 1) {
        await page.keyboard.press('Tab');
        const ring = await page.evaluate(() => {
          const style = getComputedStyle(document.activeElement!);
          return {
            name: document.activeElement!.outerHTML.slice(0, 80),
            width: Number.parseFloat(style.outlineWidth),
            style: style.outlineStyle,
          };
        });
        if (ring.name.startsWith('<body')) break;
        assert.ok(ring.width >= 2 && ring.style !== 'none', JSON.stringify(ring));
      }
    });
  });

  it('shows the links to earlier pages on narrow windows while they have the focus', async () => {
    await open('question', { viewport: { width: 320, height: 640 } }, async (page) => {
      const link = page.locator('.form-steps a').first();
      assert.ok((await link.boundingBox())!.width <= 1);
      await link.focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      assert.ok((await link.boundingBox())!.width >= 44);
      assert.deepEqual(await overflow(page), []);
    });
  });

  it('an answer given before the script is there is saved when it is', async () => {
    await open('gallery', {}, async (page) => {
      answers['/autosave'] = { status: 204, body: '', type: 'text/plain' };
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/autosave*.js', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${base}/gallery`);
      const saved = page.waitForRequest((request) => request.url().endsWith('/autosave') && (request.postData() ?? '').includes('Egli'));
      await page.locator('#auto').fill('Egli');
      await page.keyboard.press('Tab');
      release();
      await saved;
    });
  });

  it('saves an answer first when a link is followed right after it; where that fails the page stays and says so', async () => {
    await open('gallery', {}, async (page) => {
      await page
        .locator('a[href="#"]')
        .first()
        .evaluate((element) => element.setAttribute('href', '/home'));
      const link = page.locator('a[href="/home"]');
      answers['/autosave'] = { status: 500, body: '', type: 'text/plain' };
      // The script that saves is fetched after the page.
      await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/autosave')));
      await page.locator('#auto').fill('Egli');
      await link.click();
      await page
        .locator('[data-autosave-alert]')
        .getByText(/Server antwortet nicht/)
        .waitFor();
      assert.equal(new URL(page.url()).pathname, '/gallery');
      answers['/autosave'] = { status: 204, body: '', type: 'text/plain' };
      await page.locator('#auto').fill('Egli-Nötzli');
      const saved = page.waitForRequest(
        (request) => request.url().endsWith('/autosave') && decodeURIComponent(request.postData() ?? '').includes('Egli-Nötzli'),
      );
      await link.click();
      await saved;
      await page.waitForURL('**/home');
    });
  });

  it('says on the first failed save what happened, keeps the text, and saves again on request', async () => {
    await open('gallery', {}, async (page) => {
      const alert = page.locator('[data-autosave-alert]');
      for (const [status, words] of [
        [500, /Server antwortet nicht/],
        [401, /nicht mehr angemeldet/],
      ] as const) {
        answers['/autosave'] = { status, body: '', type: 'text/plain' };
        await page.locator('#auto').fill(`Egli ${status}`);
        await page.locator('#auto').blur();
        await alert.getByText(words).waitFor();
        assert.equal(await page.locator('#auto').inputValue(), `Egli ${status}`);
      }
      answers['/autosave'] = { status: 204, body: '', type: 'text/plain' };
      await alert.getByRole('button', { name: 'Jetzt noch einmal speichern' }).click();
      await page.getByText(/Gespeichert um \d\d/).waitFor();
      assert.equal(await alert.textContent(), '');
      await page.context().setOffline(true);
      await page.locator('#auto').fill('Egli offline');
      await page.locator('#auto').blur();
      await alert.getByText(/Verbindung ist weg/).waitFor();
    });
  });

  it('shows a conditional field with its condition only; without script always', async () => {
    await open('gallery', {}, async (page) => {
      await page.locator('#co').waitFor({ state: 'hidden' });
      await page.locator('#delivery-2').check();
      await page.locator('#co').waitFor({ state: 'visible' });
      assert.equal(await page.getByText('Nur bei Zustellung per Post.').count(), 0);
    });
    await open('gallery', { javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator('#co').isVisible(), true);
      assert.equal(await page.getByText('Nur bei Zustellung per Post.').isVisible(), true);
    });
  });

  it('counts what is left and says when it is too much', async () => {
    await open('gallery', {}, async (page) => {
      await page.locator('#reason').fill('x'.repeat(490));
      await page.locator('#reason-count', { hasText: 'Noch 10 Zeichen' }).waitFor();
      await page.locator('#reason').fill('x'.repeat(503));
      await page.locator('#reason-count.over', { hasText: '3 Zeichen zu viel' }).waitFor();
    });
  });

  it('warns before the session ends and extends it in place', async () => {
    await open('gallery', {}, async (page) => {
      const notice = page.locator('[data-session]');
      await notice.getByText('Noch 2 Minuten angemeldet.').waitFor();
      answers['/session'] = { status: 200, body: '{"secondsLeft":1800}', type: 'application/json' };
      await notice.getByRole('button', { name: 'Angemeldet bleiben' }).click();
      await notice.waitFor({ state: 'hidden' });
      assert.equal(new URL(page.url()).pathname, '/gallery');
    });
  });

  it('brings a live region up to date and reads the new sentence out politely', async () => {
    answers['/fragment'] = { status: 200, body: '<p data-announce>Ihre Bestätigung ist da.</p>', type: 'text/html; charset=utf-8' };
    await open('gallery', {}, async (page) => {
      await page.locator('[data-refresh]', { hasText: 'Ihre Bestätigung ist da.' }).waitFor();
      assert.equal(await page.locator('[data-refresh-status]').textContent(), 'Ihre Bestätigung ist da.');
    });
  });

  it('goes through the work list by arrow keys', async () => {
    await open('worklist', {}, async (page) => {
      await page.locator('.what a').first().focus();
      // The script is fetched after the page; press until it is there.
      await page.waitForFunction(() => performance.getEntriesByType('resource').some((entry) => entry.name.includes('worklist')));
      await page.keyboard.press('ArrowDown');
      await page.locator('.what a:focus', { hasText: 'Gebühr prüfen' }).waitFor();
      await page.keyboard.press('End');
      await page.locator('.what a:focus', { hasText: 'Früheren Wohnsitz bestätigen' }).waitFor();
    });
  });

  it('check 22: keeps lines, dots and signs in forced colours and prints without navigation', async () => {
    await open('case', { forcedColors: 'active' }, async (page) => {
      const dot = await page
        .locator('.route > li')
        .first()
        .evaluate((item) => getComputedStyle(item, '::after').backgroundColor);
      const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.notEqual(dot, canvas);
      assert.notEqual(await page.locator('.sign').evaluate((item) => getComputedStyle(item).borderStyle), 'none');
    });
    await open('case', {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      for (const gone of ['.main-nav', '.button', '.site-footer .horizon', '.file'])
        assert.equal(await page.locator(gone).first().isVisible(), false, gone);
      for (const stays of ['.sentence', '.facts', '.route', '.docs'])
        assert.equal(await page.locator(stays).first().isVisible(), true, stays);
    });
  });
});
