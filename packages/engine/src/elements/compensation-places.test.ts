import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, serviceTask, userTask } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a throw event undoes everything, the last one first; an end event only the activity it names', async () => {
  const all = await bench.startElement('compensation-throw');
  await bench.completeJob('do.book-hall');
  await bench.completeJob('do.order-food');
  await bench.completeJob('do.cancel-food');
  await bench.completeJob('do.free-hall');
  assert.ok(await bench.ended(all));
  const one = await bench.startElement('compensation-end');
  await bench.completeJob('do.book-hall');
  await bench.completeTask(one, 'hold-meeting');
  await bench.completeJob('do.free-hall');
  assert.ok(await bench.ended(one));
});

test('a handler runs as often as its activity did, with the names of each round', async () => {
  const caseId = await bench.startElement('compensation-boundary', { receivers: ['a', 'b'] });
  await bench.completeJob('do.send-letter');
  await bench.completeJob('do.send-letter');
  const seen: unknown[] = [];
  for (let round = 0; round < 2; round += 1) seen.push((await bench.completeJob('do.recall-letter')).inputs);
  assert.deepEqual(seen, [
    { to: 'b', loopCounter: 2, receiver: 'b' },
    { to: 'a', loopCounter: 1, receiver: 'a' },
  ]);
  assert.ok(await bench.ended(caseId));
});

test('an event subprocess undoes the completed subprocess around it, with the names of then, and what completed inside', async () => {
  const caseId = await bench.startElement('compensation-start');
  await bench.completeJob('do.book-hall', { hall: 'blue' });
  assert.deepEqual(await bench.at(caseId), ['confirm']);
  await bench.completeTask(caseId, 'confirm');
  assert.deepEqual(await bench.at(caseId), ['undo-all', 'undo-preparation', 'write-apology']);
  const { userTasks } = await bench.engine.state(caseId);
  assert.equal((userTasks[0]!.inputs as { hallLost: string }).hallLost, 'blue');
  await bench.completeTask(caseId, 'write-apology');
  assert.deepEqual(await bench.at(caseId), ['free-hall', 'undo-all', 'undo-inside', 'undo-preparation']);
  await bench.completeJob('do.free-hall');
  assert.ok(await bench.ended(caseId));
  const { rows } = await bench.database.pool.query('select 1 from engine.compensation where case_id = $1', [caseId]);
  assert.equal(rows.length, 0);
});

test('one that would have nothing to undo, or a rival, is refused', async () => {
  const inside = `<bpmn:subProcess id="undo" triggeredByEvent="true"><bpmn:startEvent id="undo-begin"><bpmn:compensateEventDefinition /></bpmn:startEvent>${serviceTask('back')}${chain('undo-begin', 'back')}</bpmn:subProcess>`;
  const flow = `<bpmn:startEvent id="begin" />${userTask('work')}${chain('begin', 'work')}`;
  const [alone] = await inspectModel(bpmn(`${flow}${inside}`));
  assert.deepEqual(
    alone!.problems.filter((problem) => problem.severity === 'refused').map((problem) => [problem.code, problem.element]),
    [['compensation', 'undo-begin']],
  );
  const rival = `<bpmn:startEvent id="outer" /><bpmn:subProcess id="around">${flow}${inside}</bpmn:subProcess>${chain('outer', 'around')}
    <bpmn:boundaryEvent id="rival" attachedToRef="around"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
    ${serviceTask('handler').replace('id="handler"', 'id="handler" isForCompensation="true"')}<bpmn:association id="to" sourceRef="rival" targetRef="handler" />`;
  const [doubled] = await inspectModel(bpmn(rival));
  assert.ok(doubled!.problems.some((problem) => problem.code === 'compensation' && problem.element === 'undo-begin'));
});

test('a cancelled transaction is undone and goes on at its cancel event; one that fails is not undone', async () => {
  const cancelled = await bench.startElement('cancel-end');
  await bench.completeJob('do.book-hall');
  await bench.completeTask(cancelled, 'confirm-date');
  await bench.completeJob('do.free-hall');
  assert.ok((await bench.history(cancelled)).includes('completed cancelled'));
  const told = await bench.startElement('cancel-boundary', { noDate: true });
  await bench.completeJob('do.book-hall');
  await bench.completeJob('do.free-hall');
  assert.deepEqual(await bench.at(told), ['tell']);
  const failed = await bench.startElement('cancel-boundary');
  await bench.throwError('do.book-hall', 'broken');
  assert.ok(await bench.ended(failed));
});

test('it never begins by itself, nor when its subprocess has not completed', async () => {
  const caseId = await bench.startElement('compensation-start');
  assert.deepEqual(await bench.at(caseId), ['book-hall', 'prepare']);
  assert.deepEqual((await bench.engine.state(caseId)).subscriptions, []);
});
