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

test('the organisation of the own authority is shown, of no other and to nobody without the role', async () => {
  const own = await ruth.get('/de/organisation');
  assert.equal(own.status, 200);
  assert.match(words(own.text), /Gemeinde Musterau.*Gemeindekanzlei.*einwohner|kanzlei@musterau\.example/);
  assert.match(words(own.text), /residenceCertificate/);
  assert.equal((await ruth.get('/de/organisation?authority=beispielwil')).status, 404);
  assert.equal((await ruth.get('/de/organisation/people?authority=beispielwil')).status, 404);
  const operator = await workplace.signedIn('otto');
  for (const path of ['', '/edit', '/changes', '/people']) assert.equal((await operator.get(`/de/organisation${path}`)).status, 404, path);
});

test('a post to the organisation of another authority, or without the role, changes nothing', async () => {
  const { owner } = workplace.stage;
  const count = async (): Promise<number> =>
    (await owner.query<{ n: number }>('select count(*)::int as n from cases.organisation_changes')).rows[0]!.n;
  const before = await count();
  const fields = { 'from-year': '2027', 'from-month': '9', 'from-day': '1', 'names-de': 'Fremd', service: 'residence-certificate' };
  const beat = await workplace.signedIn('beat');
  await beat.get('/de/organisation');
  const _token = beat.hidden('_token', '/sign-out');
  const foreign = '/de/organisation/edit?what=names&authority=musterau';
  assert.equal((await beat.post(foreign, { _token, _command: crypto.randomUUID(), ...fields })).status, 404);
  const otto = await workplace.signedIn('otto');
  await otto.get('/de/operations');
  const own = { _token: otto.hidden('_token', '/sign-out'), _command: crypto.randomUUID(), ...fields };
  for (const path of ['edit?what=names', 'changes', 'people'])
    assert.equal((await otto.post(`/de/organisation/${path}`, own)).status, 404, path);
  assert.equal(await count(), before);
});
