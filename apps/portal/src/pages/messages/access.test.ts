import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
let path: string;
before(async () => {
  portal = await createTestPortal();
  const mira = await portal.signedIn('mira');
  path = `${await portal.send(mira, await portal.startDraft(mira))}/messages`;
});
after(() => portal.end());

test('nobody else sees or writes in the thread', async () => {
  const stranger = await portal.signedIn('jonas');
  assert.equal((await stranger.get(path)).status, 404);
  await stranger.get('/de/cases');
  assert.equal((await stranger.post(path, { _token: stranger.hidden('_token', '/sign-out'), words: 'Fremd' })).status, 404);
  const forged = `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key, sender, author, words)
    select gen_random_uuid(), case_id, now(), office, 'written', 'x', 'person:' || applicant_id, 'person:' || applicant_id, 'x' from cases.cases`;
  await assert.rejects(
    portal.site.context.pool.query(
      forged.replace(
        'from cases.cases',
        `from (select $1::uuid as case_id, 'office:beispielwil/residents-office' as office, $1::uuid as applicant_id) c`,
      ),
      [crypto.randomUUID()],
    ),
    /row-level security/,
  );
});
