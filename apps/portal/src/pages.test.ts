import { createHash } from 'node:crypto';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { LANGUAGES } from '@einwohnerportal/web';
import { createTestPortal, type TestPortal } from '../test/portal.ts';
import { invalidHtml } from '../../../tests/support/valid-html.ts';
import { brokenWithoutScript, helpFaults, wordlessStates } from '../../../tests/support/source-checks.ts';
import { createPortal } from './router.ts';
import type { Browser } from '../test/browser.ts';

let portal: TestPortal;
let browser: Browser;
let paths: string[];
before(async () => {
  portal = await createTestPortal();
  browser = await portal.signedIn('mira');
  paths = await everyPage();
});
after(() => portal.end());

const PUBLIC = [
  '',
  '/search',
  '/search?q=Wohnsitz',
  '/search?q=xyzzy',
  '/services',
  '/life-events/moving',
  '/life-events/nowhere',
  '/a-z',
  '/directory/EX-K-001',
  '/directory/EX-G-001',
  '/services/residence-certificate',
  '/services/residence-certificate/start',
  '/services/residence-certificate/feedback',
  '/services/residence-certificate/eligibility/about',
  '/municipality',
  '/municipality?q=',
  '/municipality?q=9901',
  '/municipality?q=xyzzy',
  '/sign-in',
  '/signed-out',
  '/verify',
  '/verify?code=',
  '/verify?code=ABCD-EFGH-JKLM',
  '/help',
  '/accessibility',
  '/accessibility/report',
  '/accessibility/report?sent=yes',
  '/privacy',
  '/imprint',
  '/nowhere',
];

/** The page of a mandate that nobody took yet. */
async function givenMandate(): Promise<string> {
  await browser.get('/de/representation/give');
  const { text } = await browser.submit('[action$="/give"]', { matters: 'all', right: 'act', from: '', until: '31.12.2027', alerts: 'me' });
  return /\/representation\/[0-9a-f-]{36}/.exec(text)![0];
}

/** Personal pages in their states: empty, filled, sent; paths without the language. */
async function everyPage(): Promise<string[]> {
  const sent = (await portal.startDraft(browser)).replace('/de', '');
  const reference = (await portal.send(browser, `/de${sent}`)).split('/').at(-1)!;
  const { rows } = await portal.owner.query<{ message_id: string }>('select message_id from cases.messages');
  const draft = (await portal.startDraft(browser)).replace('/de', '');
  const pages = ['page_you', 'page_persons', 'page_purpose', 'page_language', 'page_delivery', 'page_contact'].map(
    (page) => `${draft}/pages/${page}`,
  );
  return [
    ...pages,
    `${draft}/saved`,
    `${draft}/delete`,
    sent,
    '/cases',
    `/cases/${reference}`,
    `/cases/${reference}/confirmation`,
    `/cases/${reference}/withdraw`,
    `/cases/${reference}/pay`,
    '/inbox',
    `/inbox/${rows[0]!.message_id}`,
    '/data',
    '/profile',
    '/profile?saved=yes',
    '/representation',
    '/representation/give',
    '/representation/take',
    await givenMandate(),
    '/session',
    '/sign-out',
    ...PUBLIC,
  ];
}

test('every page in every language is valid HTML, has one h1, a language and a title', async () => {
  const faults: string[] = [];
  for (const lang of LANGUAGES) {
    for (const [who, list] of [
      [browser, paths],
      [portal.browser(), PUBLIC],
    ] as const) {
      for (const path of list) {
        const answer = await who.get(`/${lang}${path}`);
        if (answer.status >= 300 && answer.status < 400) continue;
        faults.push(...(await invalidHtml(answer.text)).map((fault) => `${lang}${path}: ${fault}`));
        const headings = answer.text.match(/<h1[ >]/g)?.length ?? 0;
        if (headings !== 1) faults.push(`${lang}${path}: ${headings} h1`);
        if (/interface\.[a-z]+\.[a-zA-Z.]+|\bforms\.[a-z]+|\bundefined\b|\[object/.test(answer.text))
          faults.push(`${lang}${path}: ${/interface\.[a-zA-Z.]+|forms\.[a-z.]+|.{30}undefined.{10}|\[object/.exec(answer.text)?.[0]}`);
      }
    }
  }
  assert.deepEqual([...new Set(faults)].slice(0, 40), []);
});

/** What the server sends for each page of a person and of nobody, in one language. */
async function sources(lang: string): Promise<[path: string, source: string][]> {
  const found: [string, string][] = [];
  for (const [who, list] of [
    [browser, paths],
    [portal.browser(), PUBLIC],
  ] as const)
    for (const path of list) {
      const { status, text } = await who.get(`/${lang}${path}`);
      if (status < 300 || status >= 400) found.push([path, text]);
    }
  return found;
}

test('check 2: no page needs a script: every control can be sent, every link leads somewhere, nothing to read or do is hidden', async () => {
  const faults = (await sources('de')).flatMap(([path, source]) => brokenWithoutScript(source).map((fault) => `${path}: ${fault}`));
  assert.deepEqual(faults, []);
});

test('check 23: what a colour or a shape says stands there in words too', async () => {
  const faults = (await sources('fr')).flatMap(([path, source]) => wordlessStates(source).map((fault) => `${path}: ${fault}`));
  assert.deepEqual(faults, []);
});

test('check 35: help stands at the same place of every page, with the way by counter and post, also where a form is filled in', async () => {
  const faults = (await sources('de')).flatMap(([path, source]) => helpFaults(source).map((fault) => `${path}: ${fault}`));
  assert.deepEqual(faults, []);
});

test('check 34: before signing in it is said which level and why; no password, no puzzle, nothing that stops pasting', async () => {
  for (const level of [100, 200, 300] as const) {
    const { text } = await portal.browser().get(`/de/sign-in?level=${level}&return=%2Fcases`);
    const main = /<main[\s\S]*<\/main>/.exec(text)![0];
    assert.ok(main.includes(portal.site.texts('de')(`interface.service.level.${level}`)), String(level));
    assert.ok(main.includes(portal.site.texts('de')(`interface.service.levelWhy.${level}`)), String(level));
    assert.match(main, /id="without"/, 'another way');
    assert.doesNotMatch(main, /type="password"|<img|<canvas|captcha|onpaste|autocomplete="off"/i);
  }
});

test('every page of a person says who is signed in, and how to end it; who acts for nobody has no bar that says so', async () => {
  for (const path of paths.filter((each) => !PUBLIC.includes(each) && each !== '/sign-out')) {
    const { status, text } = await browser.get(`/de${path}`);
    if (status !== 200) continue;
    assert.match(text, /<header[\s\S]*Mira Dvořák-Şahin[\s\S]*<\/header>/, path);
    assert.doesNotMatch(text, /class="acting"/, path);
  }
  assert.match((await browser.get('/de/cases')).text, /action="\/de\/sign-out"/);
});

test('the start page of a service says until which day it is there for what is sent now, by the working days of the place', async () => {
  const { text } = await browser.get('/de/services/residence-certificate');
  assert.match(text.replace(/<[^>]+>/g, ''), /Heute gesendet: voraussichtlich bis Mittwoch, 3\.\sMärz\s2027\./);
  assert.doesNotMatch(
    (await portal.browser().get('/de/services/residence-certificate')).text,
    /voraussichtlich bis/,
    'without a place nobody knows',
  );
});

test('the file for a proxy says in every language that nothing answers, and needs nothing but itself', async () => {
  const answer = await portal.app.request('http://portal.test/away.html');
  const text = await answer.text();
  assert.deepEqual(await invalidHtml(text), []);
  for (const lang of LANGUAGES)
    for (const key of ['awayTitle', 'awayText', 'awayPosted', 'otherWay'] as const)
      assert.ok(text.includes(portal.site.texts(lang)(`interface.error.${key}`)), `${lang} ${key}`);
  assert.doesNotMatch(text, /<(script|link|img|form|iframe)|url\(|@import|(src|href)="(?!#)|\/\/\w/);
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  assert.ok(
    answer.headers.get('content-security-policy')!.startsWith(`default-src 'none'; style-src 'sha256-${hash}';`),
    'allows its own style sheet alone',
  );
  assert.ok(style.includes(portal.site.themes.of(null).lead[0]), 'the colours of the canton');
  const busy = createPortal({ ...portal.site, config: { ...portal.site.config, mostAtOnce: 0 } });
  assert.equal((await busy.request('http://portal.test/away.html')).status, 200, 'also while too many people are here');
});

test('every answer carries the headers of the security policy, nothing inline and nothing from elsewhere', async () => {
  for (const path of ['/de', '/de/nowhere', '/de/cases', '/health', '/sign-in/callback', '/de/verify']) {
    const { headers, text } = await browser.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/, path);
    assert.doesNotMatch(policy, /unsafe|\*|data:/, path);
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", 'form-action'])
      assert.ok(policy.includes(part), `${path} ${part}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.ok(
      headers.get('referrer-policy') &&
        headers.get('permissions-policy') &&
        headers.get('cross-origin-opener-policy') &&
        headers.get('cross-origin-resource-policy'),
    );
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="|(?:src|href)="(?:https?:)?\/\/(?!portal\.test)/, path);
  }
});

test('the first view loads at most 150 kB with its fonts, and at most ten files', async () => {
  const { text } = await portal.browser().get('/de');
  const assets = [...new Set([...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!))];
  let bytes = Buffer.byteLength(text);
  for (const path of assets) {
    const answer = await portal.app.request(`http://portal.test${path}`, { headers: { 'accept-encoding': 'gzip' } });
    assert.match(answer.headers.get('cache-control')!, /immutable/);
    bytes += (await answer.arrayBuffer()).byteLength;
  }
  assert.ok(assets.length < 10, `expected fewer than ten files, got ${assets.length}`);
  assert.ok(bytes < 150_000, `expected less than 150 kB, got ${bytes}`);
});

test('the list from A to Z is compressed for whoever is not signed in, and only then', async () => {
  const packed = await portal.app.request('http://portal.test/de/a-z', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(packed.headers.get('content-encoding'), 'gzip');
  assert.match(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString(), /Internationaler Führerausweis/);
  assert.equal((await portal.app.request('http://portal.test/de/a-z')).headers.get('content-encoding'), null);
  assert.equal((await browser.get('/de/a-z')).headers.get('content-encoding'), null);
});
