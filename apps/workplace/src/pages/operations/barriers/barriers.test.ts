import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { invalidHtml } from '../../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, type TestWorkplace } from '../../../../test/workplace.ts';

const PATH = '/de/operations/barriers';
const WORDS = 'Der Knopf «Weiter» <b>ist</b> zu klein.';

let workplace: TestWorkplace;
let operator: Awaited<ReturnType<TestWorkplace['signedIn']>>;
before(async () => {
  workplace = await createTestWorkplace();
  operator = await workplace.signedIn('otto');
});
after(() => workplace.end());

const report = (words: string): Promise<unknown> =>
  workplace.stage.owner.query(`select cases.report_barrier('/de/services', $1, 'NVDA 2026', 'mira@mail.example', 'fr', 60)`, [words]);
const stored = async () =>
  (
    await workplace.stage.owner.query<{ words: string; answer: string | null; answered_by: string | null }>(
      'select words, answer, answered_by from cases.barrier_reports order by at',
    )
  ).rows;

test('without a report the page says so', async () => {
  const { status, text } = await operator.get(PATH);
  assert.equal(status, 200);
  assert.match(text, /Niemand|keine|Keine/);
  assert.doesNotMatch(text, /action="\/de\/operations\/barriers"/);
});

test('a report stands there as it was written, with page, aid, language and where an answer may go', async () => {
  await report(WORDS);
  await report('Das Bild hat keinen Text.');
  const { text } = await operator.get(PATH);
  assert.deepEqual(await invalidHtml(text), []);
  for (const words of ['Der Knopf «Weiter» &lt;b&gt;ist&lt;/b&gt; zu klein.', '/de/services', 'NVDA 2026', 'Français', 'mira@mail.example'])
    assert.ok(text.includes(words), words);
});

test('a note that is missing is told at its own report, and nothing is kept', async () => {
  await operator.get(PATH);
  const { status, text } = await operator.submit('[action$="/barriers"]', { answer: ' ' });
  assert.equal(status, 422);
  assert.match(text, /<title>Fehler:/);
  assert.match(text, /class="error-summary"[\s\S]*href="#answer-[0-9a-f-]{36}"/);
  assert.deepEqual(
    (await stored()).map(({ answer }) => answer),
    [null, null],
  );
});

test('a note is kept once, with who wrote it; those without one stand first', async () => {
  const { text } = await operator.get(PATH);
  const [, first = ''] = /name="report" value="([^"]+)"/.exec(text)!;
  const sent = await operator.submit('[action$="/barriers"]', { answer: 'Das Bild hat jetzt einen Text.' });
  assert.equal(sent.location, PATH);
  const again = { _token: operator.hidden('_token', '/sign-out'), report: first, answer: 'Etwas anderes.' };
  await operator.get(PATH);
  await operator.post(PATH, again);
  const rows = await stored();
  assert.deepEqual(rows.map(({ answer }) => answer).filter(Boolean), ['Das Bild hat jetzt einen Text.']);
  assert.match(rows.find(({ answer }) => answer)!.answered_by!, /^person:/);
  const after = (await operator.get(PATH)).text;
  assert.ok(after.indexOf('Der Knopf') < after.indexOf('Das Bild'), 'the one without a note first');
  assert.equal(after.match(/name="answer"/g)?.length, 1);
});

test('a report of nobody is not noted, and who does not operate finds no such page', async () => {
  await operator.get(PATH);
  const token = operator.hidden('_token', '/sign-out');
  for (const id of ['01a201f5-0000-7000-8000-000000000000', 'x'])
    await operator.post(PATH, { _token: token, report: id, answer: 'Nichts.' });
  assert.equal((await stored()).filter(({ answer }) => answer === 'Nichts.').length, 0);
  const other = await workplace.signedIn('ruth');
  assert.equal((await other.get(PATH)).status, 404);
});
