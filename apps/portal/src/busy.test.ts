import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '@einwohnerportal/web';
import { invalidHtml } from '../../../tests/support/valid-html.ts';
import { createTestPortal, type TestPortal } from '../test/portal.ts';
import { createPortal } from './router.ts';

let portal: TestPortal;
before(async () => (portal = await createTestPortal()));
after(() => portal.end());

test('check 38: too busy or closed says so in each language, with what happened to the answers, when again and another way; calmly', async () => {
  for (const [change, expected] of [
    [{ mostAtOnce: 0 }, 'busy'],
    [{ closedUntil: '2999-01-04T03:00:00.000Z' }, 'closed'],
  ] as const) {
    const app = createPortal({ ...portal.site, config: { ...portal.site.config, ...change } });
    for (const lang of LANGUAGES)
      for (const method of ['GET', 'POST']) {
        const answer = await app.request(`http://portal.test/${lang}/services`, { method });
        const text = await answer.text();
        const t = portal.site.texts(lang);
        assert.equal(answer.status, 503);
        assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
        assert.deepEqual(await invalidHtml(text), [], `${lang} ${method}`);
        assert.ok(text.includes(t(`interface.error.${expected}Title`)));
        assert.ok(text.includes(t('interface.error.otherWay')));
        if (method === 'POST') assert.ok(text.includes(t(`interface.error.${expected}Posted`)), 'what happened to the form');
        assert.equal(
          answer.headers.get('refresh'),
          expected === 'busy' && method === 'GET' ? '20' : null,
          'only a page that holds nothing renews itself',
        );
        assert.doesNotMatch(text, /class="notice incident"|role="alert"|error-summary/);
        if (expected === 'closed') assert.match(text, /2999/);
      }
    assert.equal((await app.request('http://portal.test/health')).status, 200, 'the machine that watches is answered');
  }
});

test('check 38: a form that was sent while too many are here stands in the page that asks to wait, as it was, and can be sent again', async () => {
  const { config } = portal.site;
  const typed = 'Für <b>& "den" Chor';
  const body = new URLSearchParams([
    ['purpose', typed],
    ['persons', 'p1'],
    ['persons', 'p2'],
    ['_token', 'x'],
  ]).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  const app = createPortal({ ...portal.site, config: { ...config, mostAtOnce: 0 } });
  const answer = await app.request('http://portal.test/de/cases/x/tasks/1?a=1', { method: 'POST', body, headers });
  const text = await answer.text();
  assert.deepEqual(await invalidHtml(text), []);
  assert.match(text, /<form[^>]*action="\/de\/cases\/x\/tasks\/1\?a=1"/);
  const unescape = (value: string): string =>
    value
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  const kept = [...text.matchAll(/<input type="(?:hidden|checkbox)"(?: hidden checked)? name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name!, unescape(value!)],
  );
  assert.equal(new URLSearchParams(kept).toString(), body);
  assert.ok(text.includes(portal.site.texts('de')('interface.error.busySend')));
  assert.equal(answer.headers.get('cache-control'), 'no-store');
});

test('check 38: a form with files keeps its fields while people wait; each file is asked for once more, by its name', async () => {
  const app = createPortal({ ...portal.site, config: { ...portal.site.config, mostAtOnce: 0 } });
  const data = new FormData();
  data.append('purpose', 'housing');
  data.append('action', 'upload:lease');
  for (const name of ['a.pdf', '<b>.pdf']) data.append('evidence.lease', new Blob(['x']), name);
  const sent = new Response(data);
  const body = await sent.arrayBuffer();
  const headers = { 'content-type': sent.headers.get('content-type')!, 'content-length': String(body.byteLength) };
  for (const lang of LANGUAGES) {
    const answer = await app.request(`http://portal.test/${lang}/drafts/x/pages/evidence`, { method: 'POST', body, headers });
    const text = await answer.text();
    assert.deepEqual(await invalidHtml(text), [], lang);
    assert.match(text, /<form[^>]*enctype="multipart\/form-data"/);
    assert.match(text, /<input type="hidden" name="purpose" value="housing">/);
    assert.match(text, /<input type="hidden" name="action" value="upload:lease">/);
    assert.match(text, /<input(?=[^>]*type="file")(?=[^>]*name="evidence\.lease")(?=[^>]* multiple)[^>]*>/);
    assert.ok(text.includes('«a.pdf», «&lt;b&gt;.pdf»'), text);
    assert.ok(text.includes(portal.site.texts(lang)('interface.error.busyFiles')));
  }
});

test('check 38: a failure of ours is a calm page with a number that stands in the log, and nothing else', async () => {
  const browser = await portal.signedIn('mira');
  await portal.owner.query('alter table cases.cases rename to cases_away');
  const answer = await browser.get('/de/cases');
  await portal.owner.query('alter table cases.cases_away rename to cases');
  assert.equal(answer.status, 500);
  const number = /Nummer für Rückfragen: ([0-9A-F]{8})/.exec(answer.text)![1]!;
  assert.doesNotMatch(answer.text, /relation|postgres|at async|\.ts/);
  assert.ok(portal.log.some((line) => line.includes(number) && line.includes('"level":50')));
  assert.doesNotMatch(portal.log.join('\n'), /Mira|Dvořák/);
});
