import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assessTask, chain, exampleProcess, plainStage, type PlainStage } from '../../../../tests/support/plain-stage.ts';
import { readCase } from '../case-view/read-case.ts';
import { withSession } from '../request/scope.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { publishMessage } from './publish-message.ts';

const START = {
  message: '<bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="message-court-broken" /></bpmn:startEvent>',
  signal: '<bpmn:startEvent id="storm"><bpmn:signalEventDefinition signalRef="signal-storm" /></bpmn:startEvent>',
  timer: `<bpmn:startEvent id="spring"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">0 0 6 1 4 *</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>`,
  condition: `<bpmn:startEvent id="frost"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">=degrees &lt; 0</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>`,
};
const more = `<bpmn:message id="message-court-broken" name="court-broken" /><bpmn:message id="message-mended" name="mended"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id" /></bpmn:extensionElements></bpmn:message><bpmn:signal id="signal-storm" name="storm" />`;
const process = exampleProcess(
  `${Object.values(START).join('')}<bpmn:startEvent id="sent" />${assessTask('assess')}
   <bpmn:intermediateCatchEvent id="mended"><bpmn:messageEventDefinition messageRef="message-mended" /></bpmn:intermediateCatchEvent>
   <bpmn:endEvent id="permitted"><bpmn:extensionElements><zeebe:properties><zeebe:property name="outcome" value="permitted" /></zeebe:properties></bpmn:extensionElements></bpmn:endEvent>
   ${['told', 'storm', 'spring', 'frost', 'sent'].map((id) => chain(id, 'assess')).join('')}${chain('assess', 'mended', 'permitted')}`,
  { applicant: ['sent'], club: ['told', 'storm', 'spring', 'frost', 'assess', 'mended', 'permitted'] },
  more,
);

let stage: PlainStage;
before(async () => (stage = await plainStage(process)));
after(() => stage.end());

const cases = async (): Promise<
  { case_id: string; authority: string; channel: string; applicant_id: string | null; reference: string }[]
> =>
  (
    await stage.database.pool.query(
      'select case_id, authority, channel, applicant_id, reference from cases.cases order by submitted_at, authority',
    )
  ).rows;

test('a message that names a place begins one case at the office there, once, if it offers the service; the office sees its task and what was told', async () => {
  const message = { id: 'm1', name: 'court-broken', variables: { residence: { municipality: 9901 }, court: 'north' } };
  const first = await publishMessage(stage.worker, message);
  assert.deepEqual(await publishMessage(stage.worker, message), first);
  await publishMessage(stage.worker, { id: 'm1b', name: 'court-broken', variables: { residence: { municipality: 9902 } } });
  await stage.settle();
  const [begun, ...others] = await cases();
  assert.deepEqual([begun!.authority, begun!.channel, begun!.applicant_id, others], ['beispielwil', 'message', null, []]);
  const worker = await stage.signIn('Berta Worker', ['claim:beispielwil-sports']);
  const { rows: tasks } = await withSession(stage.workplace, worker.secret, (scope) => listTasks(scope, { lang: 'de' }));
  assert.deepEqual(
    tasks.map((task) => [task.caseId, task.reference]),
    [[begun!.case_id, begun!.reference]],
  );
  const { rows } = await stage.database.pool.query('select name, value from cases.answers where case_id = $1 order by name', [
    begun!.case_id,
  ]);
  assert.deepEqual(rows, [
    { name: 'court', value: 'north' },
    { name: 'residence.municipality', value: 9901 },
  ]);
});

test('a message for a case reaches it by its reference, early ones wait there; one for no case is told', async () => {
  const [begun] = await cases();
  assert.deepEqual(await publishMessage(stage.worker, { id: 'm2', name: 'mended', case: '2027-AAAA-AAAA', variables: {} }), {
    state: 'case-unknown',
  });
  await publishMessage(stage.worker, { id: 'm3', name: 'mended', case: begun!.reference, variables: { by: 'smith' } });
  await stage.settle();
  const { tokens, userTasks } = await stage.engine.state(begun!.case_id);
  assert.deepEqual(
    tokens.map((token) => token.element),
    ['assess'],
  );
  await stage.engine.run(begun!.case_id, 'done', {
    type: 'complete-task',
    token: userTasks[0]!.token_no as number,
    actor: 'person:test',
    variables: {},
  });
  await stage.settle();
  const { rows } = await stage.database.pool.query('select outcome, closed_at is not null as closed from cases.cases where case_id = $1', [
    begun!.case_id,
  ]);
  assert.deepEqual(rows, [{ outcome: 'permitted', closed: true }]);
});

test('a message that names a person is their case: they find it, and are told that it has begun', async () => {
  const resident = await stage.signIn('Rita Resident');
  const told = { applicant: { principal: resident.principal }, residence: { municipality: 9901 } };
  const published = await publishMessage(stage.worker, { id: 'm4', name: 'court-broken', variables: told });
  assert.equal(published.state, 'accepted');
  await stage.settle();
  const { reference } = (await cases()).find((each) => each.applicant_id !== null)!;
  const view = await withSession(stage.portal, resident.secret, (scope) => readCase(scope, reference, 'de'));
  assert.equal(view!.reference, reference);
  const { rows } = await stage.database.pool.query(`select kind from cases.messages where recipient = $1`, [resident.principal]);
  assert.deepEqual(rows, [{ kind: 'received' }]);
});

test('a signal begins one case at every authority that offers the service, a timer does on its day', async () => {
  const before = (await cases()).length;
  await stage.engine.broadcast(stage.worker.pool, 'storm-1', 'storm', {});
  await stage.engine.broadcast(stage.worker.pool, 'storm-1', 'storm', {});
  await stage.settle();
  const offering = stage.workplace.catalogue.authorities
    .all()
    .filter(({ id }) => stage.workplace.catalogue.authorities.offer(id, '_example', '2027-03-01')).length;
  assert.ok(offering > 0);
  assert.equal((await cases()).length, before + offering);
  assert.equal(await stage.engine.nextDueAt(), '2027-04-01T04:00:00.000Z');
  stage.moveTo('2027-04-01T04:00:00.000Z');
  await stage.settle();
  const { rows } = await stage.database.pool.query(`select count(*)::int as cases from cases.cases where channel = 'timer'`);
  assert.deepEqual(rows, [{ cases: offering }]);
});

test('a condition that becomes true over what a message tells begins cases', async () => {
  for (const [id, degrees] of [
    ['t1', 4],
    ['t2', -3],
    ['t3', -5],
  ] as const) {
    await publishMessage(stage.worker, { id, name: 'weather', variables: { degrees, residence: { municipality: 9901 } } });
  }
  await stage.settle();
  const { rows } = await stage.database.pool.query(`select channel from cases.cases where channel = 'condition'`);
  assert.equal(rows.length, 1);
});

test('a new content of the service takes over its start events, and one without them begins nothing', async () => {
  await stage.reload(
    exampleProcess(
      `<bpmn:startEvent id="sent" />${assessTask('assess')}<bpmn:endEvent id="permitted" />${chain('sent', 'assess', 'permitted')}`,
      {
        club: ['sent', 'assess', 'permitted'],
      },
    ),
  );
  const { rows } = await stage.database.pool.query('select * from engine.start_event');
  assert.deepEqual(rows, []);
  const before = (await cases()).length;
  await publishMessage(stage.worker, { id: 'm9', name: 'court-broken', variables: {} });
  await stage.settle();
  assert.equal((await cases()).length, before);
});
