import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';
import type { Command } from '../types.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const tokenAt = async (caseId: string, element: string): Promise<number> =>
  (await bench.engine.state(caseId)).tokens.find((token) => token.element === element)!.token_no;
const modify = (caseId: string, change: Partial<Extract<Command, { type: 'modify' }>>) =>
  bench.command(caseId, { type: 'modify', actor: 'person:operator', reason: 'drawn wrongly', ...change });

test('a token is moved, cancelled and begun, with actor and reason in the history', async () => {
  const caseId = await bench.startElement('parallel-gateway');
  const legal = await tokenAt(caseId, 'legal');
  assert.equal(
    (await modify(caseId, { move: [{ token: legal, element: 'decide' }], cancel: [await tokenAt(caseId, 'technical')] })).result,
    'done',
  );
  assert.deepEqual(await bench.at(caseId), ['decide']);
  await modify(caseId, { activate: [{ scope: 0, element: 'technical' }] });
  assert.deepEqual(await bench.at(caseId), ['decide', 'technical']);
  const { rows } = await bench.database.pool.query(
    `select actor, data from engine.event where case_id = $1 and type = 'modify' order by step`,
    [caseId],
  );
  assert.deepEqual(rows[0], { actor: 'person:operator', data: { reason: 'drawn wrongly' } });
});

test('cancelling the last token ends what is around it', async () => {
  const caseId = await bench.startElement('subprocess', { applicant: {} });
  await modify(caseId, { cancel: [await tokenAt(caseId, 'invite')] });
  assert.ok(await bench.ended(caseId));
});

test('a change that does not fit is rejected as a whole', async () => {
  const caseId = await bench.startElement('subprocess', { applicant: {} });
  const invite = await tokenAt(caseId, 'invite');
  const hearing = await tokenAt(caseId, 'hearing');
  for (const change of [
    { move: [{ token: invite, element: 'end' }] },
    { move: [{ token: invite, element: 'listen' }], cancel: [999] },
    { activate: [{ scope: hearing, element: 'over' }] },
    { activate: [{ scope: invite, element: 'listen' }] },
    {},
  ]) {
    assert.equal((await modify(caseId, change)).result, 'rejected');
  }
  assert.deepEqual(await bench.at(caseId), ['hearing', 'invite']);
  await modify(caseId, { activate: [{ scope: hearing, element: 'listen' }] });
  assert.deepEqual(await bench.at(caseId), ['hearing', 'invite', 'listen']);
});

test('an incident is skipped with a reason, or repaired by editing local names', async () => {
  const caseId = await bench.startElement('service-task');
  const job = await bench.job();
  await bench.command(caseId, { type: 'fail-job', token: job.token, fence: job.fence, code: 'x', message: 'y', retryable: false });
  const token = await tokenAt(caseId, 'register');
  await bench.command(caseId, { type: 'set-variables', actor: 'o', rootVariables: {}, token, variables: { local: 1 }, reason: 'typo' });
  assert.deepEqual((await bench.engine.state(caseId)).variables[String(token)], { local: 1 });
  const skip: Command = { type: 'skip-incident', token, actor: 'o', reason: 'done by hand', variables: { number: 7 } };
  assert.equal((await bench.command(caseId, skip)).result, 'done');
  assert.ok(await bench.ended(caseId));
  assert.deepEqual(await bench.root(caseId), { number: 7 });
  assert.equal((await bench.command(await bench.startElement('service-task'), { ...skip, token: 1 })).code, 'no-incident');
});

test('a dry run tells what would happen and changes nothing', async () => {
  const caseId = await bench.startElement('parallel-gateway');
  const token = await tokenAt(caseId, 'legal');
  const would = await bench.engine.dryRun(caseId, { type: 'complete-task', token, actor: 'x', variables: {} });
  assert.deepEqual(
    [would.outcome.result, would.path.map((entry) => `${entry.what} ${entry.element}`)],
    ['done', ['completed legal', 'entered join']],
  );
  assert.deepEqual(await bench.at(caseId), ['legal', 'technical']);
  assert.equal((await bench.engine.state(caseId)).events.length, 1);
});
