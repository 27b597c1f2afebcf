import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bothApplications } from '../../../../../tests/support/both-applications.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from '../../../../../tests/support/stage.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';

const REASON = 'Feuerwehr fragt nach der Adresse';
let stage: Told;
let applications: Awaited<ReturnType<typeof bothApplications>>;
let reference: string;
let caseId: string;

before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'people' } });
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  applications = await bothApplications(stage);
  const { rows } = await stage.owner.query<{ reference: string; id: string }>('select reference, case_id as id from cases.cases');
  ({ reference, id: caseId } = rows[0]!);
  // Beat takes part by his office; from here on he only has the role for emergencies, in another office of the same authority.
  await stage.secretOf('beat');
  await setPrincipals(
    'beat',
    `array['person:' || person_id, 'emergency:' || person_id, 'office:beispielwil/sports-office', 'office:beispielwil/sports-office#emergency']`,
  );
});
after(() => stage.end());

async function setPrincipals(who: string, principals: string): Promise<void> {
  await stage.owner.query(
    `update cases.sessions set principals = ${principals}, memberships = '[{"authority":"beispielwil","office":"office:beispielwil/sports-office","roles":["emergency"]}]'
     where person_id = (select person_id from cases.persons where subject = $1)`,
    [who],
  );
}

async function open(who: string, fields: Record<string, string>) {
  const browser = await applications.browser(who, 'workplace');
  const page = await browser.get('/de/emergency');
  if (page.status !== 200) return { browser, page, answer: page };
  return {
    browser,
    page,
    answer: await browser.submit('[action$="/emergency"]', { reference, kind: 'danger', reason: REASON, ...fields }),
  };
}

test('a case that is not theirs opens for a reason, to be looked at and nothing else, until it is given back', async () => {
  const beat = await applications.browser('beat', 'workplace');
  assert.equal((await beat.get(`/de/cases/${caseId}`)).status, 404);
  const short = await open('beat', { reason: 'kurz' });
  assert.deepEqual(await invalidHtml(short.page.text), []);
  assert.deepEqual(await invalidHtml(short.answer.text), []);
  assert.equal(short.answer.status, 422);
  assert.match(short.answer.text, /kurz<\/textarea>/, 'nothing typed is lost');
  assert.equal((await stage.owner.query('select 1 from cases.openings')).rowCount, 0);

  const { answer, browser } = await open('beat', {});
  assert.equal(answer.location, `/de/cases/${caseId}`);
  const seen = await browser.get(`/de/cases/${caseId}`);
  assert.equal(seen.status, 200);
  assert.match(seen.text, /Notzugang bis/);
  assert.match(seen.text, /Dvořák-Şahin/);
  const { rows } = await stage.owner.query<{ token: number }>(
    `select token_no as token from engine.user_task where group_id like 'office:%'`,
  );
  assert.equal((await browser.get(`/de/tasks/${caseId}/${rows[0]!.token}`)).status, 404);
  assert.equal((await browser.get(`/de/cases/${caseId}/talk`)).status, 404);

  await browser.get('/de/emergency');
  const ended = await browser.post('/de/emergency', { _token: browser.hidden('_token', '/sign-out'), end: caseId });
  assert.equal(ended.location, '/de/emergency?said=ended');
  assert.equal((await browser.get(`/de/cases/${caseId}`)).status, 404);
});

test('the person reads at once who looked and why; person, office and lead get an alert without content', async () => {
  const mira = await applications.browser('mira', 'portal');
  const { text } = await mira.get('/de/data');
  assert.match(text, /ausnahmsweise öffnen, weil jemand in Gefahr ist/);
  assert.match(text, new RegExp(REASON));
  await stage.settle();
  const about = stage.mail.sent.filter(({ text: words }) => /ausnahmsweise geöffnet|Notzugang|titre exceptionnel/.test(words));
  assert.ok(
    about.some(({ to }) => to === 'mira@mail.example'),
    JSON.stringify(stage.mail.sent.map(({ to }) => to)),
  );
  assert.ok(about.some(({ to }) => to.endsWith('@beispielwil.example')));
  for (const { text: words } of about) assert.doesNotMatch(words, new RegExp(`${REASON}|Dvořák`));
  const sealed = await stage.owner.query(
    `select 1 from cases.audit_pending where source = 'access' union all select 1 from cases.audit_leaves where source = 'access'`,
  );
  assert.ok(sealed.rowCount! > 0);
});

test('it ends by itself: the database asks the time at every look, and the machine takes the rest away', async () => {
  const { browser } = await open('beat', { kind: 'person-asks' });
  assert.equal((await browser.get(`/de/cases/${caseId}`)).status, 200);
  await stage.owner.query(`update cases.access set until = now() - interval '1 second' where until is not null`);
  await stage.owner.query(`update cases.openings set opened_at = opened_at - interval '2 hours', until = until - interval '2 hours'`);
  assert.equal((await browser.get(`/de/cases/${caseId}`)).status, 404);
  await stage.settle();
  assert.equal((await stage.owner.query('select 1 from cases.access where until is not null')).rowCount, 0);
});

test('support opens where it is listed and for a fault, for half an hour', async () => {
  assert.equal((await open('otto', { kind: 'danger' })).answer.status, 422);
  assert.equal((await open('otto', { kind: 'fault' })).answer.location, `/de/cases/${caseId}`);
  const { rows } = await stage.owner.query<{ minutes: number }>(
    `select extract(epoch from until - opened_at)::integer / 60 as minutes from cases.openings where office = 'office:musterau/platform'`,
  );
  assert.deepEqual(rows, [{ minutes: 30 }]);
});

test('five cases in an hour are enough, and who leads the authority sees all of them', async () => {
  await stage.owner.query(
    `insert into cases.openings (case_id, opening_id, person_id, until, ended_at, authority, office, person_name, kind, reason)
     select case_id, gen_random_uuid(), person_id, now(), now(), 'beispielwil', 'office:beispielwil/sports-office', 'Beat', 'danger', 'erfundener Grund'
     from cases.cases, cases.persons, generate_series(1, 5) where subject = 'beat'`,
  );
  assert.match((await open('beat', {})).answer.text, /fünf Fälle/);
  const nora = await applications.browser('nora', 'workplace');
  const { text, status } = await nora.get('/de/emergency');
  assert.equal(status, 200);
  assert.match(text, new RegExp(REASON));
  assert.match(text, /Otto Wicki/);
});
