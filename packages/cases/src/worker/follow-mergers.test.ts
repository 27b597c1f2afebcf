import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CONFIRM, fictionalStage, type Told } from '../../../../tests/support/stage.ts';
import { startDraft } from '../drafts/start-draft.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { listCases } from '../case-view/read-case.ts';
import { withSession } from '../request/scope.ts';
import { listTasks } from '../tasks/list-tasks.ts';

const DAY = '2027-04-01';
const ANSWERS = { 'address.text': 'Im Rank, 9902 Musterau', persons: ['jonas'], purpose: 'none', delivery: 'inbox' };
let stage: Told;
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'people' }, beispielwil: { [CONFIRM]: 'people' } });
  await stage.publish('authorities/_example/musterau.yaml', (text) =>
    text.replace(/^history: .*$/m, `history:\n  - { from: ${DAY}, into: beispielwil }`),
  );
});
after(() => stage.end());

const tasksOf = async (who: string): Promise<string[]> =>
  withSession(stage.workplace, await stage.secretOf(who), async (scope) =>
    (await listTasks(scope, { lang: 'de' })).rows.map(({ reference }) => reference),
  );
const order = async (more: Record<string, unknown> = {}): Promise<string> => {
  await stage.act('submit', { as: 'jonas', at: 'musterau', answers: { ...ANSWERS, ...more } });
  await stage.act('pay', { as: 'jonas', outcome: 'settled' });
  return stage.memory.reference!;
};
const placed = async (reference: string) =>
  (
    await stage.owner.query<{ authority: string; office: string; task: string; access: string }>(
      `select c.authority, c.office, (select min(t.group_id) from engine.user_task t where t.case_id = c.case_id) as task,
         (select string_agg(a.principal, ' ' order by a.principal) from cases.access a where a.case_id = c.case_id and a.principal like 'office:%') as access
       from cases.cases c where c.reference = $1`,
      [reference],
    )
  ).rows[0]!;
const OLD = 'office:musterau/residents-office';
const NEW = 'office:beispielwil/residents-office';

test('on the day of a merger open cases go to the successor, before it nothing moves, and fees stay', async () => {
  const reference = await order();
  const fee = (await stage.owner.query('select total from cases.fees')).rows;
  assert.deepEqual(await placed(reference), { authority: 'musterau', office: OLD, task: OLD, access: OLD });
  stage.moveTo('2027-03-31T20:00:00.000Z');
  await stage.settle();
  assert.deepEqual(await placed(reference), { authority: 'musterau', office: OLD, task: OLD, access: OLD });
  assert.deepEqual([await tasksOf('ruth'), await tasksOf('beat')], [[reference], []]);
  // Midnight in the zone of the canton.
  stage.moveTo('2027-03-31T22:00:00.000Z');
  await stage.settle();
  assert.deepEqual(await placed(reference), { authority: 'beispielwil', office: NEW, task: NEW, access: NEW });
  assert.deepEqual([await tasksOf('ruth'), await tasksOf('beat')], [[], [reference]]);
  assert.deepEqual((await stage.owner.query('select total from cases.fees')).rows, fee);
  await stage.settle();
  const told = await stage.owner.query(`select args from cases.messages where kind = 'merged'`);
  assert.equal(told.rowCount, 1);
  const [mine] = await withSession(stage.portal, await stage.secretOf('jonas'), (scope) => listCases(scope, 'de'));
  assert.equal(mine!.reference, reference);
});

test('a draft from before the merger goes on with the successor, with its fee, and a new one begins there', async () => {
  stage.moveTo('2027-03-30T09:00:00.000Z');
  const selma = await stage.secretOf('selma');
  const wish = { service: 'residence-certificate', authority: 'musterau', language: 'de' };
  const begun = await startDraft(stage.portal, selma, wish);
  assert.ok('draftId' in begun);
  const seen = () => withSession(stage.portal, selma, (scope) => readDraft(scope, begun.draftId, 'de'));
  const before_ = await seen();
  stage.moveTo(`${DAY}T09:00:00.000Z`);
  const after_ = await seen();
  assert.deepEqual([before_!.authority.id, after_!.authority.id], ['musterau', 'beispielwil']);
  assert.deepEqual([before_!.fee?.total, after_!.fee?.total], ['12.00', '20.00']);
  const again = await startDraft(stage.portal, selma, wish);
  assert.ok('draftId' in again);
  assert.equal((await placed(await order({ documentLanguage: 'de' }))).office, NEW);
});
