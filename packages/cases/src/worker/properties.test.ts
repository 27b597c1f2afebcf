import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assessTask, chain, exampleProcess, plainStage, type PlainStage } from '../../../../tests/support/plain-stage.ts';
import { readCase } from '../case-view/read-case.ts';
import { withdrawCase } from '../case-view/withdraw-case.ts';
import { withSession } from '../request/scope.ts';
import { publishMessage } from '../starts/publish-message.ts';
import { completeOfficeTask, completeTask } from '../tasks/complete-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { readOfficeTask, readTask } from '../tasks/read-task.ts';

const properties = (values: Record<string, string>): string =>
  `<zeebe:properties>${Object.entries(values)
    .map(([name, value]) => `<zeebe:property name="${name}" value="${value}" />`)
    .join('')}</zeebe:properties>`;
const begin = '<bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="message-begin" /></bpmn:startEvent>';
const end = (id: string, values: Record<string, string> = {}): string =>
  `<bpmn:endEvent id="${id}"><bpmn:extensionElements>${properties(values)}</bpmn:extensionElements></bpmn:endEvent>`;
const own = (id: string, values: Record<string, string>): string =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="case-form" bindingType="deployment" />${properties(values)}</bpmn:extensionElements></bpmn:userTask>`;
const MESSAGE =
  '<bpmn:message id="message-begin" name="begin" /><bpmn:message id="message-withdraw" name="withdraw"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id" /></bpmn:extensionElements></bpmn:message>';

let stage: PlainStage;
let rita: { secret: string; principal: string };
let berta: typeof rita;
let carla: typeof rita;
before(async () => {
  stage = await plainStage(
    exampleProcess(
      `${begin}${assessTask('assess')}${end('permitted')}${chain('told', 'assess', 'permitted')}`,
      { club: ['told', 'assess', 'permitted'] },
      MESSAGE,
    ),
  );
  rita = await stage.signIn('Rita Resident');
  berta = await stage.signIn('Berta Member', ['claim:beispielwil-sports']);
  carla = await stage.signIn('Carla Clerk', ['claim:beispielwil-clerk']);
});
after(() => stage.end());

let count = 0;
/** Loads the service with this process and begins a case of the resident in it. */
async function open(
  body: string,
  lanes: { applicant?: string[]; club: string[] },
  variables: Record<string, unknown> = {},
  others: Record<string, (text: string) => string> = {},
): Promise<{ caseId: string; reference: string }> {
  await stage.reload(exampleProcess(body, lanes, MESSAGE), others);
  const published = await publishMessage(stage.worker, {
    id: `properties-${(count += 1)}`,
    name: 'begin',
    variables: { applicant: { principal: rita.principal }, residence: { municipality: 9901 }, ...variables },
  });
  await stage.settle();
  const [caseId] = published.state === 'accepted' ? published.cases : [];
  const { rows } = await stage.database.pool.query('select reference from cases.cases where case_id = $1', [caseId]);
  return { caseId: caseId!, reference: rows[0].reference };
}
const view = ({ reference }: { reference: string }) =>
  withSession(stage.portal, rita.secret, async (scope) => (await readCase(scope, reference, 'de'))!);
const tasksOf = async (who: { secret: string }, { caseId }: { caseId: string }) =>
  (await withSession(stage.workplace, who.secret, (scope) => listTasks(scope, { lang: 'de', size: 1000 }))).rows.filter(
    (task) => task.caseId === caseId,
  );
const tokenAt = async (caseId: string, element: string): Promise<number> =>
  (await stage.engine.state(caseId)).tokens.find((token) => token.element === element)!.token_no;
const alerts = async (caseId: string): Promise<unknown[]> =>
  (
    await stage.database.pool.query(
      `select kind, recipient, due_at from cases.alerts where case_id = $1 and kind <> 'received' order by due_at, kind`,
      [caseId],
    )
  ).rows.map(({ kind, recipient, due_at }) => [kind, recipient, (due_at as Date).toISOString()]);
const OFFICE = 'office:beispielwil/sports-office';
const approve = new URLSearchParams({ verdict: 'permit', courtGiven: 'north', why: '', _checked: '', _check: 'court-held' });

test('roles, candidates, assignee, priority, due and follow-up date reach the work list, and decide who sees the task', async () => {
  const extensions = (assignment: string): string =>
    `<zeebe:assignmentDefinition ${assignment} /><zeebe:taskSchedule dueDate="=due(&quot;2 days&quot;)" followUpDate="2027-03-02" /><zeebe:priorityDefinition priority="=70 + 10" />`;
  const model = (assignment: string): [string, { club: string[] }] => [
    `${begin}${assessTask('assess', extensions(assignment))}${end('permitted')}${chain('told', 'assess', 'permitted')}`,
    { club: ['told', 'assess', 'permitted'] },
  ];
  const role = await open(...model('candidateGroups="approver"'));
  assert.deepEqual(await tasksOf(berta, role), []);
  const [row] = await tasksOf(carla, role);
  assert.deepEqual([row!.priority, row!.due, row!.followUp, row!.candidate, row!.assignee], [80, '2027-03-03', '2027-03-02', false, null]);
  const roles = await open(...model('candidateGroups="approver, member"'));
  assert.deepEqual([(await tasksOf(berta, roles)).length, (await tasksOf(carla, roles)).length], [1, 1]);
  const person = await open(...model('candidateUsers="=[who]"'), { who: berta.principal });
  assert.deepEqual([(await tasksOf(berta, person))[0]?.candidate, (await tasksOf(carla, person))[0]?.candidate], [true, false]);
  const assigned = await open(...model('assignee="=who"'), { who: berta.principal });
  assert.equal((await tasksOf(berta, assigned))[0]!.assignee!.me, true);
  const wrong = await open(...model('assignee="somebody"'));
  assert.deepEqual(
    (await stage.engine.state(wrong.caseId)).incidents.map(({ code }) => code),
    ['host-failed'],
  );
});

test('check 16: milestone and expected: the sentence of the case, its day, the word that it is late, and one alert to the office that leads', async () => {
  stage.moveTo('2027-03-01T08:00:00.000Z');
  const opened = await open(
    `${begin}${assessTask('assess', properties({ milestone: 'milestones.assessed', expected: '2 working days' }))}${end('permitted')}${chain('told', 'assess', 'permitted')}`,
    { club: ['told', 'assess', 'permitted'] },
  );
  const before = await view(opened);
  assert.match(before.sentence, /prüft Ihr Gesuch/);
  assert.deepEqual([before.until, before.late], ['2027-03-03', false]);
  assert.deepEqual(await alerts(opened.caseId), [['late', OFFICE, '2027-03-04T07:00:00.000Z']]);
  stage.moveTo('2027-03-04T09:00:00.000Z');
  await stage.settle();
  const after = await view(opened);
  assert.match(after.sentence, /braucht länger/);
  assert.equal(after.late, true);
  assert.equal((await alerts(opened.caseId)).length, 1);
});

test('remind: one alert at eight on a working day to whoever has the step, none when it is done before', async () => {
  stage.moveTo('2027-03-04T09:00:00.000Z');
  const body = `${begin}${assessTask('assess', properties({ remind: '2 days' }))}${own('ask', { remind: '3 days', only: '=[&quot;contact.email&quot;]' })}${end('permitted')}${chain('told', 'assess', 'ask', 'permitted')}`;
  const opened = await open(body, { applicant: ['ask'], club: ['told', 'assess', 'permitted'] });
  assert.deepEqual(await alerts(opened.caseId), [['office-reminder', OFFICE, '2027-03-08T07:00:00.000Z']]);
  const done = await completeOfficeTask(stage.workplace, berta.secret, {
    caseId: opened.caseId,
    token: await tokenAt(opened.caseId, 'assess'),
    body: approve,
    language: 'de',
  });
  assert.deepEqual(done, { ok: true }, JSON.stringify(done));
  await stage.settle();
  const kinds = (await alerts(opened.caseId)).map((alert) => (alert as string[]).slice(0, 2));
  assert.deepEqual(kinds.sort(), [
    ['asked', rita.principal],
    ['reminder', rita.principal],
  ]);
});

test('only: a task with the form of the case reopens these names and takes no other', async () => {
  const opened = await open(
    `${begin}${own('ask', { only: '=[&quot;contact.email&quot;]' })}${end('permitted')}${chain('told', 'ask', 'permitted')}`,
    { applicant: ['ask'], club: ['told', 'permitted'] },
    { person: { officialName: 'Resident', firstName: 'Rita' }, contact: { email: 'old@example.org' } },
  );
  const token = await tokenAt(opened.caseId, 'ask');
  const task = await withSession(stage.portal, rita.secret, (scope) => readTask(scope, opened.reference, token, 'de'));
  assert.deepEqual(task!.formContext.only, ['contact.email']);
  const body = new URLSearchParams({ 'contact.email': 'new@example.org', 'person.officialName': 'Other' });
  const done = await completeTask(stage.portal, rita.secret, { reference: opened.reference, token, body, language: 'de' });
  assert.deepEqual(done, { ok: true }, JSON.stringify(done));
  await stage.settle();
  const { variables } = await stage.engine.state(opened.caseId);
  assert.deepEqual(
    [(variables['0']!.contact as { email: string }).email, (variables['0']!.person as { officialName: string }).officialName],
    ['new@example.org', 'Resident'],
  );
});

test('level: a person who signed in below it sees that, and cannot complete the task', async () => {
  const opened = await open(
    `${begin}${own('sign', { level: '400', only: '=[&quot;contact.email&quot;]' })}${end('permitted')}${chain('told', 'sign', 'permitted')}`,
    { applicant: ['sign'], club: ['told', 'permitted'] },
  );
  const token = await tokenAt(opened.caseId, 'sign');
  const posted = { reference: opened.reference, token, body: new URLSearchParams({ 'contact.email': 'a@example.org' }), language: 'de' };
  const low = await withSession(stage.portal, rita.secret, (scope) => readTask(scope, opened.reference, token, 'de'));
  assert.deepEqual([low!.blocked, low!.level], ['level', 400]);
  assert.deepEqual(await completeTask(stage.portal, rita.secret, posted), { ok: false, code: 'level', errors: [] });
  const high = await stage.signIn('Rita Resident', [], 400);
  assert.equal((await withSession(stage.portal, high.secret, (scope) => readTask(scope, opened.reference, token, 'de')))!.blocked, null);
  assert.deepEqual(await completeTask(stage.portal, high.secret, posted), { ok: true });
});

test('four-eyes: who did the named task may not do this one', async () => {
  const opened = await open(
    `${begin}${assessTask('assess')}${assessTask('approve', properties({ 'four-eyes': 'assess' }))}${end('permitted')}${chain('told', 'assess', 'approve', 'permitted')}`,
    { club: ['told', 'assess', 'approve', 'permitted'] },
  );
  const post = async (who: { secret: string }, element: string) =>
    completeOfficeTask(stage.workplace, who.secret, {
      caseId: opened.caseId,
      token: await tokenAt(opened.caseId, element),
      body: approve,
      language: 'de',
    });
  const second = await stage.signIn('Dora Member', ['claim:beispielwil-sports']);
  assert.deepEqual(await post(berta, 'assess'), { ok: true });
  await stage.settle();
  assert.deepEqual(await tasksOf(berta, opened), []);
  const token = await tokenAt(opened.caseId, 'approve');
  assert.equal(
    (await withSession(stage.workplace, berta.secret, (scope) => readOfficeTask(scope, opened.caseId, token, 'de')))!.blocked,
    'four-eyes',
  );
  assert.deepEqual(await post(berta, 'approve'), { ok: false, code: 'four-eyes', errors: [] });
  assert.deepEqual(await post(second, 'approve'), { ok: true });
});

test('pauses: the promised day moves by the time the case stood still', async () => {
  stage.moveTo('2027-03-08T08:00:00.000Z');
  const opened = await open(
    `${begin}${own('ask', { pauses: 'yes', milestone: 'milestones.paid', only: '=[&quot;contact.email&quot;]' })}${assessTask('assess', properties({ milestone: 'milestones.assessed' }))}${end('permitted', { milestone: 'milestones.permitted', outcome: 'permitted' })}${chain('told', 'ask', 'assess', 'permitted')}`,
    { applicant: ['ask'], club: ['told', 'assess', 'permitted'] },
  );
  const promised = async (): Promise<string | null> => (await view(opened)).timeline.at(-1)!.expectedOn;
  assert.equal(await promised(), null);
  stage.moveTo('2027-03-15T08:00:00.000Z');
  const token = await tokenAt(opened.caseId, 'ask');
  await completeTask(stage.portal, rita.secret, {
    reference: opened.reference,
    token,
    body: new URLSearchParams({ 'contact.email': 'a@example.org' }),
    language: 'de',
  });
  await stage.settle();
  // Three working days from 8 March, which stood still for a week.
  assert.equal(await promised(), '2027-03-18');
  stage.moveTo('2027-03-16T08:00:00.000Z');
  assert.equal(await promised(), '2027-03-18');
});

test('outcome names how the case ended; closes-case ends everything with its outcome', async () => {
  const ended = await open(`${begin}${end('permitted', { outcome: 'permitted' })}${chain('told', 'permitted')}`, {
    club: ['told', 'permitted'],
  });
  assert.deepEqual([(await view(ended)).closed, (await view(ended)).outcome], [true, 'permitted']);
  const closed = await open(
    `${begin}<bpmn:parallelGateway id="fork" />${assessTask('assess')}<bpmn:subProcess id="inner"><bpmn:startEvent id="inner-begin" />${end('over', { 'closes-case': 'declined' })}${chain('inner-begin', 'over')}</bpmn:subProcess>
      ${chain('told', 'fork', 'assess')}${chain('fork', 'inner')}`,
    { club: ['told', 'fork', 'assess', 'inner'] },
  );
  assert.deepEqual([(await view(closed)).closed, (await view(closed)).outcome], [true, 'declined']);
  assert.deepEqual((await stage.engine.state(closed.caseId)).tokens, []);
});

test('a withdrawal reaches a process that waits for it; any other case it ends', async () => {
  const waiting = `<bpmn:subProcess id="recall" triggeredByEvent="true"><bpmn:startEvent id="withdrawn"><bpmn:messageEventDefinition messageRef="message-withdraw" /></bpmn:startEvent>${assessTask('call-back')}${end('recalled', { outcome: 'declined' })}${chain('withdrawn', 'call-back', 'recalled')}</bpmn:subProcess>`;
  const plain = `${begin}${assessTask('assess')}${end('permitted')}${chain('told', 'assess', 'permitted')}`;
  const told = await open(`${plain}${waiting}`, { club: ['told', 'assess', 'permitted', 'recall'] });
  assert.equal(await withdrawCase(stage.portal, rita.secret, told.reference), 'withdrawn');
  await stage.settle();
  assert.deepEqual(
    (await stage.engine.state(told.caseId)).tokens.map(({ element }) => element),
    ['recall', 'call-back'],
  );
  const other = await open(plain, { club: ['told', 'assess', 'permitted'] });
  assert.equal(await withdrawCase(stage.portal, rita.secret, other.reference), 'withdrawn');
  await stage.settle();
  assert.deepEqual([(await view(other)).closed, (await view(other)).outcome], [true, 'withdrawn']);
});

test('a period over or from within the legal recess: due day, expected day, the warning before and lateness agree', async () => {
  const canton = { 'authorities/_example/canton.yaml': (text: string) => `${text}recess:\n  - { from: '07-15', until: '08-15' }\n` };
  const begun = (period: string) =>
    open(
      `${begin}${assessTask('assess', `<zeebe:taskSchedule dueDate="=due(&quot;${period}&quot;)" />${properties({ milestone: 'milestones.assessed', expected: period })}`)}${end('permitted')}${chain('told', 'assess', 'permitted')}`,
      { club: ['told', 'assess', 'permitted'] },
      {},
      canton,
    );
  const kinds = async (caseId: string) => (await alerts(caseId)).map((alert) => (alert as string[])[0]).sort();
  /** On the day before the warning there is none; on the last day nothing is late, on the next it is. */
  const runsOut = async (opened: Awaited<ReturnType<typeof begun>>, { last, warned, late }: Record<'last' | 'warned' | 'late', string>) => {
    const { rows } = await stage.database.pool.query<{ due_at: Date }>('select due_at from engine.user_task where case_id = $1', [
      opened.caseId,
    ]);
    assert.equal(rows[0]!.due_at.toISOString(), `${last}T22:00:00.000Z`, 'the midnight after the last day');
    assert.equal((await view(opened)).until, last);
    assert.deepEqual(
      ((await alerts(opened.caseId)) as string[][]).find(([kind]) => kind === 'late'),
      ['late', OFFICE, `${late}T06:00:00.000Z`],
    );
    const eve = new Date(Date.parse(`${warned}T08:00:00Z`) - 86_400_000).toISOString();
    for (const [day, told] of [
      [eve, ['late']],
      [`${warned}T08:00:00.000Z`, ['due-soon', 'late']],
      [`${last}T20:00:00.000Z`, ['due-soon', 'late']],
    ] as const) {
      stage.moveTo(day);
      await stage.settle();
      assert.deepEqual(await kinds(opened.caseId), told, day);
      assert.deepEqual([(await view(opened)).until, (await view(opened)).late], [last, false]);
    }
    stage.moveTo(`${late}T08:00:00.000Z`);
    await stage.settle();
    assert.equal((await view(opened)).late, true);
  };
  stage.moveTo('2027-07-10T08:00:00.000Z');
  const across = await begun('20 days');
  const ends = await begun('4 days');
  await runsOut(ends, { last: '2027-07-14', warned: '2027-07-13', late: '2027-07-15' });
  stage.moveTo('2027-07-20T08:00:00.000Z');
  const within = await begun('10 days');
  // Ten days from the end of the recess; four days before it and sixteen after it.
  await runsOut(within, { last: '2027-08-25', warned: '2027-08-24', late: '2027-08-26' });
  await runsOut(across, { last: '2027-08-31', warned: '2027-08-30', late: '2027-09-01' });
});
