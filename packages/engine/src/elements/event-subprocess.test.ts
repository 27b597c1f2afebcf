import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const open = (): Promise<string> => bench.startElement('event-subprocess', { case: { id: 'c' }, urgent: false });

test('a non-interrupting message runs beside the flow, every time it comes', async () => {
  const caseId = await open();
  await bench.message(caseId, 'supplement', { page: 1 });
  await bench.message(caseId, 'supplement', { page: 2 });
  assert.deepEqual(await bench.at(caseId), ['decide', 'read', 'read', 'supplement', 'supplement']);
  await bench.completeTask(caseId, 'decide');
  assert.deepEqual(await bench.at(caseId), ['read', 'read', 'supplement', 'supplement']);
  await bench.completeTask(caseId, 'read');
  await bench.completeTask(caseId, 'read');
  assert.ok(await bench.ended(caseId));
});

test('an interrupting message ends everything else in the scope, and nothing starts beside it any more', async () => {
  const caseId = await open();
  await bench.message(caseId, 'supplement');
  await bench.message(caseId, 'withdraw');
  assert.deepEqual(await bench.at(caseId), ['confirm', 'withdrawal']);
  assert.equal((await bench.message(caseId, 'supplement')).code, 'stored');
  await bench.completeTask(caseId, 'confirm');
  assert.ok(await bench.ended(caseId));
});

test('a cycle, a signal and a condition start it as well', async () => {
  const caseId = await open();
  for (const expected of [1, 1, 0]) {
    bench.clock.wait(7 * 24 * 3600);
    await bench.engine.drain();
    const jobs = await bench.engine.claimJobs({ kinds: ['do.remind'] });
    assert.equal(jobs.length, expected);
    for (const job of jobs) await bench.command(caseId, { type: 'complete-job', token: job.token, fence: job.fence, variables: {} });
  }
  await bench.command(caseId, { type: 'broadcast', signal: 'recall', variables: {} });
  await bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { urgent: true } });
  await bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { urgent: true } });
  assert.deepEqual(await bench.at(caseId), ['collect', 'decide', 'hurry', 'recall', 'rush']);
});

test('errors and escalations of a scope start its event subprocess before anything around', async () => {
  const caseId = await bench.startElement('error-start');
  await bench.throwError('do.charge', 'declined', { why: 'empty' });
  assert.deepEqual(await bench.at(caseId), ['call-back', 'pay', 'refused']);
  assert.equal((await bench.root(caseId)).why, 'empty');
  await bench.completeTask(caseId, 'call-back');
  assert.deepEqual(await bench.at(caseId), ['after']);
});
