import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../test/workplace.ts';

let workplace: TestWorkplace;
let path: string;
let foreign: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  path = await workplace.order();
  foreign = await workplace.signedIn('beat');
});
after(() => workplace.end());

/** A page without what differs from session to session and from address to address. */
const bare = (text: string): string => text.replace(/value="[^"]*"|data-session="\d+"|href="[^"]*"/g, '');

test('a caseworker of another municipality finds an empty list and the page of an unknown address', async () => {
  const list = await foreign.get('/de/tasks');
  assert.equal(list.status, 200);
  assert.match(words(list.text), /Nichts zu tun/);
  const unknown = await foreign.get('/de/tasks/00000000-0000-4000-8000-000000000000/1');
  const task = await foreign.get(`/de${path}`);
  assert.equal(task.status, 404);
  assert.equal(unknown.status, 404);
  assert.equal(bare(task.text), bare(unknown.text));
  assert.doesNotMatch(words(task.text), /Imfeld|Jonas/);
});

test('a foreign task cannot be taken, completed or searched', async () => {
  await foreign.get('/de/tasks');
  const token = foreign.hidden('_token', '/sign-out');
  for (const then of ['claim', 'return', 'complete']) {
    const answer = await foreign.post(`/de${path}`, { _token: token, then, outcome: 'refused', reason: 'Nein.' });
    assert.equal(answer.status, 404, then);
  }
  const { rows } = await workplace.stage.owner.query('select assignee_id from engine.user_task');
  assert.deepEqual(rows, [{ assignee_id: null }]);
  assert.doesNotMatch((await foreign.get('/de/tasks?text=Imfeld')).text, /<td/);
});

test('forged ids give the same page', async () => {
  for (const forged of [
    '/tasks/x/1',
    `${path}9999999999`,
    path.replace(/\/\d+$/, '/-1'),
    path.replace(/\/\d+$/, '/one'),
    '/documents/x',
    '/documents/00000000-0000-4000-8000-000000000000',
  ]) {
    assert.equal((await foreign.get(`/de${forged}`)).status, 404, forged);
  }
});

test('somebody who is not signed in is sent to the sign-in and comes back', async () => {
  const stranger = workplace.browser();
  const answer = await stranger.get(`/de${path}`);
  assert.equal(answer.location, `/de/sign-in?return=${encodeURIComponent(path)}`);
  assert.equal((await stranger.get('/de/documents/00000000-0000-4000-8000-000000000000')).status, 303);
});

test('somebody without an office sees no list', async () => {
  const newcomer = await workplace.signedIn('newcomer');
  const answer = await newcomer.get('/de/tasks');
  assert.equal(answer.status, 403);
  assert.match(words(answer.text), /Sie arbeiten für keine Stelle/);
  assert.equal((await newcomer.get(`/de${path}`)).status, 404);
});

test('a login with one factor is not enough', async () => {
  const weak = await workplace.signedIn('weak');
  assert.match(weak.page, /Dieses Login genügt hier nicht/);
  assert.equal((await weak.get('/de/tasks')).status, 303);
});

test('an open redirect is not possible', async () => {
  const browser = workplace.browser();
  await browser.get('/de/sign-in?return=https://evil.example/');
  assert.equal(browser.hidden('return', '/sign-in'), '/tasks');
});

test('after signing out the session opens nothing any more', async () => {
  const ruth = await workplace.signedIn('ruth');
  await ruth.get('/de/tasks');
  const kept = new Map(ruth.cookies);
  assert.equal((await ruth.submit('[action$="/sign-out"]')).location, '/de/signed-out');
  for (const [name, value] of kept) ruth.cookies.set(name, value);
  assert.equal((await ruth.get(`/de${path}`)).status, 303);
});

test('the log names nobody and holds no address with what was searched', () => {
  assert.doesNotMatch(workplace.log.join(''), /Imfeld|Jonas|Kaufmann|text=/);
});
