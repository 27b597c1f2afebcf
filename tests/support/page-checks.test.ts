import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../tools/testing/browser.ts';
import { errorFaults } from './error-checks.ts';
import { walkByTab } from './hands.ts';
import { pageFaults } from './page-checks.ts';
import { viewFaults } from './view-faults.ts';
import { watch } from './watch.ts';
import { bareSentences } from './word-checks.ts';

/** A page in which nothing is wrong; `body` and `head` are where a test puts its fault. */
function pageWith({
  body = '',
  head = '',
  lang = 'de-CH',
  heading = '<h1>Wohnen</h1>',
}: {
  body?: string;
  head?: string;
  lang?: string;
  heading?: string;
}): string {
  return `<!DOCTYPE html>\n<html lang="${lang}"><head><meta charset="utf-8"><title>Wohnen – Portal</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css">${head}</head><body><main>${heading}<p>Das ist ein ganzer Satz.</p>${body}</main></body></html>`;
}

const STYLE =
  'body{margin:16px;color-scheme:light dark}a,button{display:inline-flex;min-height:44px;min-width:44px}:focus-visible{outline:3px solid}.hidden-text{position:absolute;width:1px;clip-path:inset(50%)}';

describe('the checks of pages see what they are for', { concurrency: 1 }, () => {
  let browser: Browser;
  let server: Server;
  let base: string;
  let sent = '';

  before(async () => {
    browser = await launchBrowser();
    server = createServer((request, response) => {
      if (request.url === '/style.css') return void response.setHeader('content-type', 'text/css').end(STYLE);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (request.url !== '/open') response.setHeader('content-security-policy', "default-src 'self'");
      response.end(sent);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function on<T>(source: string, use: (page: Page) => Promise<T>): Promise<T> {
    sent = source;
    const page = await browser.newPage();
    try {
      await page.goto(`${base}/page`);
      return await use(page);
    } finally {
      await page.close();
    }
  }
  const faultsOf = (given: Parameters<typeof pageWith>[0], lang = 'de'): Promise<string[]> =>
    on(pageWith(given), (page) => pageFaults(page, { lang, source: sent }));

  it('finds nothing on a good page', async () => {
    assert.deepEqual(await faultsOf({}), []);
  });

  const FAULTS: [string, Parameters<typeof pageWith>[0], RegExp][] = [
    ['another language of the page', { lang: 'fr-CH' }, /lang: expected de-CH, got fr-CH/],
    ['a second first heading', { body: '<h1>Noch einer</h1>' }, /h1: expected one/],
    ['a key instead of words', { body: '<p>interface.home.title</p>' }, /raw text: interface\.home\.title/],
    ['a hole in a text', { body: '<p>Bis {date} bezahlen.</p>' }, /raw text: \{date\}/],
    ['a name of a program', { body: '<p>Ein Programm (demo-register)</p>' }, /raw text: \(demo-register\)/],
    ['words of another language without a mark', { body: '<p>Please choose your municipality.</p>' }, /words in en without a mark/],
    ['a word that stands twice', { body: '<p>Das ist ist zu viel.</p>' }, /word twice: ist ist/],
    ['a sentence without its blank', { body: '<p>Das ist gut.Aber das nicht mehr.</p>' }, /punctuation/],
    ['invalid markup', { body: '<p>Text<div>Block</div></p>' }, /html /],
    ['a control without a name', { body: '<input type="text">' }, /axe /],
    ['a target that is too small', { body: '<button type="button" style="min-height:20px">Ja</button>' }, /target \d+×2\d px/],
    ['what sticks out at 320 px', { body: '<p><span style="display:inline-block;width:400px">breit</span></p>' }, /320 px: sideways/],
    [
      'a summary of errors where none is expected',
      { body: '<div class="error-summary"></div>' },
      /an error summary where none is expected/,
    ],
  ];
  for (const [name, given, expected] of FAULTS) {
    it(`sees ${name}`, async () => {
      // Styles in the page are against the policy of this page too; the test allows them for the fault alone.
      const faults = await faultsOf(given).then(async (found) => (given.body?.includes('style=') ? styled(given) : found));
      assert.ok(
        faults.some((fault) => expected.test(fault)),
        `expected ${expected}, got ${faults.join('\n')}`,
      );
    });
  }

  async function styled(given: Parameters<typeof pageWith>[0]): Promise<string[]> {
    return on(pageWith(given), async (page) => {
      await page.evaluate(() => {
        for (const element of document.querySelectorAll('[style]')) (element as HTMLElement).style.cssText = element.getAttribute('style')!;
      });
      return pageFaults(page, { lang: 'de', source: sent });
    });
  }

  it('sees text that is cut off with wide spacing', async () => {
    const faults = await on(pageWith({ body: '<p id="box">Sehr lange Wörter stehen hier in einer Zeile</p>' }), async (page) => {
      await page.evaluate(() => {
        document.getElementById('box')!.style.cssText = 'white-space:nowrap;overflow:hidden;width:max-content';
      });
      await page.evaluate(() => {
        const box = document.getElementById('box')!;
        box.style.width = `${box.offsetWidth}px`;
      });
      return pageFaults(page, { lang: 'de', source: sent });
    });
    assert.ok(
      faults.some((fault) => /cut off by text spacing/.test(fault)),
      faults.join('\n'),
    );
  });

  it('sees errors without focus, without the word in the title, with other words at the field, or leading nowhere', async () => {
    const summary =
      '<div class="error-summary" tabindex="-1"><ul><li><a href="#a">Schreiben Sie den Namen.</a></li><li><a href="#gone">Wählen Sie.</a></li></ul></div>';
    const field =
      '<div class="field"><label for="a">Name</label><p class="error-text" id="a-error">Etwas anderes.</p><input id="a" aria-describedby="a-error"></div>';
    const faults = await on(pageWith({ heading: `<h1>Wohnen</h1>${summary}`, body: field }), (page) => errorFaults(page, 'de'));
    for (const expected of [/title: expected to begin/, /to have the focus/, /above the h1/, /at its field/, /lead to a field/])
      assert.ok(
        faults.some((fault) => expected.test(fault)),
        `expected ${expected}, got ${faults.join('\n')}`,
      );
  });

  it('sees a bare status word', async () => {
    for (const [words, count] of [
      ['Ihr Antrag ist erledigt.', 1],
      ['In Bearbeitung', 1],
      ['Die Gemeinde prüft Ihre Angaben.', 0],
    ] as const) {
      const found = await on(pageWith({ body: `<p class="sentence">${words}</p>` }), bareSentences);
      assert.equal(found.length, count, words);
    }
  });

  it('sees what is wrong in one scheme or one width alone', async () => {
    const faults = await on(pageWith({ body: '<img src="/x.png"><p class="pale">Blass</p><p class="wide">Breit</p>' }), async (page) => {
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.wide{width:600px} @media (prefers-color-scheme: dark){.pale{background:#000;color:#222}}');
        document.adoptedStyleSheets = [sheet];
      });
      return viewFaults(page, [320, 1440]);
    });
    const seen = (start: RegExp): string[] => faults.filter((fault) => start.test(fault)).map((fault) => fault.split(':')[0]!);
    assert.deepEqual(seen(/sideways/), ['320 px']);
    assert.deepEqual(seen(/axe color-contrast/), ['320 px dark', '1440 px dark']);
    assert.deepEqual(seen(/axe image-alt/), ['320 px light', '1440 px light']);
  });

  it('sees a focus without a ring and a place that holds the focus', async () => {
    const bare = pageWith({ body: '<button type="button" id="bare">Ja</button>' });
    await assert.rejects(
      on(bare, async (page) => {
        await page.evaluate(() => {
          document.getElementById('bare')!.style.outline = 'none';
        });
        await walkByTab(page);
      }),
      /no ring/,
    );
    await assert.rejects(
      on(pageWith({ body: '<button type="button" id="trap">Ja</button><a href="/">Weiter</a>' }), async (page) => {
        await page.evaluate(() => document.getElementById('trap')!.addEventListener('keydown', (event) => event.preventDefault()));
        await walkByTab(page);
      }),
      /lead on from/,
    );
  });

  it('hears of scripts that fail, of violations of the policy and of files from elsewhere', async () => {
    sent = pageWith({
      body: '<p style="color:red">Rot</p>',
      head: '<script>alert(1)</script><link rel="icon" href="https://elsewhere.example/icon.png">',
    });
    const context = await browser.newContext();
    const { complaints } = watch(context, [base]);
    const page = await context.newPage();
    await page.goto(`${base}/page`);
    const failed = context.waitForEvent('weberror');
    await page.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('broken');
        }),
    );
    await failed;
    sent = pageWith({ head: '<link rel="stylesheet" href="https://elsewhere.example/style.css">' });
    await page.goto(`${base}/open`);
    await context.close();
    for (const expected of [
      /script: broken/,
      /inline style.*Content Security Policy/,
      /inline script.*Content Security Policy/,
      /third party: https:\/\/elsewhere/,
    ])
      assert.ok(
        complaints.some((each) => expected.test(each)),
        `expected ${expected}, got ${complaints.join('\n')}`,
      );
  });
});
