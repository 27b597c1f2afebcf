import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../tests/support/valid-html.ts';
import { createTestWorkplace, type TestWorkplace } from '../test/workplace.ts';
import { WORKPLACE_LANGUAGES } from './workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let path: string;
before(async () => {
  workplace = await createTestWorkplace();
  path = await workplace.order();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

async function faultsOf(where: string, text: string): Promise<string[]> {
  const faults = (await invalidHtml(text)).map((fault) => `${where}: ${fault}`);
  const headings = text.match(/<h1[ >]/g)?.length ?? 0;
  if (headings !== 1) faults.push(`${where}: ${headings} h1`);
  const untold = /interface\.[a-z]+\.[a-zA-Z.]+|\bforms\.[a-z]+|\bundefined\b|\[object/.exec(text);
  if (untold) faults.push(`${where}: ${untold[0]}`);
  return faults;
}

test('every page and state in every language is valid HTML with one h1 and no missing text', async () => {
  const pages = [
    '/tasks',
    '/tasks?view=mine',
    '/tasks?view=free&order=person',
    '/tasks?text=nobody',
    '/tasks?done=1',
    path,
    `${path}?done=1`,
    '/incidents',
    '/incidents?retried=1',
    '/search',
    '/search?why=1',
    '/help',
    '/session',
    '/sign-out',
    '/nowhere',
  ];
  const faults: string[] = [];
  for (const lang of WORKPLACE_LANGUAGES) {
    for (const page of pages) faults.push(...(await faultsOf(`/${lang}${page}`, (await ruth.get(`/${lang}${page}`)).text)));
    for (const page of ['/sign-in', '/signed-out', '/help'])
      faults.push(...(await faultsOf(`/${lang}${page}`, (await workplace.browser().get(`/${lang}${page}`)).text)));
    await ruth.get(`/${lang}${path}`);
    const invalid = await ruth.submit(`[action$="${path}"]`, { then: 'complete' });
    assert.equal(invalid.status, 422);
    faults.push(...(await faultsOf(`/${lang} invalid`, invalid.text)));
  }
  assert.deepEqual([...new Set(faults)], []);
});

test('every answer carries the security policy and stays in no cache; nothing is inline or from elsewhere', async () => {
  for (const page of ['/de/tasks', `/de${path}`, '/de/nowhere', '/de/sign-in', '/sign-in/callback', '/health']) {
    const { headers, text } = await ruth.get(page);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'self'.*frame-ancestors 'none'.*form-action 'self' http:\/\/127\.0\.0\.1:3003 http:\/\/portal\.test$/,
      page,
    );
    assert.equal(headers.get('cache-control'), 'no-store', page);
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="/, page);
  }
});

test('addresses without a language lead to the language of the browser', async () => {
  const stranger = workplace.browser();
  assert.equal((await stranger.get('/tasks', { 'accept-language': 'fr-CH' })).location, '/fr/tasks');
  assert.equal((await stranger.get('/', { 'accept-language': 'it' })).location, '/it');
  assert.equal((await ruth.get('/de')).location, '/de/tasks');
});

test('the cookie of the workplace does not touch that of the portal on the same host', () => {
  assert.deepEqual([...ruth.cookies.keys()], ['workplace-session']);
});
