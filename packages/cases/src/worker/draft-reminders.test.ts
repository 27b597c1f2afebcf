import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assessTask, chain, exampleProcess, plainStage, type PlainStage } from '../../../../tests/support/plain-stage.ts';
import { saveDraft } from '../drafts/read-draft.ts';
import { startDraft } from '../drafts/start-draft.ts';
import { withSession } from '../request/scope.ts';

const BODY = `<bpmn:startEvent id="submitted" />${assessTask('assess')}<bpmn:endEvent id="permitted" />${chain('submitted', 'assess', 'permitted')}`;
const DAY = 24 * 3_600_000;
const BEGUN = Date.parse('2027-03-01T08:00:00Z');

let stage: PlainStage;
let secret: string;
let draft: string;
const sent: { to: string; subject: string; text: string; language: string }[] = [];

before(async () => {
  stage = await plainStage(exampleProcess(BODY, { club: ['submitted', 'assess', 'permitted'] }));
  stage.worker.mail = { send: async (mail) => void sent.push(mail) };
  ({ secret } = await stage.signIn('Mira Muster'));
  draft = await begin();
});
after(() => stage.end());

async function begin(): Promise<string> {
  const started = await startDraft(stage.portal, secret, { service: '_example', authority: 'beispielwil', language: 'de' });
  if (!('draftId' in started)) throw new Error(`expected a draft, got ${JSON.stringify(started)}`);
  return started.draftId;
}

/** Lets the machine work at so many days after the draft was begun. */
async function at(days: number): Promise<void> {
  stage.moveTo(new Date(BEGUN + days * DAY).toISOString());
  await stage.settle();
}

const drafts = async (): Promise<string[]> =>
  (await stage.database.pool.query('select draft_id from cases.drafts where case_id is null')).rows.map((row) => row.draft_id as string);

test('check 32: five days before a draft goes its person is told once: service and day, nothing of the answers', async () => {
  await withSession(stage.portal, secret, (scope) =>
    saveDraft(scope, draft, { answers: { 'contact.email': 'mira@other.example' }, page: null }),
  );
  await at(24.9);
  assert.equal(sent.length, 0);
  await at(25.1);
  await at(26);
  assert.deepEqual(
    sent.map(({ to, language }) => [to, language]),
    [['mira@other.example', 'de']],
  );
  assert.match(sent[0]!.text, /31\. März 2027/);
  assert.match(sent[0]!.subject, /Entwurf/);
  assert.doesNotMatch(sent[0]!.subject + sent[0]!.text, /Mira|Muster|http|\{|drafts\//);
});

test('an answer moves the day: nothing goes, and before the new day the person is told again, in the language of the profile', async () => {
  await stage.database.pool.query(`update cases.persons set language = 'fr'`);
  stage.moveTo(new Date(BEGUN + 28 * DAY).toISOString());
  await withSession(stage.portal, secret, (scope) => saveDraft(scope, draft, { answers: { 'contact.email': null }, page: null }));
  await at(31);
  assert.deepEqual(await drafts(), [draft]);
  assert.equal(sent.length, 1);
  await at(53.1);
  assert.deepEqual([sent.length, sent[1]?.to, sent[1]?.language], [2, 'mira@example.org', 'fr']);
  assert.match(sent[1]!.text, /28 avril 2027/);
});

test('an alert that waits does not leave when the person goes on meanwhile', async () => {
  await stage.database.pool.query(`update cases.drafts set expires_at = $1`, [new Date(BEGUN + 58.5 * DAY).toISOString()]);
  // Half past three at night: it waits for the morning.
  await at(53.73);
  assert.equal((await stage.database.pool.query(`select from cases.alerts where state = 'queued'`)).rowCount, 1);
  await withSession(stage.portal, secret, (scope) => saveDraft(scope, draft, { answers: {}, page: null }));
  await at(54);
  assert.equal(sent.length, 2);
});

test('without an answer the draft goes on its day, and a new one begins from nothing', async () => {
  await at(79);
  await at(83.8);
  assert.deepEqual([(await drafts()).length, sent.length], [0, 3]);
  draft = await begin();
});

test('a machine that was away when it should have told gives three more days', async () => {
  stage.moveTo(new Date(BEGUN + 120 * DAY).toISOString());
  await stage.settle();
  assert.deepEqual([await drafts(), sent.length], [[draft], 4]);
  assert.match(sent[3]!.text, /2 juillet 2027/);
  await at(123.1);
  assert.deepEqual(await drafts(), []);
});

test('who wants no alerts gets none, and an address set in the profile comes before that of the sign-in', async () => {
  draft = await begin();
  const profile = (alerts: string) =>
    stage.database.pool.query(
      `insert into cases.profiles (person_id, changed_at, email, alerts) select person_id, now(), 'mira@own.example', $1 from cases.drafts where draft_id = $2
       on conflict (person_id) do update set alerts = excluded.alerts`,
      [alerts, draft],
    );
  await profile('none');
  await at(149);
  assert.equal(sent.length, 4);
  await withSession(stage.portal, secret, (scope) => saveDraft(scope, draft, { answers: {}, page: null }));
  await profile('email');
  await at(175);
  assert.deepEqual([sent.length, sent[4]?.to], [5, 'mira@own.example']);
});

test('a session goes two days after its end, and one that runs stays', async () => {
  await stage.signIn('Jonas Muster');
  await stage.database.pool.query(
    `update cases.sessions s set expires_at = now() - interval '3 days' from cases.persons p where p.person_id = s.person_id and p.subject = 'Jonas Muster'`,
  );
  await stage.settle();
  const { rows } = await stage.database.pool.query('select p.subject from cases.sessions s join cases.persons p using (person_id)');
  assert.deepEqual(rows, [{ subject: 'Mira Muster' }]);
});
