import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { storedHash } from '@einwohnerportal/cases';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

const SERVICE = 'residence-certificate';
const DRAFT = `/de/services/${SERVICE}/draft`;

let workplace: TestWorkplace;
let pia: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  pia = await workplace.signedIn('pia');
  await workplace.signedIn('leo');
});
after(() => workplace.end());

test('services are shown to authors of the authority that owns them, to nobody else', async () => {
  const list = await pia.get('/de/services');
  assert.match(words(list.text), /Wohnsitzbestätigung/);
  assert.match(words(list.text), /2 von \d Gemeinden/);
  assert.doesNotMatch(list.text, /_example/);
  for (const who of ['ruth', 'otto', 'karin', 'nora']) {
    const browser = await workplace.signedIn(who);
    for (const path of [`/de/services/${SERVICE}`, DRAFT, `/de/services/${SERVICE}/package`])
      assert.equal((await browser.get(path)).status, 404, `${who} ${path}`);
    await browser.get('/de/help');
    const begun = await browser.post(`/de/services/${SERVICE}`, { _token: browser.hidden('_token', '/sign-out') });
    assert.equal(begun.status, 404, who);
    assert.equal((await browser.get('/de/services')).status, who === 'nora' ? 200 : 404);
  }
  const nora = await workplace.signedIn('nora');
  assert.match((await nora.get('/de/services')).text, /services\/_example/);
});

test('the database refuses what the application would: another state, a check nobody made, a release by whoever changed it', async () => {
  const { stage } = workplace;
  await pia.get(`/de/services/${SERVICE}`);
  await pia.post(`/de/services/${SERVICE}`, { _token: pia.hidden('_token', '/sign-out') });
  const as = async (who: string, sql: string): Promise<number | null> => {
    const client = await stage.workplace.pool.connect();
    try {
      await client.query(`begin; select set_config('ep.session', '${await stage.secretOf(who)}', true)`);
      const { rowCount } = await client.query(sql);
      await client.query('commit');
      return rowCount;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };
  const open = `where state = 'open'`;
  assert.equal(await as('nora', `select * from cases.service_drafts`), 0);
  assert.equal(await as('nora', `update cases.service_drafts set reason = 'x' ${open}`), 0);
  await assert.rejects(as('pia', `update cases.service_drafts set faults = 0, judged_hash = content_hash ${open}`), /permission denied/);
  await assert.rejects(as('pia', `update cases.service_drafts set edited_by = '{}' ${open}`), /permission denied/);
  await assert.rejects(as('pia', `insert into cases.service_drafts (draft_id) values (gen_random_uuid())`), /permission denied/);
  await assert.rejects(as('pia', `delete from cases.service_changes`), /permission denied/);
  await as('pia', `update cases.service_drafts set files = files || '{"tests/x.yaml": "eA=="}' ${open}`);
  const propose = `update cases.service_drafts set state = 'proposed', proposed_by = 'person:' || cases.current_person()::text, proposed_name = 'P' ${open}`;
  const release = `update cases.service_drafts set state = 'released', decided_by = 'person:' || cases.current_person()::text, decided_name = 'L' where state = 'proposed'`;
  await assert.rejects(as('leo', release.replace(`'proposed'`, `'open'`)), /expected a state that follows/);
  assert.equal(await as('leo', propose), 1);
  await assert.rejects(as('leo', release), /violates check constraint/, 'nobody has checked it');
  await stage.owner.query(`update cases.service_drafts set judged_hash = content_hash, faults = 0 where state = 'proposed'`);
  await assert.rejects(as('leo', release), /violates check constraint/, 'who proposed it');
  await assert.rejects(as('pia', release), /violates check constraint/, 'who changed it');
  const { rows } = await stage.owner.query<{ files: Record<string, string>; hash: string }>(
    `select files, content_hash as hash from cases.service_drafts where state = 'proposed'`,
  );
  assert.equal(storedHash(rows[0]!.files), rows[0]!.hash);
});
