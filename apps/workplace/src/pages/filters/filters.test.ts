import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let ida: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  [ruth, ida] = [await workplace.signedIn('ruth'), await workplace.signedIn('ida')];
});
after(() => workplace.end());

const OFFICE = 'office:musterau/residents-office';
const send = async (browser: FormBrowser, fields: Record<string, string>) => {
  await browser.get('/de/filters');
  return browser.post('/de/filters', { _token: browser.hidden('_token', '/sign-out'), ...fields });
};
const links = async (browser: FormBrowser): Promise<string> =>
  words(/<nav class="kept-filters"[\s\S]*?<\/nav>/.exec((await browser.get('/de/tasks?deadline=late')).text)?.[0] ?? '');

test('a filter gets a name and stands above the list; its address stays what counts', async () => {
  assert.match(await links(ruth), /Diesen Filter speichern/);
  const page = await ruth.get(`/de/filters?path=${encodeURIComponent('/tasks?deadline=late')}`);
  assert.deepEqual(await invalidHtml(page.text), []);
  const nameless = await send(ruth, { path: '/tasks?deadline=late', name: ' ' });
  assert.equal(nameless.status, 422);
  assert.match(nameless.text, /name="path" value="\/tasks\?deadline=late"/);
  const kept = await send(ruth, { path: '/tasks?deadline=late&view=all', name: 'Späte  Fälle' });
  assert.equal(kept.location, '/de/tasks?deadline=late');
  assert.match((await ruth.get('/de/tasks?deadline=late')).text, /aria-current="page"><span translate="no">Späte Fälle</);
  assert.doesNotMatch(await links(ruth), /Diesen Filter speichern/);
  assert.doesNotMatch(await links(ida), /Späte Fälle/, 'only mine');
  await send(ruth, { path: 'https://elsewhere.example/', name: 'Anderswo' });
  assert.match((await ruth.get('/de/filters')).text, /href="\/de\/tasks"><span translate="no">Anderswo/);
});

test('one for the office is seen by its people, changed by who made it and by who leads', async () => {
  await send(ruth, { path: '/tasks?view=free', name: 'Frei', office: OFFICE });
  await send(ruth, { path: '/tasks?view=free', name: 'Fremd', office: 'office:beispielwil/residents-office' });
  assert.match(await links(ida), /Frei/);
  assert.doesNotMatch(await links(ida), /Fremd/);
  const beat = await workplace.signedIn('beat');
  assert.doesNotMatch(await links(beat), /Frei|Fremd/);
  const { rows } = await workplace.stage.owner.query<{ id: string }>(`select filter_id as id from cases.filters where name = 'Frei'`);
  const id = rows[0]!.id;
  await send(beat, { rename: id, name: 'Gestohlen' });
  await send(beat, { drop: id });
  assert.match(await links(ida), /Frei/);
  assert.equal((await send(ida, { rename: id, name: '' })).status, 422);
  assert.equal((await send(ida, { rename: id, name: 'Noch frei' })).location, '/de/filters?said=renamed');
  assert.match(await links(ruth), /Noch frei/);
  assert.equal((await send(ruth, { drop: id })).location, '/de/filters?said=dropped');
  assert.doesNotMatch(await links(ida), /frei/);
});
