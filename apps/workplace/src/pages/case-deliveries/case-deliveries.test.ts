import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const send = (from: FormBrowser, path: string, fields: Record<string, string>) => from.submit(`[action$="${path}"]`, fields);

test('how a ruling reached its person is entered once more on its page: wrong input is said, the day of the proof moves the end', async () => {
  const path = await workplace.order();
  const settle = () => workplace.pause(() => workplace.stage.settle());
  await ruth.get(`/de${path}`);
  await send(ruth, path, { then: 'complete', outcome: 'refused', reason: 'Nicht angemeldet.' });
  await settle();
  const draft = await workplace.taskPath('draft');
  await ruth.get(`/de${draft}`);
  await send(ruth, draft, { then: 'complete', grounds: 'Abgemeldet.', noConflict: 'true' });
  await settle();
  const ida = await workplace.signedIn('ida');
  const approve = await workplace.taskPath('approve');
  await ida.get(`/de${approve}`);
  await send(ida, approve, { then: 'complete', verdict: 'release' });
  await settle();
  const notify = await workplace.taskPath('notify');
  const caseId = notify.split('/')[2]!;
  await ruth.get(`/de${notify}`);
  const on = (name: string, day: number) => ({ [`${name}-day`]: String(day), [`${name}-month`]: '3', [`${name}-year`]: '2027' });
  const said = { then: 'complete', channel: 'registered-letter', proof: '98.00.1' };
  assert.equal((await send(ruth, notify, { ...said, ...on('notifiedOn', 1) })).status, 303);
  await settle();
  const page = `/de/cases/${caseId}/deliveries`;
  const first = await ruth.get(page);
  assert.deepEqual(await invalidHtml(first.text), []);
  assert.match(words(first.text), /Unterzeichnet von Ida Zihlmann/);
  assert.match(
    words(first.text),
    /Eingeschriebener Brief: zugestellt\. Zugestellt am Montag, 1\. März 2027\. Nachweis: Unterschrift bei der Post, 98\.00\.1\./,
  );
  assert.match(words(first.text), /Wehren kann man sich bis Montag, 22\. März 2027/);
  const tell = async (fields: Record<string, string>) => ruth.submit('[action$="/deliveries"]', { notification, ...fields });
  const notification = /<option value="([0-9a-f-]{36})"/.exec(first.text)![1]!;
  const wrong = await tell({ what: 'delivered', ...on('day', 30), proof: '98.00.2' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /href="#day-day"[\s\S]*value="98\.00\.2"/);
  assert.deepEqual(await invalidHtml(wrong.text), []);
  workplace.stage.moveTo(new Date(Date.parse(workplace.stage.now()) + 2 * 86_400_000).toISOString());
  assert.equal((await tell({ what: 'delivered', ...on('day', 3), proof: '98.00.2' })).status, 303);
  await settle();
  const { text } = await ruth.get(page);
  assert.match(words(text), /Wehren kann man sich bis Dienstag, 23\. März 2027/);
  assert.match(words(text), /Sie ist angekommen \(Mittwoch, 3\. März 2027\), Ruth Kaufmann/);
  assert.match(words((await ruth.get('/de/deliveries')).text), /Alles ist angekommen/);
  const beat = await workplace.signedIn('beat');
  assert.equal((await beat.get(page)).status, 404);
});
