import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../tools/testing/browser.ts';
import { checkPageFaults, knownFaults, markFaults, plainOrderFaults } from './question-checks.ts';
import { readingFaults } from './reading-checks.ts';

const WHY = '<details class="why"><summary>Warum?</summary><p>Darum.</p></details>';
const field = (label: string, why = WHY): string => `<div class="field"><label for="a">${label}</label>${why}<input id="a" name="a"></div>`;
const form = (inner: string): string => `<header>Kopf</header><main><h1>Frage</h1><form>${inner}</form></main><footer>Fuss</footer>`;
const BUTTON = '<p class="actions"><button>Weiter</button></p>';

describe('the checks of questions see what they are for', { concurrency: 1 }, () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  after(() => browser?.close());

  const on = async (content: string, check: (page: Page) => Promise<string[]>): Promise<string> => {
    await page.setContent(content);
    return (await check(page)).join('\n');
  };

  it('marks of fields', async () => {
    const check = (from: Page): Promise<string[]> => markFaults(from, 'de');
    assert.equal(await on(form(field('Name')), check), '');
    assert.match(await on(form(field('Name *')), check), /asterisk/);
    assert.match(await on(form(field('Name', '')), check), /why we ask/);
    assert.match(await on(form(field('Name <span class="optional">(optional)</span>')), check), /freiwillig/);
    assert.match(await on(form(field('Name').replace('<input', '<input required')), check), /no mark/);
  });

  it('order without style sheets', async () => {
    assert.equal(await on(form(field('Name') + BUTTON), plainOrderFaults), '');
    assert.match(await on(form(BUTTON + field('Name')), plainOrderFaults), /button below/);
    assert.match(
      await on(`<header></header><main><form>${field('Name')}${BUTTON}</form><h1>Frage</h1></main><footer></footer>`, plainOrderFaults),
      /heading above/,
    );
    assert.match(
      await on(form(field('Name').replace(/(<label.*<\/label>)(.*)(<\/div>)/, '$2<br>$1$3') + BUTTON), plainOrderFaults),
      /label not below/,
    );
  });

  it('known values without their source', async () => {
    const check = async (from: Page): Promise<string[]> => (await knownFaults(from)).faults;
    assert.equal(await on(form('<div class="known">Lea<p class="source">Register</p></div>'), check), '');
    assert.match(await on(form('<div class="known">Lea</div>'), check), /source/);
  });

  it('answers without a link or its words', async () => {
    const row = (change: string): string =>
      `<main><h1>?</h1><p class="lead">Nichts gesendet.</p><dl class="answers"><div><dt>Name</dt><dd>Lea</dd>${change}</div></dl><form action="/check"><button>Gesuch senden</button></form></main>`;
    const link = (context: string): string => `<dd class="change"><a href="/x">Ändern<span class="hidden-text">${context}</span></a></dd>`;
    assert.equal(await on(row(link(': Name')), checkPageFaults), '');
    assert.match(await on(row(link('')), checkPageFaults), /«Name» in its link/);
    assert.match(await on(row(''), checkPageFaults), /link to change/);
    assert.match(await on(row(link(': Name')).replace('Gesuch senden', 'Senden'), checkPageFaults), /names the act/);
  });

  it('long sentences and words of offices', async () => {
    assert.equal(await on('<main><p>Das ist kurz. Das auch.</p></main>', readingFaults), '');
    assert.match(await on(`<main><p>${'Wort '.repeat(20)}Ende.</p></main>`, readingFaults), /at most 15 words/);
    assert.match(await on('<main><p>Zwecks Prüfung senden Sie das.</p></main>', readingFaults), /hard word/);
  });
});
