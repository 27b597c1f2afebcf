import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assessTask, chain, exampleProcess, plainStage, type PlainStage } from '../../../tests/support/plain-stage.ts';
import { reportOn } from '../../demo/src/archive/report.ts';
import { messageRoutes } from './messages.ts';

const process = exampleProcess(
  `<bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="message-news" /></bpmn:startEvent>${assessTask('assess')}<bpmn:endEvent id="permitted" />${chain('told', 'assess', 'permitted')}`,
  { club: ['told', 'assess', 'permitted'] },
  '<bpmn:message id="message-news" name="news" />',
);
let stage: PlainStage;
before(async () => (stage = await plainStage(process)));
after(() => stage.end());

const post = (body: unknown, secret = 'open-sesame', configured: string | undefined = 'open-sesame') =>
  messageRoutes(stage.worker, configured).request('/messages', {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const news = { id: '1', name: 'news', variables: { residence: { municipality: 9901 } } };

test('a message with the secret begins a case, and only one when it is sent again', async () => {
  const [first, again] = [await post(news), await post(news)];
  assert.deepEqual([first.status, again.status], [202, 202]);
  const answers = [await first.json(), await again.json()];
  assert.deepEqual(answers[0], answers[1]);
  await stage.settle();
  const { rows } = await stage.database.pool.query('select count(*)::int as cases from cases.cases');
  assert.deepEqual(rows, [{ cases: 1 }]);
});

test('without the secret, malformed, too large or for an unknown case it has no effect and says so', async () => {
  const { rows: before } = await stage.database.pool.query('select count(*)::int as work from engine.work');
  assert.equal((await post(news, 'guess')).status, 401);
  assert.equal((await post(news, 'open-sesame', '')).status, 404);
  assert.equal((await post('{')).status, 422);
  assert.equal((await post({ ...news, more: 1 })).status, 422);
  assert.equal((await post({ ...news, variables: { text: 'x'.repeat(300_000) } })).status, 413);
  assert.equal((await post({ ...news, case: "2027-AAAA' or 1=1" })).status, 404);
  const { rows: after } = await stage.database.pool.query('select count(*)::int as work from engine.work');
  assert.deepEqual(after, before);
});

test('an answer to a package is taken with the secret alone, and what is none is refused by its code', async () => {
  const send = (body: string, secret = 'open-sesame') =>
    messageRoutes(stage.worker, 'open-sesame').request('/acknowledgements', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/xml' },
      body,
    });
  const answer = reportOn({ transferId: crypto.randomUUID(), number: '1', faults: [], mark: 'PA' });
  assert.equal((await send(answer, 'guess')).status, 401);
  const outcomes: [number, unknown][] = [];
  for (const body of [answer, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<eventReport/>', 'x'.repeat(300_000)]) {
    const response = await send(body);
    outcomes.push([response.status, ((await response.json()) as { code: string }).code]);
  }
  assert.deepEqual(outcomes, [
    [404, 'transfer-unknown'],
    [422, 'xml-doctype'],
    [422, 'acknowledgement-invalid'],
    [413, 'too-large'],
  ]);
});
