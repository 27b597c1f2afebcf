import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let ida: FormBrowser;
let task: string;
before(async () => {
  workplace = await createTestWorkplace();
  task = (await workplace.order()).replace('/tasks/', '');
  ruth = await workplace.signedIn('ruth');
  ida = await workplace.signedIn('ida');
});
after(() => workplace.end());

const memberId = async (name: string): Promise<string> => {
  const { rows } = await workplace.stage.owner.query<{ id: string }>(
    `select 'person:' || person_id as id from cases.members where name like $1 limit 1`,
    [`${name}%`],
  );
  return rows[0]!.id;
};
const list = (browser: FormBrowser, then: string) =>
  browser
    .get('/de/tasks')
    .then(() => browser.post('/de/tasks', { _token: browser.hidden('_token', '/sign-out'), back: '/tasks', then, task }));
const away = async (browser: FormBrowser, first: string, last: string, deputy: string) => {
  await browser.get('/de/absences');
  const part = (name: string, day: string) =>
    Object.fromEntries(['year', 'month', 'day'].map((each, at) => [`${name}-${each}`, day.split('-')[at]!]));
  return browser.post('/de/absences', {
    _token: browser.hidden('_token', '/sign-out'),
    ...part('first', first),
    ...part('last', last),
    deputy,
  });
};
const holder = async (): Promise<string | null> =>
  (
    await workplace.stage.owner.query<{ name: string | null }>(
      `select (select min(m.name) from cases.members m where 'person:' || m.person_id = assignee_id) as name from engine.user_task where group_id like 'office:%'`,
    )
  ).rows[0]!.name;

test('who stands in sees what the absent colleague has and takes it over; before and after the absence not', async () => {
  // Ida leads the office and has the task; Ruth does not lead and may take it only in her place.
  await list(ida, 'claim');
  await list(ruth, 'claim');
  assert.equal(await holder(), 'Ida Zihlmann');
  assert.equal((await away(ida, '2027-03-01', '2027-03-05', await memberId('Ruth'))).location, '/de/absences?said=added');
  assert.match(
    words((await ruth.get('/de/absences')).text),
    /Sie vertreten Ida Zihlmann ?: Montag, 1\. März 2027 bis Freitag, 5\. März 2027/,
  );
  const deputy = await ruth.get('/de/tasks?view=deputy');
  assert.match(words(deputy.text), /Eine Aufgabe in Vertretung\./);
  assert.match(deputy.text, /Ida Zihlmann \(abwesend bis Fr 5\.3\.\)/);
  workplace.stage.moveTo('2027-03-06T09:00:00.000Z');
  assert.match(words((await ruth.get('/de/tasks?view=deputy')).text), /Keine Aufgabe in Vertretung/);
  await list(ruth, 'claim');
  assert.equal(await holder(), 'Ida Zihlmann');
  workplace.stage.moveTo('2027-03-01T09:10:00.000Z');
  await list(ruth, 'claim');
  assert.equal(await holder(), 'Ruth Kaufmann');
});

test('days that do not fit and people who are no colleagues are refused, with everything typed', async () => {
  const deputy = await memberId('Ida');
  for (const [first, last] of [
    ['2027-03-05', '2027-03-01'],
    ['2026-01-01', '2026-01-05'],
    ['2027-02-30', '2027-03-01'],
    ['2027-03-01', '2030-01-01'],
  ] as const) {
    const answer = await away(ruth, first, last, deputy);
    assert.equal(answer.status, 422, `${first} ${last}`);
    assert.match(answer.text, new RegExp(`value="${first.slice(0, 4)}"`));
  }
  await workplace.signedIn('beat');
  for (const who of [await memberId('Beat'), await memberId('Ruth'), '', 'person:x'])
    assert.equal((await away(ruth, '2027-03-02', '2027-03-03', who)).status, 422, who);
});

test('an absence is taken back by who said it, and by nobody else', async () => {
  const { rows } = await workplace.stage.owner.query<{ id: string }>('select absence_id as id from cases.absences');
  const drop = async (browser: FormBrowser) => {
    await browser.get('/de/absences');
    await browser.post('/de/absences', { _token: browser.hidden('_token', '/sign-out'), drop: rows[0]!.id });
    return (await workplace.stage.owner.query('select 1 from cases.absences')).rowCount;
  };
  assert.equal(await drop(ruth), 1);
  assert.equal(await drop(ida), 0);
});

test('before a deadline who has the task and who leads hear of it, once, without a word of the case', async () => {
  const { stage } = workplace;
  const soon = async () =>
    (
      await stage.owner.query<{ name: string }>(
        `select p.first_name as name from cases.alerts a join cases.persons p on a.recipient = 'person:' || p.person_id where a.kind = 'due-soon' order by 1`,
      )
    ).rows.map(({ name }) => name);
  await stage.owner.query(
    `update cases.persons p set email = lower(first_name) || '@musterau.example' from cases.members m where m.person_id = p.person_id`,
  );
  await workplace.pause(() => stage.settle());
  assert.deepEqual(await soon(), [], 'due on Wednesday, and it is Monday');
  stage.moveTo('2027-03-02T09:00:00.000Z');
  await workplace.pause(() => stage.settle());
  await workplace.pause(() => stage.settle());
  assert.deepEqual(await soon(), ['Ida', 'Ruth']);
  const mails = stage.mail.sent.filter(({ subject }) => /Morgen fällig/.test(subject));
  assert.equal(mails.length, 2);
  assert.doesNotMatch(JSON.stringify(mails), /Imfeld|Jonas/);
});

test('how long cases took is shown for the own offices', async () => {
  await workplace.stage.owner.query(`update cases.cases set closed_at = submitted_at + interval '36 hours', outcome = 'issued'`);
  const { text } = await ruth.get('/de/statistics');
  assert.match(words(text), /Ein Fall ist abgeschlossen/);
  assert.match(words(text), /Wohnsitzbestätigung Gemeindekanzlei Musterau 1 1[.,]5 1[.,]5 0 0/);
  assert.match(words((await (await workplace.signedIn('beat')).get('/de/statistics')).text), /keine Fälle/);
  // Twelve hours of it stood still.
  await workplace.stage.owner.query(`update cases.cases set stood = interval '12 hours'`);
  const file = await ruth.get('/de/statistics?as=csv');
  assert.match(file.headers.get('content-type') ?? '', /text\/csv/);
  assert.match(file.text, /Wohnsitzbestätigung,Gemeindekanzlei Musterau,1,1\.00,1\.00,0,0/);
});

test('every language is valid HTML without missing words', async () => {
  for (const lang of ['de', 'fr', 'it', 'en'])
    for (const path of ['/absences', '/absences?said=added', '/statistics', '/tasks?view=deputy']) {
      const { text } = await ruth.get(`/${lang}${path}`);
      assert.deepEqual(await invalidHtml(text), [], `${lang} ${path}`);
      assert.doesNotMatch(text, /interface\.[a-z]+\./, `${lang} ${path}`);
    }
});
