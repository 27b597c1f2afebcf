import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const names = { case: { id: 'c' } };
const set = (caseId: string, rootVariables: Record<string, unknown>) =>
  bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables });
const signal = (caseId: string, name: string) => bench.command(caseId, { type: 'broadcast', signal: name, variables: {} });
const days = async (count: number): Promise<void> => {
  bench.clock.wait(count * 24 * 3600);
  while ((await bench.engine.drain()) > 0);
};

test('messages: caught on the way, beside a task as often as they come, instead of it', async () => {
  const caught = await bench.startElement('message-catch', names);
  await bench.message(caught, 'opinion', { text: 'fine' });
  assert.deepEqual([await bench.at(caught), (await bench.root(caught)).text], [['read'], 'fine']);
  const caseId = await bench.startElement('message-boundary', names);
  await bench.message(caseId, 'supplement');
  await bench.message(caseId, 'supplement');
  assert.deepEqual(await bench.at(caseId), ['examine', 'read-supplement', 'read-supplement']);
  await bench.message(caseId, 'withdraw');
  assert.deepEqual(await bench.at(caseId), ['read-supplement', 'read-supplement']);
});

test('timers: a duration and a date on the way, a cycle beside a task, a duration instead of it', async () => {
  const caught = await bench.startElement('timer-catch', { hearingOn: bench.clock.read().slice(0, 10) });
  bench.clock.wait(2 * 3600);
  await bench.engine.drain();
  assert.deepEqual(await bench.at(caught), ['day-of-hearing']);
  await days(1);
  assert.ok(await bench.ended(caught));
  const caseId = await bench.startElement('timer-boundary', { period: 'P10D' });
  await days(2);
  await bench.completeJob('do.send-reminder');
  await days(4);
  assert.equal((await bench.engine.state(caseId)).jobs.length, 1);
  await days(4);
  assert.deepEqual(await bench.at(caseId), ['send-reminder', 'send-reminder']);
  assert.ok((await bench.history(caseId)).includes('completed expired'));
});

test('signals: caught, thrown and given at the end; beside a task and instead of it', async () => {
  const waiting = await bench.startElement('signal-catch');
  assert.deepEqual(await bench.at(waiting), ['register-is-back']);
  await signal(waiting, 'register-back');
  assert.ok(await bench.ended(waiting));
  assert.ok(await bench.ended(await bench.startElement('signal-throw')));
  const end = await bench.startElement('signal-end');
  await bench.completeTask(end, 'publish-plan');
  assert.ok(await bench.ended(end));
  const caseId = await bench.startElement('signal-boundary');
  await signal(caseId, 'storm-warning');
  await signal(caseId, 'evacuation');
  assert.deepEqual(await bench.at(caseId), ['warn']);
});

test('conditions: on the way, beside a task each time they become true, instead of it', async () => {
  const waiting = await bench.startElement('conditional-catch', { documents: 1 });
  await set(waiting, { documents: 2 });
  assert.ok(await bench.ended(waiting));
  const caseId = await bench.startElement('conditional-boundary', { urgent: true, withdrawn: false });
  await set(caseId, { urgent: false });
  await set(caseId, { urgent: true });
  assert.deepEqual(await bench.at(caseId), ['examine', 'tell-lead', 'tell-lead']);
  await set(caseId, { withdrawn: true });
  assert.deepEqual(await bench.at(caseId), ['tell-lead', 'tell-lead']);
});

test('links lead from every throw event to the catch event of the name', async () => {
  const caseId = await bench.startElement('link-throw');
  await bench.completeTask(caseId, 'first-page');
  assert.deepEqual(await bench.at(caseId), ['second-page']);
  for (const hurry of [true, false]) assert.ok(await bench.ended(await bench.startElement('link-catch', { hurry })));
});

test('a terminate end takes what else runs with it', async () => {
  const caseId = await bench.startElement('terminate-end');
  await bench.completeTask(caseId, 'withdraw');
  assert.ok(await bench.ended(caseId));
  assert.ok((await bench.history(caseId)).includes('cancelled examine'));
});

test('errors: thrown by an end event, caught by code or as any other, caught by an event subprocess', async () => {
  const ended = await bench.startElement('error-end');
  await bench.completeTask(ended, 'look');
  assert.ok((await bench.history(ended)).includes('completed not-charged'));
  const declined = await bench.startElement('error-boundary');
  await bench.throwError('do.charge', 'declined');
  assert.deepEqual(await bench.at(declined), ['call-back']);
  const other = await bench.startElement('error-boundary');
  await bench.throwError('do.charge', 'stolen');
  assert.ok(await bench.ended(other));
});

test('escalations: thrown on the way and at the end, caught beside and instead', async () => {
  const beside = await bench.startElement('escalation-throw');
  assert.deepEqual(await bench.at(beside), ['assist', 'examine', 'judge']);
  const instead = await bench.startElement('escalation-end');
  await bench.completeTask(instead, 'judge');
  assert.deepEqual(await bench.at(instead), ['lead-decides']);
  const both = await bench.startElement('escalation-boundary');
  await bench.completeTask(both, 'judge', { serious: true });
  assert.deepEqual(await bench.at(both), ['read-hint']);
  const within = await bench.startElement('escalation-start');
  assert.deepEqual(await bench.at(within), ['answer', 'go-on', 'lead']);
});

test('event subprocesses of every trigger run beside the flow or instead of it', async () => {
  const message = await bench.startElement('message-event-subprocess', names);
  await bench.message(message, 'supplement');
  assert.deepEqual(await bench.at(message), ['decide', 'read', 'supplements']);
  await bench.message(message, 'withdraw');
  assert.deepEqual(await bench.at(message), ['confirm', 'withdrawal']);

  const timer = await bench.startElement('timer-event-subprocess');
  await days(7);
  assert.deepEqual(await bench.at(timer), ['decide', 'remind', 'reminders']);
  await days(23);
  assert.deepEqual(await bench.at(timer), ['close', 'lapse']);

  const given = await bench.startElement('signal-event-subprocess');
  await signal(given, 'law-changes');
  assert.deepEqual(await bench.at(given), ['decide', 'news', 'read-law']);
  await signal(given, 'recall');
  assert.deepEqual(await bench.at(given), ['explain', 'stop']);

  const conditional = await bench.startElement('conditional-event-subprocess', { urgent: false, notNeeded: false });
  await set(conditional, { urgent: true });
  assert.deepEqual(await bench.at(conditional), ['decide', 'help', 'hurry']);
  await set(conditional, { notNeeded: true });
  assert.deepEqual(await bench.at(conditional), ['note', 'void']);
});
