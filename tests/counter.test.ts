import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import {
  giveCaptureCode,
  keepSignedPaper,
  payAtCounter,
  readCaseFile,
  readCounterFee,
  settleScan,
  withSession,
} from '../packages/cases/src/index.ts';
import { counterStage, words } from './support/counter-stage.ts';
import { type Told } from './support/stage.ts';
import type { FormBrowser } from '../tools/testing/form-browser.ts';

let counter: Awaited<ReturnType<typeof counterStage>>;
let PDF: Uint8Array;
let stage: Told;
let applications: (typeof counter)['applications'];
let ruth: FormBrowser;
before(async () => {
  const sheet = await PDFDocument.create();
  sheet.addPage();
  PDF = await sheet.save();
  counter = await counterStage();
  ({ stage, applications, ruth } = counter);
});
after(() => counter.end());

test('a caseworker captures for somebody at the desk in the form of the portal, prints it, and it is a case as every other', async () => {
  const { browser, answer } = await counter.enter(await counter.begin({ email: 'trudi@example.ch', agreed: 'true' }));
  const draft = await counter.fill(browser, answer);
  const check = await browser.get(`${draft}/check`);
  assert.match(check.text, /Am Schalter: Sie erfassen für <strong translate="no">Trudi Bühlmann-Øster<\/strong>/);
  assert.match(check.text, /Bachstrasse 9/);
  const paper = await browser.get(`${draft}/paper`);
  assert.equal(paper.status, 200);
  assert.match(paper.text, /Unterschrift von Trudi Bühlmann-Øster/);
  assert.ok(paper.text.includes('3.2.1948'));

  await browser.get(`${draft}/check`);
  const secret = browser.cookies.get('session')!;
  const sent = await stage.whileWorking(() => browser.submit(`[action="${draft}/check"]`));
  assert.match(sent.location!, /^http:\/\/workplace\.test\/de\/counter\/[0-9a-f-]{36}$/);
  const page = await ruth.get(sent.location!.replace('http://workplace.test', ''));
  assert.match(page.text, /Das Gesuch ist gesendet/);
  await stage.settle();
  const { rows } = await stage.owner.query<Record<string, unknown>>(
    `select c.case_id, c.reference, c.channel, c.language, c.representative_name, v.data -> 'case' ->> 'channel' as told, v.data -> 'applicant' ->> 'level' as level, v.data -> 'actor' ->> 'kind' as actor
     from cases.cases c join engine.variable v on v.case_id = c.case_id and v.instance_no = 1 and v.scope_no = 0`,
  );
  const [found] = rows;
  assert.deepEqual(
    { ...found, case_id: 0, reference: 0 },
    {
      case_id: 0,
      reference: 0,
      channel: 'counter',
      language: 'fr',
      representative_name: null,
      told: 'counter',
      level: '300',
      actor: 'counter',
    },
  );
  assert.ok(page.text.includes(found!.reference as string));
  const records = await stage.owner.query('select actor_name, office, purpose from cases.access_records where case_id = $1', [
    found!.case_id,
  ]);
  assert.deepEqual(records.rows, [
    { actor_name: 'Ruth Kaufmann', office: 'office:musterau/residents-office', purpose: 'counter.purpose.counter' },
  ]);
  const acts = await stage.owner.query<{ what: string }>(
    'select what from cases.mandate_acts join cases.captures on mandate_id = capture_id where case_id = $1 order by act_no',
    [found!.case_id],
  );
  assert.deepEqual(
    acts.rows.map(({ what }) => what),
    ['given', 'used', 'ended'],
  );

  // Alerts go where she agreed to get them, in her language, and say nothing of the content.
  const mails = stage.mail.sent.filter(({ to }) => to === 'trudi@example.ch');
  assert.deepEqual(
    mails.map(({ subject }) => subject.split(/\s/)[0]),
    ['Commandé'],
  );
  assert.doesNotMatch(JSON.stringify(mails), /Bühlmann|Bachstrasse/);

  // As soon as it is sent, the session in the portal shows nothing any more, and a second press leads back too.
  browser.cookies.set('session', secret);
  assert.match((await browser.get(`/de/cases/${found!.reference as string}`)).location!, /sign-in/);
  assert.match((await browser.post(`${draft}/check`, { _token: 'x' })).location!, /sign-in/);
  assert.equal((await browser.get('/de/sign-in?return=/')).location, sent.location);
});

test('the fee is taken at the counter once, with the number of the receipt, and the case goes on to its office', async () => {
  const { rows: cases } = await stage.owner.query<{ capture: string; case_id: string; reference: string }>(
    'select capture_id as capture, case_id, reference from cases.captures join cases.cases using (case_id)',
  );
  const { capture, case_id: caseId, reference } = cases[0]!;
  const path = `/de/counter/${capture}`;
  assert.ok((await ruth.get(path)).text.includes('Noch zu bezahlen: 12'));
  const without = await ruth.submit(`[action="${path}"]`, { then: 'pay', means: 'cash', receipt: ' ' });
  assert.equal(without.status, 422);
  assert.ok(without.text.includes('Schreiben Sie die Nummer der Quittung'));
  const fields = { then: 'pay', means: 'cash', receipt: 'K-2027-0815' };
  assert.equal((await ruth.submit(`[action="${path}"]`, fields)).location, path);
  // Somebody else's counter takes nothing here, and nobody takes it twice.
  await stage.settle();
  const { text } = await ruth.get(path);
  assert.ok(text.includes('Quittung K-2027-0815'));
  const { rows } = await stage.owner.query(
    'select state, connector, settlement_id, surplus from cases.payments where settled_at is not null and case_id = $1',
    [caseId],
  );
  assert.deepEqual(rows, [{ state: 'settled', connector: 'counter', settlement_id: 'K-2027-0815', surplus: false }]);
  const again = await withSession(stage.workplace, await stage.secretOf('ruth'), (scope) =>
    payAtCounter(scope, capture, { id: crypto.randomUUID(), means: 'card', receiptNumber: 'x' }),
  );
  assert.equal(again, 'nothing');
  const foreign = await withSession(stage.workplace, await stage.secretOf('beat'), (scope) => readCounterFee(scope, capture));
  assert.equal(foreign, null);
  const money = await (await applications.browser('ida', 'workplace')).get('/de/money?view=paid');
  assert.ok(money.text.includes(reference));
  const tasks = await ruth.get('/de/tasks');
  assert.ok(tasks.text.includes('am Schalter erfasst'));
});

test('the scan of the signed sheet becomes a file of the case; only who captured it sends one, and what is wrong with it is told', async () => {
  const { rows: cases } = await stage.owner.query<{ capture: string; case_id: string; reference: string }>(
    'select capture_id as capture, case_id, reference from cases.captures join cases.cases using (case_id)',
  );
  const { capture, case_id: caseId, reference } = cases[0]!;
  const path = `/de/counter/${capture}`;
  const send = async (who: FormBrowser, bytes: Uint8Array | null, name = 'Gesuch unterschrieben.pdf') => {
    await who.get(path);
    const form = new FormData();
    form.append('_token', who.hidden('_token', '/sign-out'));
    form.append('then', 'sign');
    if (bytes) form.append('scan', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    return who.postForm(path, form);
  };
  const { token } = (
    await stage.owner.query<{ token: number }>(`select token_no as token from engine.user_task where group_id like 'office:%'`)
  ).rows[0]!;
  const task = `/de/tasks/${caseId}/${token}`;
  assert.ok(words((await ruth.get(path)).text).includes('Die Unterschrift fehlt noch.'));
  assert.ok(words((await ruth.get(task)).text).includes('Die Unterschrift fehlt noch.'));

  const none = await send(ruth, null);
  assert.equal(none.status, 422);
  assert.ok(none.text.includes('Wählen Sie zuerst eine Datei.'));
  const script = await send(ruth, Buffer.from('#!/bin/sh'), 'blatt.sh');
  assert.equal(script.status, 422);
  assert.ok(script.text.includes('Erlaubt sind'));
  const broken = await send(ruth, Buffer.from('%PDF-1.7 nothing'));
  assert.equal(broken.status, 422);
  const beat = await applications.browser('beat', 'workplace');
  await beat.get('/de/tasks');
  assert.equal((await send(beat, PDF)).status, 404);
  const foreign = await withSession(stage.workplace, await stage.secretOf('beat'), (scope) =>
    keepSignedPaper(scope, capture, { filename: 'x.pdf', size: 1, mediaType: 'application/pdf', hash: '0'.repeat(64), scan: 'clean' }),
  );
  assert.equal(foreign, false);
  assert.deepEqual((await stage.owner.query('select 1 from cases.files')).rows, [], 'nothing is kept of all that');

  assert.equal((await send(ruth, PDF)).location, path);
  assert.equal((await send(ruth, PDF)).location, path);
  const { rows } = await stage.owner.query<{ id: string; hash: string }>(
    `select f.file_id as id, f.content_hash as hash from cases.files f join cases.captures k on k.case_id = f.case_id and k.person_id = f.person_id where f.name = 'counter.signed'`,
  );
  assert.equal(rows.length, 1, 'the same sheet twice is one');
  const [file] = rows;
  const page = await ruth.get(path);
  assert.match(words(page.text), /Die Unterschrift liegt seit .* vor\./);
  assert.ok(page.text.includes(`/de/files/${file!.id}`));
  const shown = await ruth.get(task);
  assert.match(words(shown.text), /Die Unterschrift liegt seit .* vor\.[\s\S]*Unterschriebenes Gesuch/);
  assert.equal((await ruth.get(`/de/files/${file!.id}`)).status, 200);
  assert.equal((await beat.get(`/de/files/${file!.id}`)).status, 404);
  const dossier = await readCaseFile(stage.owner, stage.portal.catalogue, caseId);
  assert.ok(dossier!.documents.some((each) => each.title === 'Unterschriebenes Gesuch' && each.file.sha256 === file!.hash));
  await stage.settle();
  const sealed = await stage.owner.query<{ reason: string }>(
    `select r.reason from cases.access_records r join cases.audit_leaves l on l.source = 'access' and l.key = r.case_id || ' ' || r.record_id where r.purpose = 'counter.purpose.signed'
     union all select r.reason from cases.access_records r join cases.audit_pending l on l.source = 'access' and l.key = r.case_id || ' ' || r.record_id where r.purpose = 'counter.purpose.signed'`,
  );
  assert.deepEqual(sealed.rows, [{ reason: `SHA-256 ${file!.hash}` }]);
  stage.memory.reference = reference;

  // A scanner that answers late and finds something: the scan goes, the one before counts again, and the page says that the sheet is missing.
  await stage.owner.query(`update cases.files set scan = 'pending', state = 'checking'`);
  await stage.owner.query(`update cases.captures set signature = 'checking' where capture_id = $1`, [capture]);
  assert.match(words((await ruth.get(path)).text), /Der Virenscanner prüft es noch/);
  await settleScan(stage.worker.pool, file!.id, 'infected', stage.now());
  assert.match(words((await ruth.get(path)).text), /steckte ein Schadprogramm/);
  assert.deepEqual((await stage.owner.query('select 1 from cases.files')).rows, []);
  assert.deepEqual((await stage.owner.query(`select 1 from cases.messages where kind = 'file-refused'`)).rows, []);
  assert.equal((await send(ruth, PDF)).location, path);
  assert.match(words((await ruth.get(path)).text), /Die Unterschrift liegt seit .* vor\./);
});

test('with the code from the counter the case comes into the account of its person, and of nobody else', async () => {
  const { rows } = await stage.owner.query<{ capture: string; case_id: string; reference: string }>(
    'select capture_id as capture, case_id, reference from cases.captures join cases.cases using (case_id)',
  );
  const { capture, case_id: caseId, reference } = rows[0]!;
  await ruth.get(`/de/counter/${capture}`);
  const made = await ruth.submit(`[action="/de/counter/${capture}"]`, { then: 'code' });
  const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(words(made.text))![0];
  assert.deepEqual((await stage.owner.query('select 1 from cases.captures where code_hash::text like $1', [`%${code}%`])).rows, []);
  // Selma was born on the day that was told at the counter, Jonas was not.
  await stage.secretOf('selma');
  await stage.owner.query(`update cases.persons set date_of_birth = '1948-02-03' where subject = 'selma'`);
  const take = async (who: string, typed: string) => {
    const browser = await applications.browser(who, 'portal');
    await browser.get('/de/link');
    return { browser, answer: await browser.submit('[action="/de/link"]', { code: typed }) };
  };
  for (let each = 0; each < 5; each++) assert.ok((await take('jonas', code)).answer.text.includes('passt nicht zu Ihrem Konto'));
  assert.ok((await take('jonas', code)).answer.text.includes('viele Versuche'));
  const { browser, answer } = await take('selma', code.toLowerCase());
  assert.equal(answer.location, '/de/link?said=linked');
  await stage.settle();
  assert.equal((await take('selma', code)).answer.status, 422);
  assert.ok((await browser.get('/de/cases')).text.includes(reference));
  const page = await browser.get(`/de/cases/${reference}`);
  assert.equal(page.status, 200);
  assert.ok(page.text.includes('Am Schalter erfasst: Gemeindekanzlei'));
  assert.ok(page.text.includes('Unterschriebenes Gesuch'));
  assert.ok(!page.text.includes('Kaufmann'), 'nobody at an office is named to the person');
  const moved = await stage.owner.query<{ left: number }>(
    `select (select count(*) from cases.access where case_id = $1 and principal like 'person:%' and principal not like 'person:' || c.applicant_id || '%')::int
       + (select count(*) from cases.messages where case_id = $1 and recipient <> 'person:' || c.applicant_id)::int
       + (v.data -> 'applicant' ->> 'principal' <> 'person:' || c.applicant_id)::int as left
     from cases.cases c join engine.variable v on v.case_id = c.case_id and v.instance_no = 1 and v.scope_no = 0 where c.case_id = $1`,
    [caseId],
  );
  assert.deepEqual(moved.rows, [{ left: 0 }]);
  assert.ok((await ruth.get(`/de/counter/${capture}`)).text.includes('im Konto der Person'));
  // A code for somebody else's capture, and one for a case that has its account, are not made.
  for (const who of ['ruth', 'beat'])
    assert.equal(await withSession(stage.workplace, await stage.secretOf(who), (scope) => giveCaptureCode(scope, capture)), null);
});

test('the page of the case names who captured it and how', async () => {
  const { rows } = await stage.owner.query<{ reference: string; case_id: string }>('select reference, case_id from cases.cases');
  stage.memory.reference = rows[0]!.reference;
  await ruth.get('/de/search');
  await ruth.submit('[action="/de/search#results"]', { then: 'show', purpose: 'work', text: 'Bühlmann' });
  const { text } = await ruth.get(`/de/cases/${rows[0]!.case_id}`);
  assert.ok(text.includes('Am Schalter erfasst'));
  assert.ok(text.includes('Ruth Kaufmann, Gemeindekanzlei'));
});

test('what was typed stays with its errors; a service that asks who it is cannot be captured on the phone', async () => {
  const wrong = await counter.begin({ birthdate: '31.2.1948', swissZipCode: '99', officialName: '' });
  assert.equal(wrong.status, 422);
  for (const words of ['Schreiben Sie den Namen.', 'vier Ziffern', '31.2.1948', 'value="Trudi"'])
    assert.ok(wrong.text.includes(words), words);
  const unasked = await counter.begin({ email: 'trudi@example.ch' });
  assert.equal(unasked.status, 422);
  assert.ok(unasked.text.includes('Fragen Sie die Person') && unasked.text.includes('value="trudi@example.ch"'));
  assert.ok((await counter.begin({ email: 'trudi', agreed: 'true' })).text.includes('name@beispiel.ch'));
  assert.ok((await counter.begin({ agreed: 'true' })).text.includes('name@beispiel.ch'));
  const phone = await counter.begin({ channel: 'phone' });
  assert.equal(phone.status, 422);
  assert.ok(phone.text.includes('am Schalter ausweisen'));
  assert.equal((await counter.begin({ identity: 'none' })).status, 422);
  assert.equal((await counter.begin({ authority: 'nowhere' })).status, 422);
});

test('a service that asks nobody who they are is captured on the phone, and says so to the office', async () => {
  await stage.publish('services/residence-certificate/service.yaml', (text) =>
    text.replace(/^assurance: .*$/m, 'assurance: { start: 100, submit: 100, result: 100 }'),
  );
  const { browser, answer } = await counter.enter(
    await counter.begin({ officialName: 'Amtelefon', channel: 'phone', identity: 'passport' }),
  );
  const draft = await counter.fill(browser, answer);
  assert.match((await browser.get(`${draft}/check`)).text, /Am Telefon: Sie erfassen für/);
  const sent = await stage.whileWorking(() => browser.submit(`[action="${draft}/check"]`));
  const page = await ruth.get(sent.location!.replace('http://workplace.test', ''));
  assert.match(words(page.text), /Das Gesuch ist gesendet[\s\S]*Am Telefon/);
  const { rows } = await stage.owner.query(
    `select c.channel, k.level, k.identity, r.purpose from cases.cases c join cases.captures k using (case_id) join cases.access_records r using (case_id) where c.applicant_name like '%Amtelefon'`,
  );
  assert.deepEqual(rows, [{ channel: 'phone', level: 100, identity: null, purpose: 'counter.purpose.phone' }]);
});
