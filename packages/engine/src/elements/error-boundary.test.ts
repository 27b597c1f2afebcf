import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, call, chain, serviceTask, userTask } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const BROKEN = '<bpmn:errorEventDefinition errorRef="error_broken" />';
const ANY = '<bpmn:errorEventDefinition />';
const body = (activity: string, ...boundaries: [string, string][]): string =>
  `<bpmn:startEvent id="begin" />${activity}${boundaries.map(([id, definition]) => boundary(id, 'work', definition)).join('')}<bpmn:endEvent id="done" />
   ${chain('begin', 'work', 'done')}${boundaries.map(([id]) => `${userTask(`after-${id}`)}${chain(id, `after-${id}`)}`).join('')}`;

async function fail(errorCode: string): Promise<string> {
  const job = await bench.job('do.work');
  const { code } = await bench.command(job.caseId, {
    type: 'throw-error',
    token: job.token,
    fence: job.fence,
    errorCode,
    variables: { why: errorCode },
  });
  return code ?? 'caught';
}

test('the boundary event with the code catches, one without code catches the rest', async () => {
  const both = body(serviceTask('work'), ['any', ANY], ['exact', BROKEN]);
  const exact = await bench.start(both);
  assert.equal(await fail('broken'), 'caught');
  assert.deepEqual(await bench.at(exact), ['after-exact']);
  assert.equal((await bench.root(exact)).why, 'broken');
  const rest = await bench.start(both);
  await fail('other');
  assert.deepEqual(await bench.at(rest), ['after-any']);
});

test('an error of a job inside a called process is caught on the call activity', async () => {
  const definitionId = await bench.deployCalled(
    `<bpmn:startEvent id="b" />${serviceTask('work')}<bpmn:endEvent id="e" />${chain('b', 'work', 'e')}`,
  );
  const caseId = await bench.start(body(call('work'), ['exact', BROKEN]), {}, { called: definitionId });
  assert.equal(await fail('broken'), 'caught');
  const { tokens, variables } = await bench.engine.state(caseId);
  assert.deepEqual([tokens.map((token) => token.element), Object.keys(variables)], [['after-exact'], ['0']]);
});

test('another code is not caught', async () => {
  const caseId = await bench.start(body(serviceTask('work'), ['exact', BROKEN]));
  assert.equal(await fail('other'), 'incident');
  assert.deepEqual(await bench.at(caseId), ['work']);
});
