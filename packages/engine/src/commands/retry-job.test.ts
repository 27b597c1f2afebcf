import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a job that waits for its next try is due at once; a leased or suspended one is left alone', async () => {
  const caseId = await bench.startElement('service-task', { applicant: {} });
  const first = await bench.job();
  const ask = () => bench.command(caseId, { type: 'retry-job', token: first.token, actor: 'person:operator' });
  assert.deepEqual(await ask().then(({ result, code }) => ({ result, code })), { result: 'rejected', code: 'job-running' });
  const failure = { code: 'not-available', message: 'expected an answer, got none', retryable: true, retryUntilGivenUp: true };
  for (let failures = 0; failures < 3; failures++) {
    const { fence } = failures === 0 ? first : await bench.job();
    await bench.command(caseId, { type: 'fail-job', token: first.token, fence, ...failure });
    if (failures < 2) bench.clock.wait(20);
  }
  assert.deepEqual(await bench.engine.claimJobs(), []);
  assert.equal((await ask()).result, 'done');
  const again = await bench.job();
  assert.equal(again.attempts, 3);
  await bench.command(caseId, { type: 'suspend-job', token: first.token, fence: again.fence, until: null, data: {} });
  assert.equal((await ask()).code, 'job-waiting');
});
