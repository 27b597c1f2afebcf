import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../test/workplace.ts';

let workplace: TestWorkplace;
let path: string;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  path = await workplace.order();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const TYPED = { outcome: 'refused', reason: 'Ein Satz, der nicht verloren gehen darf.', then: 'complete' };
const open = async (): Promise<number> => (await workplace.stage.owner.query('select 1 from engine.user_task')).rowCount ?? 0;

test('a post without token, with a foreign token or from another site does nothing and loses nothing', async () => {
  const other = await workplace.signedIn('ida');
  await other.get('/de/tasks');
  const stolen = other.hidden('_token', '/sign-out');
  await ruth.get('/de/tasks');
  const own = ruth.hidden('_token', '/sign-out');
  const attempts: [Record<string, string>, Record<string, string>][] = [
    [{}, {}],
    [{ _token: stolen }, {}],
    [{ _token: own }, { 'sec-fetch-site': 'cross-site' }],
    [{ _token: own }, { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ];
  for (const [token, headers] of attempts) {
    const answer = await ruth.post(`/de${path}`, { ...TYPED, ...token }, { headers });
    assert.equal(answer.status, 403);
    assert.match(words(answer.text), /Das haben wir nicht ausgeführt/);
    assert.match(answer.text, /Ein Satz, der nicht verloren gehen darf\.<\/textarea>/);
    assert.match(answer.text, /id="f-outcome-3" name="outcome" value="refused" checked/);
  }
  assert.equal(await open(), 1);
});

test('after an expired session everything typed is back behind the sign-in, and nothing was saved', async () => {
  await ruth.get(`/de${path}`);
  await workplace.stage.owner.query(`update cases.sessions set expires_at = now() - interval '1 minute'`);
  const answer = await ruth.submit(`[action$="${path}"]`, TYPED);
  assert.equal(answer.status, 303);
  assert.match(answer.location!, /held=/);
  const shown = await ruth.get(answer.location!);
  assert.match(words(shown.text), /Ihre Anmeldung war abgelaufen/);
  workplace.identity.next = 'ruth';
  const away = await ruth.submit('[action$="/sign-in"]');
  const state = new URL(away.location!).searchParams.get('state');
  const back = await ruth.get(`/sign-in/callback?code=c&state=${state}`);
  const { status, text } = await ruth.get(back.location!);
  assert.equal(status, 200);
  assert.match(words(text), /Da sind Ihre Angaben wieder/);
  assert.match(text, /Ein Satz, der nicht verloren gehen darf\.<\/textarea>/);
  assert.equal(await open(), 1);
});

test('held input is given to the person who typed it and to nobody else', async () => {
  await ruth.get(`/de${path}`);
  await workplace.stage.owner.query(`update cases.sessions set expires_at = now() - interval '1 minute'`);
  const held = (await ruth.submit(`[action$="${path}"]`, TYPED)).location!;
  const returnTo = new URL(held, 'http://x').searchParams.get('return')!;
  const ida = await workplace.signedIn('ida');
  const { text } = await ida.get(`/de${returnTo}`);
  assert.doesNotMatch(words(text), /verloren gehen darf/);
});

test('a text that is too long is an error at its field and stays there', async () => {
  const later = await workplace.signedIn('ruth');
  await later.get(`/de${path}`);
  const answer = await later.submit(`[action$="${path}"]`, { ...TYPED, reason: 'x'.repeat(2001) });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /href="#f-reason"/);
  assert.match(answer.text, /x{2001}/);
});
