import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseView, TimelineEntry } from '@einwohnerportal/cases';
import { LANGUAGES, readInterfaceTexts } from '@einwohnerportal/web';
import pg from 'pg';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';
import type { Browser } from '../../../test/browser.ts';
import type { Visit } from '../../visit.ts';
import { timelineRoute } from './timeline.ts';

let portal: TestPortal;
let browser: Browser;
let path: string;
before(async () => {
  portal = await createTestPortal();
  browser = await portal.signedIn('mira');
  path = await portal.send(browser, await portal.startDraft(browser));
});
after(() => portal.end());

test('the case page needs at most five statements besides the frame of its transaction', async () => {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    statements.push(String((given[0] as { text?: string }).text ?? given[0]));
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    assert.equal((await browser.get(path)).status, 200);
  } finally {
    pg.Client.prototype.query = query;
  }
  const own = statements.filter((text) => !/^(begin|commit)/.test(text));
  assert.ok(own.length <= 5 && statements.length <= 7, statements.join('\n---\n'));
});

test('check 14: the case page says in this order: the sentence, who has it, since when, until when, what to do, then the way', async () => {
  const { text } = await browser.get(path);
  const at = [
    'class="sentence"',
    'Wer ist dran?',
    'Seit wann?',
    'Bis wann',
    'Was Sie tun müssen',
    'Der Weg Ihres Falls',
    'id="documents"',
    'id="answers-title"',
    'Wer hat geschaut?',
  ].map((words) => text.indexOf(words));
  assert.ok(
    at.every((position) => position > 0),
    at.join(),
  );
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  );
});

test('check 15: the way is an ordered list: past, now, next, last, and every step ahead has a date or says why not', async () => {
  const zone = { context: { catalogue: { authorities: { canton: { zone: 'Europe/Zurich' } } } } };
  const visit = {
    lang: 'de',
    t: (await readInterfaceTexts(new URL('../../../texts/', import.meta.url), LANGUAGES, 'Europe/Zurich'))('de'),
    site: zone,
  } as unknown as Visit;
  const step = { turn: null, who: 'Amt', at: null, expectedOn: null, noDateReason: null };
  const timeline: TimelineEntry[] = [
    { ...step, state: 'past', title: 'Bestellt', at: '2027-03-01T09:00:00Z' },
    { ...step, state: 'now', turn: 'you', title: 'Bezahlen', at: '2027-03-01T23:30:00Z', expectedOn: '2027-03-11' },
    { ...step, state: 'next', title: 'Prüfen', noDateReason: 'Noch kein Datum, weil zuerst Sie dran sind.' },
    { ...step, state: 'last', title: 'Bekommen', expectedOn: '2027-03-15' },
  ];
  const html = String(await timelineRoute(visit, { timeline, late: true } as unknown as CaseView));
  const steps = html.split('<li').slice(1);
  assert.match(html, /^<ol class="route"/);
  assert.equal(steps.filter((each) => each.includes('aria-current="step"')).length, 1);
  const words = steps.map((each) =>
    each
      .replace(/\u00a0/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  );
  assert.match(words[0]!, /Vorbei: Bestellt .*Montag, 1\. März( 2027)?, 10\.00 Uhr/);
  assert.match(
    words[1]!,
    /Jetzt: Bezahlen Sie seit Dienstag, 2\. März( 2027)?, 0\.30 Uhr.*Es dauert länger als angekündigt/,
    'local time, whose turn, and that it is late',
  );
  assert.match(words[2]!, /Danach: Prüfen .*weil zuerst Sie dran sind/);
  assert.match(words[3]!, /Am Schluss: Bekommen .*voraussichtlich am Montag, 15\. März/);
});

test('the part that renews itself is exactly what stands in the page', async () => {
  const { text } = await browser.get(path);
  const fragment = await browser.get(`${path}/fragment`);
  assert.equal(fragment.headers.get('content-type'), 'text/html; charset=UTF-8');
  assert.ok(text.includes(fragment.text.trim()));
  assert.match(text, new RegExp(`data-refresh="${path}/fragment"`));
});

test('documents come from the authority and from the person in two groups', async () => {
  const { text } = await browser.get(path);
  assert.match(text, /Von den Behörden[\s\S]*Von Ihnen/);
});
