import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, newCaseId, userTask } from './kit.ts';

const BODY = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const put = (caseId: string, commandId: string, command: Parameters<Bench['command']>[1]): Promise<void> =>
  bench.engine.enqueue(bench.database.pool, caseId, commandId, command);

/** Commands of cases by the transaction that executed them. */
async function commits(caseIds: readonly string[], type: string): Promise<string[]> {
  const { rows } = await bench.database.pool.query<{ commit: string }>(
    'select distinct xmin::text as commit from engine.event where case_id = any($1::uuid[]) and type = $2 order by 1',
    [caseIds, type],
  );
  return rows.map(({ commit }) => commit);
}

test('what somebody waits for is executed before instances that go on by themselves, and shares no commit with them', async (t) => {
  // No batch ends because its time was up, however slow the machine is.
  t.mock.method(performance, 'now', () => 0);
  const all = [await bench.start(BODY), await bench.start(BODY), await bench.start(BODY)];
  for (const caseId of all) await put(caseId, 'go on', { type: 'continue' });
  for (const caseId of all.slice(0, 1)) await put(caseId, 'later', { type: 'set-variables', actor: 'x', rootVariables: { n: 1 } });
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' });
  const asked = [newCaseId(), newCaseId()];
  for (const caseId of asked) await put(caseId, 'start', { type: 'start', definitionId, variables: {} });
  assert.equal(await bench.engine.drain(), 6);
  const [starts, byThemselves] = [await commits(asked, 'start'), await commits(all, 'continue')];
  assert.deepEqual([starts.length, byThemselves.length], [1, 1]);
  assert.ok(BigInt(starts[0]!) < BigInt(byThemselves[0]!));
  assert.deepEqual(await bench.root(all[0]!), { n: 1 });
});

test('of large instances that go on by themselves each has a commit of its own, and each goes on', async () => {
  const large = { text: 'x'.repeat(60_000) };
  const all = [await bench.start(BODY, large), await bench.start(BODY, large), await bench.start(BODY, large)];
  for (const caseId of all) await put(caseId, 'go on', { type: 'continue' });
  assert.equal(await bench.engine.drain(), 3);
  assert.equal((await commits(all, 'continue')).length, 3);
});

test('instances go on by themselves also while somebody holds every case that a command waits for', async () => {
  const [held, other] = [await bench.start(BODY), await bench.start(BODY)];
  await put(held, 'names', { type: 'set-variables', actor: 'x', rootVariables: { n: 1 } });
  await put(other, 'go on', { type: 'continue' });
  const holder = await bench.database.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select 1 from engine.instance where case_id = $1 for update', [held]);
    assert.equal(await bench.engine.drain(), 1);
    assert.equal((await commits([other], 'continue')).length, 1);
    await holder.query('rollback');
  } finally {
    holder.release();
  }
  assert.equal(await bench.engine.drain(), 1);
});

test('a node that is held up by something else still executes one command of a batch', async () => {
  const caseId = await bench.startElement('multi-instance', {
    offices: Array.from({ length: 210 }, (_, no) => `office ${no}`),
    enough: false,
  });
  await bench.engine.drain();
  await put(caseId, 'names', { type: 'set-variables', actor: 'x', rootVariables: { enough: true } });
  let going = true;
  const holdUp = (): void => {
    const begun = performance.now();
    while (performance.now() - begun < 70);
    if (going) setImmediate(holdUp);
  };
  holdUp();
  try {
    assert.equal(await bench.engine.drain(), 1);
  } finally {
    going = false;
  }
});
