import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listCases, listInbox, readTalk, withSession } from '@einwohnerportal/cases';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let karin: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  [ruth, karin] = [await workplace.signedIn('ruth'), await workplace.signedIn('karin')];
});
after(() => workplace.end());

const CANTON = 'office:beispielkanton/migration-office';
const asJonas = async <T>(work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(workplace.stage.portal, await workplace.stage.secretOf('jonas'), work);
const send = async (browser: FormBrowser, path: string, fields: Record<string, string>) => {
  await browser.get('/de/tasks');
  return browser.post(`/de${path}`, { _token: browser.hidden('_token', '/sign-out'), ...fields });
};
const settle = () => workplace.pause(() => workplace.stage.settle());

test('a case goes to an office of the canton: it takes the case, the rights go with it, and the person sees who has it', async () => {
  const path = await workplace.order();
  const page = await ruth.get(`/de${path}/hand-over`);
  assert.deepEqual(await invalidHtml(page.text), []);
  assert.match(words(page.text), /Migrationsamt Beispielstadt \(Kanton oder Bund\)/);
  assert.match(words(page.text), /Einwohnerdienste Beispielwil \(anderer Ort\)/);
  assert.doesNotMatch(words(page.text), /Sportamt/);
  const nothing = await send(ruth, `${path}/hand-over`, { office: CANTON });
  assert.equal(nothing.status, 422);
  assert.match(words(nothing.text), /Schreiben Sie, warum Sie den Fall weitergeben/);
  assert.match(
    words((await send(ruth, `${path}/hand-over`, { office: 'office:musterau/platform', words: 'x' })).text),
    /Wählen Sie eine Stelle/,
  );
  assert.equal((await karin.get(`/de${path}`)).status, 404);

  const given = await send(ruth, `${path}/hand-over`, { office: CANTON, words: 'Das ist Sache des Kantons.' });
  assert.equal(given.location, '/de/tasks?done=handed-over');
  await settle();
  assert.match(words((await ruth.get(`/de${path}`)).text), /Migrationsamt Beispielstadt hat den Fall seit .* zur Prüfung/);
  const [pending] = await asJonas((scope) => listCases(scope, 'de'));
  assert.match(pending!.sentence, /Eine andere Stelle prüft bis/);
  assert.equal(pending!.who, 'Migrationsamt Beispielstadt');
  assert.ok(pending!.until);

  const asked = await workplace.taskPath('hand-over-case-file');
  const seen = await karin.get(`/de${asked}`);
  assert.match(words(seen.text), /Das ist Sache des Kantons\./);
  assert.match(words(seen.text), /Im Rank, 9902 Musterau/);
  assert.equal((await karin.get(`/de${asked}/hand-over`)).status, 404, 'who is asked does not hand on');
  assert.equal((await send(karin, asked, { then: 'complete', outcome: 'accepted' })).status, 303);
  await settle();

  const taken = await karin.get(`/de${path}`);
  assert.equal(taken.status, 200);
  assert.match(words(taken.text), /Migrationsamt Beispielstadt/);
  assert.match(words(taken.text), /weitergegeben \(«Migrationsamt Beispielstadt: Das ist Sache des Kantons\.»\), Ruth Kaufmann/);
  assert.equal((await ruth.get(`/de${path}`)).status, 404);
  const caseId = path.split('/')[2];
  const { rows } = await workplace.stage.owner.query<{ principal: string; party: string }>(
    `select principal, party from cases.access where case_id = $1 and principal like 'office:%' order by party`,
    [caseId],
  );
  assert.deepEqual(rows, [
    { principal: 'office:musterau/residents-office', party: 'former' },
    { principal: CANTON, party: 'municipality' },
  ]);
  const now = await workplace.stage.owner.query('select office, authority from cases.cases where case_id = $1', [caseId]);
  assert.deepEqual(now.rows, [{ office: CANTON, authority: 'beispielkanton' }]);
  const parties = await workplace.stage.owner.query(
    'select party, authority from cases.parties where case_id = $1 and office is not null',
    [caseId],
  );
  assert.deepEqual(parties.rows, [{ party: 'municipality', authority: 'beispielkanton' }]);
  const [mine] = await asJonas((scope) => listCases(scope, 'de'));
  assert.equal(mine!.who, 'Migrationsamt Beispielstadt');
  const talk = await asJonas((scope) => readTalk(scope, mine!.reference, 'de'));
  assert.match(talk!.messages[0]!.words, /Migrationsamt Beispielstadt.*Das ist Sache des Kantons\./);
  const inbox = await asJonas((scope) => listInbox(scope, 'de'));
  assert.ok(inbox.some(({ subject }) => subject === 'Ihr Fall ist jetzt bei einer anderen Stelle'));

  const confirmed = {
    outcome: 'confirmed',
    'confirmations[1].officialName': 'Imfeld',
    'confirmations[1].firstName': 'Jonas',
    'confirmations[1].dateOfBirth-year': '1951',
    'confirmations[1].origin': 'Musterau',
    'confirmations[1].address': 'Im Rank, 9902 Musterau',
    'confirmations[1].arrivedOn-year': '1978',
  };
  assert.equal((await send(karin, path, { then: 'complete', ...confirmed })).status, 303);
  await settle();
  const ended = await workplace.stage.owner.query('select outcome from cases.cases where case_id = $1', [caseId]);
  assert.deepEqual(ended.rows, [{ outcome: 'issued' }]);
});

test('what the other office gives back is where it was, with its reason, and that office sees nothing any more', async () => {
  const path = await workplace.order();
  await send(ruth, `${path}/hand-over`, { office: CANTON, words: 'Bitte prüfen.' });
  await settle();
  const asked = await workplace.taskPath('hand-over-case-file');
  const without = await send(karin, asked, { then: 'complete', outcome: 'rejected' });
  assert.equal(without.status, 422);
  assert.equal(
    (await send(karin, asked, { then: 'complete', outcome: 'rejected', remark: 'Dafür ist die Gemeinde zuständig.' })).status,
    303,
  );
  await settle();
  const back = await ruth.get(`/de${path}`);
  assert.equal(back.status, 200);
  assert.match(words(back.text), /zurückgewiesen \(«Dafür ist die Gemeinde zuständig\.»\), Karin Schallberger/);
  assert.equal((await karin.get(`/de${path}`)).status, 404);
  const { rowCount } = await workplace.stage.owner.query(`select 1 from cases.access where case_id = $1 and principal = $2`, [
    path.split('/')[2],
    CANTON,
  ]);
  assert.equal(rowCount, 0);
});

test('an office takes a case back as long as the other has not taken it; the other sees nothing any more and is told', async () => {
  const path = await workplace.order();
  await send(ruth, `${path}/hand-over`, { office: CANTON, words: 'Das ist Sache des Kantons.' });
  await settle();
  const asked = await workplace.taskPath('hand-over-case-file');
  assert.equal((await karin.get(`/de${asked}`)).status, 200);
  await ruth.get(`/de${path}`);
  let back = await ruth.submit(`[action$="${path}"]`, { then: 'take-back' });
  while (back.status === 503) back = await ruth.submit(`[action$="${path}"]`, { then: 'take-back' });
  assert.equal(back.location, `/de${path}?done=back`);
  await settle();
  assert.match(words((await ruth.get(`/de${path}?done=back`)).text), /Die Aufgabe ist wieder offen/);
  assert.equal((await karin.get(`/de${asked}`)).status, 404);
  const late = await send(karin, asked, { then: 'complete', outcome: 'accepted' });
  assert.ok([404, 409].includes(late.status), `${late.status}`);
  const { rows } = await workplace.stage.owner.query(`select 1 from cases.access where case_id = $1 and principal = $2`, [
    path.split('/')[2],
    CANTON,
  ]);
  assert.equal(rows.length, 0);
  const talk = await asJonas((scope) => readTalk(scope, workplace.stage.memory.reference!, 'de'));
  assert.match(talk!.messages.map((message) => message.words).join(' '), /Ihr Fall bleibt bei uns/);
});
