import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
before(async () => void (portal = await createTestPortal()));
after(() => portal.end());

test('nobody sees or changes the profile of somebody else', async () => {
  const save = async (browser: Browser, fields: Record<string, string>) => {
    await browser.get('/de/profile');
    return browser.submit('[action$="/profile"]', fields);
  };
  await save(await portal.signedIn('mira'), { language: 'de', alerts: 'email', email: 'mira@beispiel.ch', phone: '' });
  const jonas = await portal.signedIn('jonas');
  const { text } = await jonas.get('/de/profile');
  assert.doesNotMatch(text, /beispiel\.ch"|vorher/);
  await save(jonas, { language: 'de', alerts: 'none', email: 'jonas@beispiel.ch', phone: '' });
  const { rows } = await portal.owner.query('select count(*)::int as n from cases.profiles');
  assert.equal(rows[0].n, 2);
});
