import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
before(async () => void (workplace = await createTestWorkplace()));
after(() => workplace.end());

test('nobody asks in a case of others, nor at a task that somebody else has', async () => {
  const path = await workplace.order();
  const beat = await workplace.signedIn('beat');
  assert.equal((await beat.get(`/de${path}/ask`)).status, 404);
  const ida = await workplace.signedIn('ida');
  await ida.get(`/de${path}`);
  await ida.post(`/de${path}`, { _token: ida.hidden('_token', '/sign-out'), then: 'claim' });
  const ruth = await workplace.signedIn('ruth');
  await ruth.get(`/de${path}`);
  const fields = { then: 'ask', within: '10 days', words: 'Bitte prüfen Sie den Zweck.', names: 'purpose' };
  const busy = await ruth.post(`/de${path}/ask`, { _token: ruth.hidden('_token', '/sign-out'), ...fields });
  assert.equal(busy.status, 422);
  assert.match(words(busy.text), /Jemand anderes arbeitet an dieser Aufgabe/);
});
