import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const CONFIRM = 'residents-register.confirm-residence';

test('without a disturbance the page says that all runs', async () => {
  assert.match(words((await ruth.get('/de/incidents')).text), /Alles läuft/);
});

test('an application that does not answer is shown; a step that gave up runs again when asked, and the case goes on', async () => {
  await workplace.pause(async () => {
    await workplace.stage.act('rebind', { authority: 'musterau', capability: CONFIRM, to: 'demo-register' });
    await workplace.stage.act('fault', { connector: 'demo-register', kind: 'down' });
  });
  await workplace.submit();
  const waiting = await ruth.get('/de/incidents');
  assert.match(words(waiting.text), /Ein Fall kommt nicht weiter/);
  assert.match(words(waiting.text), /Die Maschine versucht es von selbst weiter\. Die Fachanwendung antwortet nicht\./);
  assert.match(words(waiting.text), /Nächster Versuch/);
  assert.doesNotMatch(words(waiting.text), /Noch einmal versuchen/);

  const beat = await workplace.signedIn('beat');
  assert.doesNotMatch(words((await beat.get('/de/incidents')).text), /Wohnsitz bestätigen/);

  await workplace.pause(async () => {
    workplace.stage.moveTo('2027-03-08T09:00:00.000Z');
    await workplace.stage.settle();
  });
  const stuck = await ruth.get('/de/incidents');
  assert.match(words(stuck.text), /Der Schritt steht still/);
  const incident = ruth.hidden('incident', '/incidents');

  await beat.get('/de/tasks');
  assert.equal((await beat.post('/de/incidents', { _token: beat.hidden('_token', '/sign-out'), incident })).status, 404);
  assert.equal((await ruth.post('/de/incidents', { incident })).status, 403);

  await workplace.pause(() => workplace.stage.act('heal', { connector: 'demo-register' }));
  await ruth.get('/de/incidents');
  assert.equal((await ruth.submit('[action$="/incidents"]')).location, '/de/incidents?retried=1');
  await workplace.pause(() => workplace.stage.settle());
  assert.match(words((await ruth.get('/de/incidents')).text), /Alles läuft/);
  const { rows } = await workplace.stage.owner.query('select outcome from cases.cases');
  assert.deepEqual(rows, [{ outcome: 'issued' }]);
});
