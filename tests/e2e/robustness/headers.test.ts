import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSystem, type System } from '../../support/system.ts';
import { chooseAtProvider, signedIn, visitor, type App, type FormBrowser } from './visitor.ts';
import { makeWorld, PLACES, type World } from './world.ts';

let system: System;
let world: World;
before(async () => {
  system = await startSystem(['portal', 'workplace', 'worker', 'identity-provider'], { further: () => ({ LOG_LEVEL: 'debug' }) });
  world = await makeWorld(system);
});
after(() => system.stop());

const URLS = { portal: () => system.url.portal, workplace: () => system.url.workplace };
const browserOf = (app: App): FormBrowser => (app === 'portal' ? world.lukasz : world.urs);

/** Answers of every kind: each page of both applications for a person and for nobody, errors, files, what has no language. */
async function everyAnswer(): Promise<{ what: string; url: string; answer: Response; signedIn: boolean }[]> {
  const found: { what: string; url: string; answer: Response; signedIn: boolean }[] = [];
  const ask = async (app: App, path: string, who: FormBrowser | null, init: RequestInit = {}): Promise<void> => {
    const cookie = who ? [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') : '';
    const url = URLS[app]() + path;
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    found.push({ what: `${init.method ?? 'GET'} ${app} ${path} ${who ? 'signed in' : 'as nobody'}`, url, answer, signedIn: who !== null });
  };
  for (const place of PLACES) {
    const path = place.path(world.ids);
    await ask(place.app, path, browserOf(place.app));
    await ask(place.app, path, null);
    if (place.writes) await ask(place.app, path, browserOf(place.app), { method: 'POST', body: new URLSearchParams({ x: 'y' }) });
  }
  await ask('portal', `/de/documents/${world.ids.document}`, world.hanna);
  const style = /href="(\/assets\/[^"]+\.css)"/.exec((await world.lukasz.get('/de')).text)![1]!;
  for (const app of ['portal', 'workplace'] as const) {
    for (const path of [
      '/',
      '/health',
      style,
      '/assets/none.css',
      '/de/none',
      '/none.php',
      '/sign-in/callback',
      '/sign-in/callback?error=access_denied&state=x',
    ])
      await ask(app, path, null);
    await ask(app, '/de/sign-in', null, { method: 'POST', body: 'x=1', headers: { 'content-type': 'text/plain' } });
    await ask(app, '/de/sign-out', browserOf(app), { method: 'POST', body: new URLSearchParams({ x: 'y'.repeat(400_000) }) });
  }
  await ask('portal', '/payments/callback', null, { method: 'POST', body: '{}' });
  return found;
}

test('every answer carries the headers that keep foreign code, frames and caches out', async () => {
  for (const { what, url, answer, signedIn: personal } of await everyAnswer()) {
    const header = (name: string): string => answer.headers.get(name) ?? '';
    const policy = new Map(
      header('content-security-policy')
        .split(';')
        .map((part) => part.trim())
        .filter(Boolean)
        .map((part) => [part.split(' ')[0]!, part.split(' ').slice(1)]),
    );
    const sources = [...policy].filter(([name]) => name.endsWith('-src')).flatMap(([, values]) => values);
    assert.ok(policy.has('default-src'), `${what}: ${header('content-security-policy')}`);
    assert.deepEqual(
      sources.filter((source) => !["'self'", "'none'"].includes(source)),
      [],
      what,
    );
    if (!policy.has('sandbox')) {
      assert.deepEqual(
        [policy.get('object-src'), policy.get('base-uri'), policy.get('frame-ancestors')],
        [["'none'"], ["'none'"], ["'none'"]],
        what,
      );
      // Where a post of ours leads by its redirect: the sign-in, the payment page, and between portal and counter.
      const { identityProvider, payment, portal, workplace } = system.url;
      const ours = url.startsWith(portal) ? [identityProvider, payment, workplace] : [identityProvider, portal];
      assert.deepEqual(
        (policy.get('form-action') ?? []).filter((target) => !["'self'", ...ours].includes(target)),
        [],
        what,
      );
    }
    assert.equal(header('x-content-type-options'), 'nosniff', what);
    assert.equal(header('referrer-policy'), 'same-origin', what);
    assert.match(header('permissions-policy'), /camera=\(\)/, what);
    assert.equal(header('cross-origin-opener-policy'), 'same-origin', what);
    assert.equal(header('cross-origin-resource-policy'), 'same-origin', what);
    assert.equal(header('server') + header('x-powered-by'), '', what);
    const cacheable = /^\/assets\/.+\.[0-9a-f]{6,}\.|^\/assets\/(?!none)/.test(new URL(url).pathname);
    if (!cacheable) assert.match(header('cache-control'), personal ? /no-store/ : /no-store|no-cache/, what);
    if ((answer.headers.get('content-type') ?? '').includes('html')) assert.match(header('content-type'), /charset=utf-8/i, what);
    for (const line of answer.headers.getSetCookie()) assertSafeCookie(line, what);
    const text = await answer.text();
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|\son\w+="|style="|javascript:/i, what);
    assert.doesNotMatch(text, /at .*\.ts:\d+|node_modules|SELECT |PostgreSQL/, what);
  }
});

function assertSafeCookie(line: string, what: string): void {
  assert.match(line, /;\s*HttpOnly/i, what);
  assert.match(line, /;\s*SameSite=(Lax|Strict)/i, what);
  assert.match(line, /;\s*Path=\//i, what);
  assert.doesNotMatch(line, /;\s*Domain=/i, what);
}

test('the cookies of a whole sign-in are for our server alone and say nothing', async () => {
  for (const [app, key] of [
    ['portal', 'hanna'],
    ['workplace', 'urs'],
  ] as const) {
    const lines: string[] = [];
    const note = (headers: Headers): void => void lines.push(...headers.getSetCookie());
    const browser = visitor(URLS[app]());
    note((await browser.get('/de/sign-in')).headers);
    const away = await browser.submit('[action$="/sign-in"]');
    note(away.headers);
    note((await browser.get(await chooseAtProvider(away.location!, URLS[app](), key))).headers);
    assert.ok(lines.length >= 2);
    for (const line of lines) {
      assertSafeCookie(line, app);
      // Written as it is or in base64; no shorter words, which stand by chance in a sealed value.
      const value = decodeURIComponent(line);
      for (const text of [value, ...value.split(/[^\w-]/).map((part) => Buffer.from(part, 'base64url').toString())])
        assert.doesNotMatch(text, /Hanna|Gassmann|Wyler|mail\.example|1973-04-26/, app);
    }
  }
});

const EVIL = [
  'https://evil.test/',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/%5cevil.test',
  '/%2f%2fevil.test',
  'https:evil.test',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\t/evil.test',
  '/%09/evil.test',
  '/%0d%0aLocation:https://evil.test',
  '/.//evil.test',
  '/..//evil.test',
  '/a/..//evil.test',
  'evil.test',
  '@evil.test',
  '/@evil.test',
  '\u2028//evil.test',
  `/${'a'.repeat(5000)}`,
  '/sign-in?return=//evil.test',
];

test('no address that somebody sends along leads away from us', async () => {
  const hanna = await signedIn(system, 'portal', 'hanna');
  const origin = new URL(system.url.portal).origin;
  const stays = (text: string, what: string): void => {
    // As a browser reads a Location header: relative to where it is, backslashes as slashes.
    const landed = new URL(text, `${origin}/de/x`);
    assert.equal(landed.origin, origin, what);
    assert.ok(!landed.pathname.startsWith('//'), what);
  };
  for (const evil of EVIL) {
    const query = `return=${encodeURIComponent(evil)}`;
    for (const path of [`/de/sign-in?${query}`, `/de/municipality?${query}&q=Wikon`]) {
      for (const browser of [visitor(system.url.portal), hanna]) {
        const page = await browser.get(path);
        if (page.location) stays(page.location, path);
        for (const [, href] of page.text.matchAll(/(?:href|action)="([^"]*)"/g))
          if (!/^(mailto|tel):/.test(href!)) stays(href!.replaceAll('&amp;', '&'), path);
      }
    }
    const chosen = visitor(system.url.portal);
    await chosen.get(`/de/municipality?q=Wikon&${query}`);
    const done = await chosen.submit('[action$="/municipality"]', { authority: 'wikon', return: evil });
    if (done.location) stays(done.location, `municipality ${evil}`);
    for (const app of ['portal', 'workplace'] as const) {
      const browser = visitor(URLS[app]());
      await browser.get(`/de/sign-in?${query}`);
      const away = await browser.submit('[action$="/sign-in"]');
      assert.equal(new URL(away.location!).origin, system.url.identityProvider);
      const arrived = await browser.get(await chooseAtProvider(away.location!, URLS[app](), app === 'portal' ? 'carla' : 'urs'));
      assert.equal(new URL(arrived.location!, URLS[app]()).origin, URLS[app](), evil);
      assert.match(arrived.location!, /^\/de(?![^/?#])/, evil);
    }
  }
});

test('a foreign host name in the request leads nowhere else', async () => {
  const forged: Record<string, string>[] = [
    { 'x-forwarded-host': 'evil.test' },
    { forwarded: 'host=evil.test' },
    { 'x-forwarded-proto': 'https', 'x-original-url': '/de/help' },
  ];
  for (const headers of forged) {
    const answer = await fetch(`${system.url.portal}/de/cases`, { headers, redirect: 'manual' });
    assert.doesNotMatch(`${answer.headers.get('location')} ${await answer.text()}`, /evil\.test/);
  }
});

test('addresses, titles and logs name nobody after all these journeys', async () => {
  const names = [
    'Łukasz',
    'Dvořák',
    'Żebrowski',
    'Gassmann',
    'Hanna',
    'Wyler',
    'Kathriner',
    'Im Grund',
    'Sonnrain',
    'lukasz@',
    'hanna@',
    '@mail.example',
    '1973-04-26',
    'R[0-9A-F]{10}',
    '756[.]?\\d{4}[.]?\\d{4}[.]?\\d{2}',
  ];
  const personal = new RegExp(names.join('|'));
  for (const place of PLACES) {
    const { text } = await browserOf(place.app).get(place.path(world.ids));
    if (place.app === 'portal') assert.doesNotMatch(/<title>([\s\S]*?)<\/title>/.exec(text)?.[1] ?? '', personal, place.route);
    for (const [, address] of text.matchAll(/(?:href|action|src|data-[\w-]*url|data-autosave)="([^"]*)"/g)) {
      if (!/^(mailto|tel):/.test(address!)) assert.doesNotMatch(decodeURIComponent(address!), personal, place.route);
    }
  }
  for (const program of ['portal', 'workplace', 'worker'] as const) {
    const log = system.log(program);
    assert.match(log, /"level":/, program);
    assert.doesNotMatch(log, personal, program);
    assert.doesNotMatch(log, /_token|"cookie"|[0-9a-f]{64}/, program);
  }
});
