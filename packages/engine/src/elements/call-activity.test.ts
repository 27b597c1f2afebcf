import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, call, chain, io, lanes, plainHost, properties, userTask } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open({ host: plainHost({ reservedRoots: ['case', 'parties'] }) })));
after(() => bench.close());

const main = (activity: string): string =>
  `${lanes({ municipality: ['give'] })}<bpmn:startEvent id="begin" />${activity}<bpmn:endEvent id="end" />${chain('begin', 'give', 'end')}`;
const called = (task: string, more = ''): string =>
  `${more}<bpmn:startEvent id="called-begin" />${task}<bpmn:endEvent id="called-end" />${chain('called-begin', 'work', 'called-end')}`;
const variables = { case: { id: 'c' }, secret: 'hidden', subject: 'tree' };

test('a called process sees its inputs, its defaults and the reserved roots, and nothing else of its caller', async () => {
  const seen = '={subject: subject, within: within, twice: twice, case: case.id, secret: secret, office: parties.office.id}';
  const definitionId = await bench.deployCalled(called(userTask('work', io({}, { seen }))), {
    within: '5 days',
    twice: '=subject + subject',
  });
  const caseId = await bench.start(main(call('give', io({ subject: '=subject' }, { result: '=seen' }))), variables, {
    called: definitionId,
  });
  const { tokens, userTasks } = await bench.engine.state(caseId);
  assert.deepEqual(
    tokens.map((token) => [token.element, token.path]),
    [
      ['give', 'give:1'],
      ['work', 'give:1/work:1'],
    ],
  );
  assert.deepEqual(userTasks[0]!.inputs, { subject: 'tree', within: '5 days', twice: 'treetree' });
  await bench.completeTask(caseId, 'work');
  assert.deepEqual((await bench.root(caseId)).result, {
    subject: 'tree',
    within: '5 days',
    twice: 'treetree',
    case: 'c',
    secret: null,
    office: 'municipality',
  });
});

test('lane office of a called process is the party of its call, also two calls deep; applicant stays; an input names a party', async () => {
  const inner = await bench.deployCalled(called(userTask('work'), lanes({ office: ['work'] })));
  const { bpmn } = await import('../../test/kit.ts');
  const middle = await bench.engine.deploy({
    xml: bpmn(
      `${lanes({ office: ['deeper'] })}<bpmn:startEvent id="b" />${call('deeper')}<bpmn:endEvent id="e" />${chain('b', 'deeper', 'e')}`,
      'middle',
    ),
    processId: 'middle',
    calls: { called: inner },
  });
  const caseId = await bench.start(main(call('give').replace('processId="called"', 'processId="middle"')), variables, {
    middle: middle.definitionId,
  });
  assert.deepEqual(
    (await bench.engine.state(caseId)).tokens.map((token) => token.party),
    ['municipality', 'municipality', 'municipality'],
  );

  for (const [lane, party] of [
    ['applicant', 'applicant'],
    ['receiver', 'canton'],
    ['elsewhere', 'elsewhere'],
  ] as const) {
    const definitionId = await bench.deployCalled(called(userTask('work'), lanes({ [lane]: ['work'] })));
    const other = await bench.start(main(call('give', io({ receiver: '=&#34;canton&#34;' }))), variables, { called: definitionId });
    assert.equal((await bench.engine.state(other)).userTasks[0]!.party, party);
  }
});

test('all names go in and come back only where the call says so', async () => {
  const definitionId = await bench.deployCalled(called(userTask('work', io({}, { found: '=secret' }))));
  const open = await bench.start(main(call('give', '', '')), variables, { called: definitionId });
  await bench.completeTask(open, 'work');
  assert.equal((await bench.root(open)).found, 'hidden');
  const closed = await bench.start(main(call('give')), variables, { called: definitionId });
  await bench.completeTask(closed, 'work');
  assert.deepEqual(await bench.root(closed), variables);
});

test('each call has visits of its own, so that keys of its steps never meet', async () => {
  const definitionId = await bench.deployCalled(called(userTask('work')));
  const body = `<bpmn:startEvent id="begin" />${call('give')}${userTask('again')}<bpmn:exclusiveGateway id="done" default="done--end" /><bpmn:endEvent id="end" />
    ${chain('begin', 'give', 'again', 'done', 'end')}<bpmn:sequenceFlow id="back" sourceRef="done" targetRef="give"><bpmn:conditionExpression>=more</bpmn:conditionExpression></bpmn:sequenceFlow>`;
  const caseId = await bench.start(body, { more: true }, { called: definitionId });
  await bench.completeTask(caseId, 'work');
  await bench.completeTask(caseId, 'again');
  const paths = (await bench.engine.state(caseId)).tokens.map((token) => token.path);
  assert.deepEqual(paths, ['give:2', 'give:2/work:1']);
});

test('a milestone inside a call stands beside the one of its caller', async () => {
  const definitionId = await bench.deployCalled(called(userTask('work', properties({ milestone: 'inner' }))));
  const caseId = await bench.start(main(call('give', properties({ milestone: 'outer' }))), variables, { called: definitionId });
  assert.deepEqual(
    (await bench.engine.state(caseId)).tokens.map((token) => token.properties.milestone),
    ['outer', 'inner'],
  );
});

test('a call whose process is not pinned is refused when it is deployed', async () => {
  await assert.rejects(bench.start(main(call('give'))), (error: { details: { code: string; element: string }[] }) => {
    assert.deepEqual(
      error.details.map(({ code, element }) => [code, element]),
      [['call-unbound', 'give']],
    );
    return true;
  });
});

test('the documented program calls another one and takes over what it found out', async () => {
  const caseId = await bench.startElement('call-activity', {}, { 'user-task': await bench.deployElement('user-task') });
  assert.deepEqual((await bench.engine.state(caseId)).userTasks.length, 1);
  await bench.completeOpenTask(caseId, { answer: 'yes' });
  assert.equal((await bench.root(caseId)).answer, 'yes');
});
