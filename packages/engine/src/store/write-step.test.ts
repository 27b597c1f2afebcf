import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, chain, userTask } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('steps that change one table each write to that table, whichever came first', async () => {
  const body = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
  const caseId = await bench.start(body);
  assert.equal((await bench.message(caseId, 'rumour')).code, 'stored');
  await bench.database.pool.query(
    `insert into engine.incident (case_id, created_at, token_no, code, message, phase) values ($1, now(), 0, 'step-failed', 'x', 'step')`,
    [caseId],
  );
  await bench.command(caseId, { type: 'resolve-incident', token: 0, actor: 'person:operator' });
  assert.deepEqual(await bench.incidents(caseId), []);
  const { rows } = await bench.database.pool.query('select name from engine.inbox where case_id = $1', [caseId]);
  assert.deepEqual(rows, [{ name: 'rumour' }]);
});
