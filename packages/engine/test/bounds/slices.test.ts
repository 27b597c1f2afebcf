import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { breathe } from '../../src/breath.ts';
import { LIMITS } from '../../src/limits.ts';
import type { TokenRow } from '../../src/run/instance.ts';
import { Rows } from '../../src/run/rows.ts';
import { Bench, bpmn, chain, io, newCaseId, node } from '../kit.ts';
import { MODELS } from './attacks.ts';

let bench: Bench;
before(async () => void (bench = await Bench.open()));
after(() => bench.close());

const begin = '<bpmn:startEvent id="begin" />';
const end = '<bpmn:endEvent id="end" />';

test('what the database has answered meanwhile is heard before a long piece of work goes on', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [far] = await accepted;
  let heard = false;
  try {
    // In the turn that reads an answer, a second one comes in.
    const second = new Promise<boolean>((resolve) => {
      near.once('data', () => {
        far.once('data', () => (heard = true));
        near.write('second');
        void breathe(performance.now(), { always: true }).then(() => resolve(heard));
      });
    });
    far.write('first');
    assert.equal(await second, true);
  } finally {
    near.destroy();
    far.destroy();
    server.close();
  }
});

test('a step that has made an instance grow by much ends: each copy of a large name is written by a step of its own', async () => {
  const { body, variables = {} } = MODELS.find(({ code }) => code === 'data-budget')!;
  const caseId = await bench.start(body, variables);
  // The names it begins with are much to write too.
  const written = [(await bench.engine.state(caseId)).userTasks.length];
  while ((await bench.engine.drain({ limit: 1 })) > 0) written.push((await bench.engine.state(caseId)).userTasks.length);
  const more = written.map((tasks, turn) => tasks - (written[turn - 1] ?? 0));
  assert.deepEqual([more[0], Math.max(...more)], [0, 1], more.join());
  const { userTasks, incidents } = await bench.engine.state(caseId);
  assert.deepEqual([incidents.map(({ code }) => code), userTasks.length > 1], [['data-budget'], true]);
});

test('expressions that take long share no step', async () => {
  const ids = ['one', 'other', 'last'];
  const list = io({ made: '=for i in 1..4000 return i' });
  const body = `${begin}${ids.map((id) => node('manualTask', id, list)).join('')}${end}${chain('begin', ...ids, 'end')}`;
  const caseId = await bench.start(body);
  assert.equal(await bench.ended(caseId), false);
  while ((await bench.engine.drain()) > 0);
  assert.ok(await bench.ended(caseId));
  assert.ok(Number((await bench.engine.state(caseId)).instance!.step) > 1);
});

test('a loop that begins a hundred rounds is weighed once for all of them', async (t) => {
  const put = Rows.prototype.put;
  let weighed = 0;
  t.mock.method(Rows.prototype, 'put', function (this: Rows<unknown>, row: unknown) {
    if ((row as Partial<TokenRow>).part === 'loop') weighed += 1;
    return put.call(this, row);
  });
  const rounds = `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..${LIMITS.roundsAtOnce} return i" inputElement="one" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
  const wait = '<zeebe:userTask /><zeebe:formDefinition formId="f" />';
  const { definitionId } = await bench.engine.deploy({
    xml: bpmn(`${begin}${node('userTask', 'each', wait, rounds)}${end}${chain('begin', 'each', 'end')}`),
    processId: 'main',
  });
  const caseId = newCaseId();
  await bench.command(caseId, { type: 'start', definitionId, variables: {} });
  while ((await bench.engine.drain()) > 0);
  assert.equal((await bench.engine.state(caseId)).userTasks.length, LIMITS.roundsAtOnce);
  assert.ok(weighed < 20, `${weighed} times`);
});
