import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

/** Opens the starts of a program, sends a message that belongs to no case, and lets the cases begin. */
async function send(program: string, message: string, variables: Record<string, unknown> = {}): Promise<string[]> {
  await bench.engine.openStarts(bench.database.pool, await bench.deployElement(program));
  const cases = await bench.engine.publish(bench.database.pool, `${program} ${message}`, message, variables);
  await bench.engine.drain();
  return cases;
}

test('a process that begins with a gateway begins with the first of its messages, and waits for no other', async () => {
  const [online] = await send('event-based-gateway-start', 'ordered-online', { what: 1 });
  assert.deepEqual([await bench.at(online!), await bench.root(online!)], [['check-order'], { what: 1 }]);
  assert.deepEqual((await bench.engine.state(online!)).subscriptions, []);
  const [paper] = await send('event-based-gateway-start', 'ordered-by-post');
  assert.deepEqual(await bench.at(paper!), ['scan-letter']);
  assert.deepEqual(await bench.history(paper!), [
    'entered first',
    'completed first',
    'entered ordered-by-post',
    'completed ordered-by-post',
    'entered scan-letter',
  ]);
});

test('a parallel one waits for the others after the first', async () => {
  const [caseId] = await send('parallel-event-based-gateway-start', 'signature', { case: { id: 'c' } });
  assert.deepEqual(await bench.at(caseId!), ['both', 'form-arrives']);
  await bench.message(caseId!, 'form', { page: 1 });
  assert.deepEqual(await bench.at(caseId!), ['register']);
});

test('a receive task begins a process; started by hand, the process waits at it', async () => {
  const [caseId] = await send('receive-task-start', 'paper-order', { what: 2 });
  assert.deepEqual([await bench.at(caseId!), await bench.root(caseId!)], [['type-in'], { what: 2 }]);
  const byHand = await bench.startElement('receive-task-start');
  assert.deepEqual(await bench.at(byHand), ['receive-order']);
  await bench.command(byHand, { type: 'correlate', message: 'paper-order', key: byHand, variables: {} });
  assert.deepEqual(await bench.at(byHand), ['type-in']);
});

test('a condition begins a case each time it becomes true over the names that are told', async () => {
  await bench.engine.openStarts(bench.database.pool, await bench.deployElement('conditional-start'));
  const tell = async (id: string, level: number): Promise<number> =>
    (await bench.engine.evaluateStarts(bench.database.pool, id, { level })).length;
  assert.deepEqual([await tell('a', 3), await tell('b', 5), await tell('c', 6), await tell('d', 1), await tell('e', 9)], [0, 1, 0, 0, 1]);
  await bench.engine.drain();
  const { rows } = await bench.database.pool.query(`select case_id from engine.user_task where element = 'close-path'`);
  assert.equal(rows.length, 2);
  assert.deepEqual(await bench.root(rows[0].case_id), { level: 5 });
});

test('a cycle of cron begins a case at its local times', async () => {
  await bench.engine.openStarts(bench.database.pool, await bench.deployElement('timer-cycle-start'));
  assert.equal(await bench.engine.nextDueAt(), '2027-03-08T05:00:00.000Z');
  bench.clock.set('2027-03-08T05:00:00Z');
  await bench.engine.drain();
  assert.equal(await bench.engine.nextDueAt(), '2027-03-15T05:00:00.000Z');
  bench.clock.set('2027-03-29T05:00:00Z');
  await bench.engine.drain();
  assert.equal(await bench.engine.nextDueAt(), '2027-04-05T04:00:00.000Z');
  const { rows } = await bench.database.pool.query(`select 1 from engine.user_task where element = 'make-report'`);
  assert.equal(rows.length, 2);
});

test('the host says which cases an event begins, each once, with names of its own', async () => {
  const asked: string[] = [];
  const host = new Bench(bench.database, bench.clock, {
    async beginCases(_client, beginning, open) {
      asked.push(`${beginning.kind} ${beginning.name} ${beginning.processId} ${beginning.element}`);
      for (const key of ['wikon', 'dagmersellen']) await open(key, async (caseId) => ({ case: { id: caseId }, authority: key }));
    },
  });
  const first = await host.engine.publish(bench.database.pool, 'm7', 'paper-order', {});
  assert.deepEqual(await host.engine.publish(bench.database.pool, 'm7', 'paper-order', {}), first);
  await host.engine.drain();
  assert.equal(first.length, 2);
  assert.deepEqual(await host.root(first[1]!), { case: { id: first[1] }, authority: 'dagmersellen' });
  assert.equal(asked[0], 'message paper-order receive-task-start receive-order');
});
