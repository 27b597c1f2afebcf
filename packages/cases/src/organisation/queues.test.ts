import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { CONFIRM, fictionalStage, type Told } from '../../../../tests/support/stage.ts';
import { withSession } from '../request/scope.ts';
import { listDurations } from '../tasks/durations.ts';
import { countTasks, listTasks } from '../tasks/list-tasks.ts';
import { readOfficeTask } from '../tasks/read-task.ts';
import { decideChange, proposeChange } from './change.ts';
import { acceptInvitation, decideInvitation, listInvitations, proposeInvitation } from './invitations.ts';
import type { OrganisationWish } from './types.ts';

let stage: Told;
const references: string[] = [];
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'people' } });
  for (const who of ['jonas', 'selma']) {
    await stage.act('submit', {
      as: who,
      at: 'musterau',
      answers: { 'address.text': 'Im Rank, 9902 Musterau', persons: [who], purpose: 'none', delivery: 'inbox' },
    });
    await stage.act('pay', { as: who, outcome: 'settled' });
    references.push(stage.memory.reference!);
  }
});
after(() => stage.end());

const from = '2027-03-01';
const OWN = 'office:musterau/residents-office';
const OTHER = 'office:musterau/sports-office';
const as = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(stage.workplace, await stage.secretOf(who), work);
/** One proposes, another one confirms where that is needed; then the machine follows. */
const change = async (wish: OrganisationWish): Promise<void> => {
  const made = await as('ruth', (scope) => proposeChange(scope, 'musterau', wish, { formId: randomUUID(), reason: '' }));
  assert.ok('id' in made, JSON.stringify(made));
  if (made.result === 'proposed')
    assert.equal((await as('ida', (scope) => decideChange(scope, made.id, { then: 'release' }))).result, 'released');
  await stage.follow();
  await stage.settle();
};
const listed = async (who: string): Promise<string[]> =>
  as(who, async (scope) => {
    const { rows } = await listTasks(scope, { lang: 'de' });
    // What stands in the list can be opened.
    for (const { caseId, token } of rows) assert.ok(await readOfficeTask(scope, caseId, token, 'de'), `${who} ${caseId}`);
    return rows.map(({ reference }) => reference).sort();
  });
/** Every open case is in one queue, of one office and role, and everybody with that role sees it once, nobody else. */
async function queues(expected: { office: string; sees: string[]; not: string[] }): Promise<void> {
  const { rows } = await stage.owner.query<{ reference: string; queues: string[] }>(
    `select c.reference, array_agg(distinct t.group_id || '#' || t.role) as queues from cases.cases c left join engine.user_task t using (case_id)
     where c.closed_at is null group by c.reference order by c.reference`,
  );
  assert.deepEqual(
    rows,
    references.toSorted().map((reference) => ({ reference, queues: [`${expected.office}#member`] })),
  );
  await indexed();
  for (const who of expected.sees) assert.deepEqual(await listed(who), references.toSorted(), who);
  for (const who of expected.not) assert.deepEqual(await listed(who), [], who);
}

/** What the list is found by is one row for each open task of an office, and says the same as the task. */
async function indexed(): Promise<number> {
  const { rows } = await stage.owner.query<{ task: string | null; row: string | null }>(
    `select t.case_id || ' ' || t.token_no || ' ' || t.group_id || ' ' || t.role || ' ' || coalesce(t.due_at::text, '') || ' ' || (t.assignee_id is null) as task,
       o.case_id || ' ' || o.token_no || ' ' || o.group_id || ' ' || o.role || ' ' || coalesce(o.due_at::text, '') || ' ' || o.free as row
     from (select * from engine.user_task where group_id not like 'person:%') t full join cases.open_tasks o using (case_id, instance_no, token_no)`,
  );
  for (const { task, row } of rows) assert.equal(row, task);
  return rows.length;
}

test('what a list is found by follows its task: taken, by words of person and title, gone with its end, and closed to others', async () => {
  assert.equal(await indexed(), 2);
  const found = async (who: string, wish: { text?: string; view?: 'free' | 'mine' }) =>
    as(who, async (scope) => (await listTasks(scope, { lang: 'de', ...wish })).rows.length);
  assert.deepEqual([await found('ruth', { text: 'SÉLMA wohnsitz' }), await found('ruth', { text: references[0]!.toLowerCase() })], [1, 1]);
  const [task] = await as('ruth', async (scope) => (await listTasks(scope, { lang: 'de', text: 'selma' })).rows);
  const give = async (to: string | null) =>
    stage.owner.query('update engine.user_task set assignee_id = $2 where case_id = $1 and token_no = $3', [task!.caseId, to, task!.token]);
  await give(await as('ruth', (scope) => Promise.resolve(scope.session!.principal)));
  assert.equal(await indexed(), 2);
  assert.deepEqual([await found('ruth', { view: 'mine', text: 'selma' }), await found('ida', { view: 'free' })], [1, 1]);
  const counts = await as('ruth', (scope) => countTasks(scope, { lang: 'de', text: 'selma' }, ['all']));
  assert.equal(counts.views.all, 1);
  // Row-level security alone, without the conditions of the list.
  for (const [who, count] of [
    ['ruth', 2],
    ['beat', 0],
    ['otto', 0],
  ] as const)
    assert.equal((await as(who, (scope) => scope.client.query('select from cases.open_tasks'))).rowCount, count, who);
  await stage.owner.query(`create table public.ended as select * from engine.user_task; delete from engine.user_task`);
  assert.equal((await stage.owner.query('select from cases.open_tasks')).rowCount, 0);
  await stage.owner.query(`insert into engine.user_task select * from public.ended; drop table public.ended`);
  await give(null);
  assert.equal(await indexed(), 2);
});

test('each case is in exactly one queue per role, whatever of bindings, offers, offices and members changes', async () => {
  await queues({ office: OWN, sees: ['ruth', 'ida'], not: ['beat', 'nora', 'otto'] });
  // A pause takes nothing away from open cases.
  await change({ kind: 'offer', from, service: 'residence-certificate', state: 'paused', share: null, settings: {} });
  await queues({ office: OWN, sees: ['ruth', 'ida'], not: ['beat'] });
  const texts = { de: 'Sportamt', fr: 'Sport', it: 'Sport', en: 'Sports' };
  await change({ kind: 'places', from, office: 'sports-office', names: texts, add: null, remove: null });
  const people = { kind: 'binding', from, capability: CONFIRM, to: 'people', connector: null, office: 'sports-office' } as const;
  // Steps that stay, stay; then they move to an office that only an invitation has people for.
  await change({ ...people, openSteps: 'keep' });
  await queues({ office: OWN, sees: ['ruth', 'ida'], not: ['beat'] });
  await change({ ...people, openSteps: 'move' });
  await queues({ office: OTHER, sees: [], not: ['ruth', 'ida', 'beat', 'otto'] });
  const invited = {
    office: 'sports-office',
    roles: ['member'],
    name: 'Otto Wicki',
    email: 'otto@musterau.example',
    endsOn: null,
    language: 'de',
  };
  assert.equal(await as('ruth', (scope) => proposeInvitation(scope, 'musterau', invited, randomUUID())), 'proposed');
  const [invitation] = await as('ida', (scope) => listInvitations(scope, 'musterau'));
  assert.equal(await as('ida', (scope) => decideInvitation(scope, invitation!.id, 'confirm')), 'done');
  await stage.settle();
  const code = /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/.exec(stage.mail.sent.find(({ to }) => to === invited.email)!.text)![0];
  assert.equal(await as('otto', (scope) => acceptInvitation(scope, code)), OTHER);
  await queues({ office: OTHER, sees: ['otto'], not: ['ruth', 'ida', 'beat', 'nora'] });
  assert.equal(await as('ida', (scope) => decideInvitation(scope, invitation!.id, 'end')), 'done');
  await queues({ office: OTHER, sees: [], not: ['otto', 'ruth', 'ida', 'beat'] });
  await change({ ...people, office: 'residents-office', openSteps: 'move' });
  await queues({ office: OWN, sees: ['ruth', 'ida'], not: ['otto', 'beat', 'nora'] });
});

test('figures are those of the own authority, and those of all its offices for who leads or organises it', async () => {
  const figures = async (who: string) =>
    (await as(who, (scope) => listDurations(scope, 'de'))).map(({ authority, open }) => `${authority} ${open}`);
  assert.deepEqual(
    [await figures('ida'), await figures('ruth'), await figures('beat'), await figures('otto')],
    [['musterau 2'], ['musterau 2'], [], []],
  );
  await stage.owner.query(`update cases.cases set office = '${OTHER}' where reference = $1`, [references[0]]);
  assert.deepEqual(await figures('ida'), ['musterau 1', 'musterau 1']);
});
