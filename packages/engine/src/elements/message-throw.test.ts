import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, newCaseId } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a throw event without task definition reaches whoever waits in the case, with what its inputs name', async () => {
  const caseId = await bench.startElement('message-throw', { case: { id: 'c' }, topic: 'news' });
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.root(caseId)).subject, 'news');
});

test('an end event with a task definition is a job', async () => {
  const caseId = await bench.startElement('message-end', { case: { id: 'c' } });
  await bench.completeTask(caseId, 'decide');
  await bench.completeJob('delivery.letter');
  assert.ok(await bench.ended(caseId));
});

test('a send task is a job, or sends inside the case', async () => {
  const job = await bench.startElement('send-task');
  assert.equal((await bench.engine.state(job)).jobs.length, 1);
  const sent = await bench.startElement('pool', { subject: 'x' });
  assert.ok((await bench.history(sent)).includes('completed ask-canton'));
});

test('what nobody in the case waits for reaches another case under the same key, else begins one, once; else it stays', async () => {
  const { pool } = bench.database;
  const inbox = async (caseId: string): Promise<number> =>
    (await pool.query('select 1 from engine.inbox where case_id = $1', [caseId])).rowCount ?? 0;
  const thrower = `<bpmn:startEvent id="begin" /><bpmn:intermediateThrowEvent id="tell"><bpmn:messageEventDefinition messageRef="message_out" /></bpmn:intermediateThrowEvent><bpmn:endEvent id="end" />${chain('begin', 'tell', 'end')}`;
  const message = (name: string): string =>
    `<bpmn:message id="message_out" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=plot" /></bpmn:extensionElements></bpmn:message>`;
  const send = async (name: string, plot: string): Promise<string> => {
    const { definitionId } = await bench.engine.deploy({ xml: bpmn(thrower, 'main', message(name)), processId: 'main' });
    const caseId = newCaseId();
    await bench.command(caseId, { type: 'start', definitionId, variables: { plot } });
    await bench.engine.drain();
    return caseId;
  };
  const waiting = await bench.startElement('message-catch', { case: { id: 'plot 7' } });
  const sent = await send('opinion', 'plot 7');
  assert.deepEqual([await bench.at(waiting), await inbox(sent)], [['read'], 0]);
  await bench.engine.openStarts(pool, await bench.deployElement('message-start'));
  const begins = await send('order', 'plot 8');
  assert.equal(await inbox(begins), 0);
  const { rows } = await pool.query(`select count(*)::int as cases from engine.instance where definition_id = $1`, [
    await bench.deployElement('message-start'),
  ]);
  assert.deepEqual(rows, [{ cases: 1 }]);
  assert.equal(await inbox(await send('nobody', 'plot 9')), 1);
});

test('a message from outside with a key reaches the case that waits for it', async () => {
  const { pool } = bench.database;
  const waiting = await bench.startElement('message-catch', { case: { id: 'permit 3' } });
  assert.deepEqual(await bench.engine.publish(pool, 'p1', 'opinion', { fine: true }, 'permit 3'), [waiting]);
  await bench.engine.drain();
  assert.deepEqual(await bench.at(waiting), ['read']);
  assert.deepEqual(await bench.engine.publish(pool, 'p2', 'opinion', {}, 'permit 3'), []);
});
