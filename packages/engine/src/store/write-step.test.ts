import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, newCaseId, userTask } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const BODY = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;

test('steps that change one table each write to that table, whichever came first', async () => {
  const caseId = await bench.start(BODY);
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

const ODD = ['{a,b}', 'NULL', '', ' ', '"', '\\', '\\"', '},{', "'", '$1', 'two\nlines\t', 'Zoë 🏔', '\u2028'];

test('whatever a text looks like, it is written with others as it is', async () => {
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' });
  const cases = ODD.map((text) => ({ caseId: newCaseId(), text }));
  await Promise.all(
    cases.map(({ caseId, text }) =>
      bench.engine.run(
        caseId,
        `start ${text}`,
        { type: 'start', definitionId, variables: { text, [text]: [text, null] } },
        { actor: text },
      ),
    ),
  );
  for (const { caseId, text } of cases) {
    const { events, variables } = await bench.engine.state(caseId);
    assert.deepEqual([events[0]!.command_id, events[0]!.actor], [`start ${text}`, text]);
    assert.deepEqual(variables['0'], { text, [text]: [text, null] });
  }
});

test('a text that has no UTF-8 is refused, not changed, and those beside it are written', async () => {
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' });
  const actors = ['person:one', 'person:\ud800', 'person:\0', 'person:two'];
  const cases = actors.map((actor) => ({ caseId: newCaseId(), actor }));
  const settled = await Promise.allSettled(
    cases.map(({ caseId, actor }) => bench.engine.run(caseId, 'start', { type: 'start', definitionId, variables: {} }, { actor })),
  );
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  );
  const written = await Promise.all(cases.map(async ({ caseId }) => (await bench.engine.state(caseId)).events.map(({ actor }) => actor)));
  assert.deepEqual(written, [['person:one'], [], [], ['person:two']]);
});
