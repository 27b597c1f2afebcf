import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Variables } from '../src/types.ts';
import { Bench, fixture, newCaseId } from './kit.ts';

let bench: Bench;
let certificate: string;

before(async () => {
  bench = await Bench.open();
  const calls: Record<string, string> = {};
  const defaults: Record<string, Record<string, unknown>> = {
    'ask-back': { message: null, within: '10 days', remindAfter: '5 days' },
    'issue-document': { delivery: 'inbox', address: null },
    ruling: { reasons: [], hearing: true, appealPeriod: '=get value(parties.office.remedies, remedies).period' },
  };
  for (const name of ['ask-back', 'collect-fee', 'issue-document', 'hand-over', 'ruling']) {
    const deployed = await bench.engine.deploy({ xml: await fixture(name), processId: name, calls, inputDefaults: defaults[name] });
    assert.deepEqual(deployed.problems, []);
    calls[name] = deployed.definitionId;
  }
  const deployed = await bench.engine.deploy({ xml: await fixture('residence-certificate'), processId: 'residence-certificate', calls });
  assert.deepEqual(deployed.problems, []);
  certificate = deployed.definitionId;
});
after(() => bench.close());

async function submit(total: number, delivery = 'inbox'): Promise<string> {
  const caseId = newCaseId();
  const variables: Variables = {
    case: { id: caseId, submittedOn: '2027-03-01', language: 'de' },
    applicant: { ref: 'person:mira' },
    contact: { electronicNotification: true },
    fee: { total, items: [] },
    certified: ['person:mira'],
    purpose: 'housing',
    documentLanguage: 'fr',
    delivery,
    deliveryAddress: null,
  };
  await bench.command(caseId, { type: 'start', definitionId: certificate, variables });
  return caseId;
}

test('a paid order with a confirmed residence ends issued, each machine step done once', async () => {
  const caseId = await submit(20, 'post');
  assert.deepEqual(await bench.at(caseId), ['collect', 'collect-fee']);
  const collect = await bench.completeJob('fees.collect', { outcome: 'settled', reference: 'r', settledAt: '2027-03-01' });
  assert.equal(collect.info.party, 'municipality');
  assert.deepEqual(collect.info.callers, ['collect-fee']);
  assert.equal(collect.idempotencyKey, `${caseId}/collect-fee:1/collect:1`);
  assert.deepEqual(collect.inputs, { items: [], total: 20, payer: 'person:mira', within: '10 days' });
  const confirm = await bench.completeJob('residents-register.confirm-residence', {
    outcome: 'confirmed',
    confirmations: [{ name: 'M' }],
    reason: null,
  });
  assert.equal(confirm.retries, 5);
  assert.equal(confirm.info.properties.expected, '1 working day');
  const render = await bench.completeJob('documents.render', { file: 'draft.pdf' });
  assert.equal(render.inputs.language, 'fr');
  assert.deepEqual(render.inputs.data, { persons: [{ name: 'M' }], purpose: 'housing', purposeOther: null });
  await bench.completeJob('documents.seal', { file: 'sealed.pdf', verification: 'v', sealedAt: 'now' });
  const inbox = await bench.completeJob('delivery.inbox');
  assert.deepEqual(inbox.inputs.files, ['sealed.pdf']);
  await bench.completeJob('delivery.letter');
  const { instance, tokens, variables } = await bench.engine.state(caseId);
  assert.deepEqual([instance!.state, instance!.outcome], ['completed', 'issued']);
  assert.deepEqual(tokens, []);
  assert.deepEqual(Object.keys(variables), ['0']);
  assert.deepEqual(variables['0']!.certificate, { file: 'sealed.pdf', verification: 'v', sealedAt: 'now' });
  assert.deepEqual(
    (await bench.history(caseId)).filter((entry) => entry.startsWith('completed')).map((entry) => entry.slice(10)),
    [
      'submitted',
      'fee-fixed',
      'anything-due',
      'collect',
      'settled',
      'paid',
      'collect-fee',
      'confirm-residence',
      'residence-result',
      'ordered',
      'render',
      'seal',
      'put-in-inbox',
      'how-delivered',
      'send-letter',
      'delivered',
      'document-issued',
      'issue-certificate',
      'certificate-issued',
    ],
  );
});

test('a free order passes the fee; an unpaid one closes the case from inside the called process', async () => {
  const free = await submit(0);
  assert.deepEqual(await bench.at(free), ['confirm-residence']);
  assert.deepEqual((await bench.root(free)).payment, { outcome: 'free' });
  await bench.command(free, { type: 'cancel', actor: 'person:mira', reason: 'withdrawn' });
  assert.equal((await bench.engine.state(free)).instance!.outcome, 'withdrawn');
  const unpaid = await submit(20);
  await bench.completeJob('fees.collect', { outcome: 'expired' });
  const { instance, tokens } = await bench.engine.state(unpaid);
  assert.deepEqual([instance!.state, instance!.outcome, tokens.length], ['completed', 'not-paid', 0]);
});

test('not registered, not answered in time, refused by a ruling that two people make, binding after the appeal period', async () => {
  const caseId = await submit(0);
  await bench.completeJob('residents-register.confirm-residence', { outcome: 'not-registered', reason: 'r' });
  const asked = await bench.engine.state(caseId);
  assert.deepEqual(
    asked.tokens.map((token) => token.element),
    ['ask-back', 'answer'],
  );
  const [task] = asked.userTasks;
  assert.deepEqual([task!.party, task!.form, task!.process_id], ['applicant', 'case-form', 'ask-back']);
  assert.deepEqual(task!.properties, { milestone: 'askBack.waiting', only: '["persons"]', remind: '5 days', pauses: 'yes' });
  assert.deepEqual((task!.inputs as Variables).reason, 'reasons.notRegistered');
  assert.equal(await bench.engine.nextDueAt(), '2027-03-11T23:00:00.000Z');

  bench.clock.set('2027-03-11T23:00:01Z');
  assert.equal(await bench.engine.drain(), 1);
  assert.deepEqual(await bench.at(caseId), ['confirm-residence']);
  assert.deepEqual((await bench.root(caseId)).askBack, { outcome: 'expired' });
  const second = await bench.completeJob('residents-register.confirm-residence', { outcome: 'not-registered', reason: 'r' });
  assert.equal(second.idempotencyKey, `${caseId}/confirm-residence:2`);

  assert.deepEqual(await bench.at(caseId), ['draft', 'refuse']);
  await bench.completeTask(caseId, 'draft', { grounds: 'g' });
  await bench.completeTask(caseId, 'approve', { verdict: 'return', remark: 'again' });
  await bench.completeTask(caseId, 'draft', { grounds: 'better' });
  assert.equal((await bench.engine.state(caseId)).userTasks[0]!.role, 'approver');
  await bench.completeTask(caseId, 'approve', { verdict: 'release' });
  const render = await bench.completeJob('documents.render', { file: 'f' });
  assert.deepEqual(render.inputs.data, { kind: 'refusal', reasons: ['r'], grounds: 'better', remedies: 'objection' });
  await bench.completeJob('documents.sign', { file: 'signed', signedAt: 't' });
  await bench.completeJob('delivery.notify', { notifiedOn: '2027-03-16', channel: 'registered-letter', proof: 'p' });

  const period = (await bench.engine.state(caseId)).tokens.find((token) => token.element === 'appeal-period');
  assert.equal(period!.properties.expected, '2027-04-05');
  bench.clock.set('2027-04-05T21:59:59Z');
  assert.equal(await bench.engine.drain(), 0);
  bench.clock.set('2027-04-05T22:00:00Z');
  await bench.engine.drain();
  const { instance, subscriptions, timers } = await bench.engine.state(caseId);
  assert.deepEqual([instance!.state, instance!.outcome], ['completed', 'refused']);
  assert.deepEqual([subscriptions, timers], [[], []]);
  const ruling = (await bench.root(caseId)).ruling as Variables;
  assert.equal(ruling.state, 'binding');
});

test('an appeal that was filed early is found when the period begins', async () => {
  const caseId = await submit(0);
  await bench.completeJob('residents-register.confirm-residence', { outcome: 'refused', reason: 'r' });
  await bench.completeTask(caseId, 'draft', { grounds: 'g' });
  await bench.completeTask(caseId, 'approve', { verdict: 'release' });
  await bench.completeJob('documents.render', { file: 'f' });
  await bench.completeJob('documents.sign', { file: 'signed', signedAt: 't' });
  const early = await bench.command(caseId, { type: 'correlate', message: 'appeal-filed', key: caseId, variables: {} });
  assert.equal(early.code, 'stored');
  await bench.completeJob('delivery.notify', { notifiedOn: '2027-04-06', channel: 'letter', proof: 'p' });
  assert.equal(((await bench.root(caseId)).ruling as Variables).state, 'appealed');
});

test('an error of the contract leads to its boundary event; the lane named by an input is the party', async () => {
  const xml = await fixture('hand-over');
  const { definitionId } = await bench.engine.deploy({ xml, processId: 'hand-over' });
  const { bpmn, chain, call, io } = await import('./kit.ts');
  const body = `<bpmn:startEvent id="begin" />${call('give', io({ receiver: '=&#34;canton&#34;', subject: '=&#34;s&#34;', answers: '=[]', documents: '=[]', within: '=&#34;10 days&#34;' }, { answer: '=answer' }))}<bpmn:endEvent id="end" />${chain('begin', 'give', 'end')}`;
  const main = await bench.engine.deploy({
    xml: bpmn(body).replace('processId="called"', 'processId="hand-over"'),
    processId: 'main',
    calls: { 'hand-over': definitionId },
  });
  const caseId = newCaseId();
  await bench.command(caseId, { type: 'start', definitionId: main.definitionId, variables: {} });
  const job = await bench.job('exchange.hand-over');
  assert.equal(job.info.party, 'canton');
  assert.equal(job.info.properties.expected, '10 days');
  await bench.command(caseId, { type: 'throw-error', token: job.token, fence: job.fence, errorCode: 'not-competent' });
  assert.deepEqual(await bench.root(caseId), { answer: { outcome: 'not-competent' } });
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
});
