import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  listDeliveries,
  listInbox,
  noteDelivery,
  readContent,
  readDeliveries,
  readMessage,
  runLetters,
  withSession,
  type DeliveryNote,
  type DeliveryPage,
} from '@einwohnerportal/cases';
import { createPrinter } from '@einwohnerportal/connectors';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import { CONFIRM, fictionalStage, type Told } from './support/stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'rulings-'));
let stage: Told;
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'people', 'delivery.notify': 'inbox' } });
  stage.worker.printer = createPrinter({ target: folder });
});
after(async () => {
  await stage?.end();
  rmSync(folder, { recursive: true });
});

const DRAFT = { grounds: 'Frau Aregger ist seit dem 15. Januar 2027 abgemeldet.', noConflict: true };
const task = (as: string, element: string, answers: Record<string, unknown>) => stage.act('task', { as, do: element, answers });
const at = (day: string) => stage.moveTo(`${day}T09:00:00.000Z`);

/** A case whose ruling was released by a second person and is on its way. */
async function released(): Promise<string> {
  await stage.act('submit', {
    as: 'selma',
    at: 'musterau',
    answers: { 'address.text': 'Bachstrasse 9, 9902 Musterau', persons: ['selma'], purpose: 'none', delivery: 'inbox' },
  });
  await stage.act('pay', { as: 'selma', outcome: 'settled' });
  await task('ruth', CONFIRM.split('.')[1]!, { outcome: 'refused', reason: 'Abgemeldet.' });
  await task('ruth', 'draft', DRAFT);
  await task('ida', 'approve', { verdict: 'release' });
  const { rows } = await stage.owner.query<{ case_id: string }>('select case_id from cases.cases where reference = $1', [
    stage.memory.reference,
  ]);
  return rows[0]!.case_id;
}

const asPerson = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(who === 'selma' ? stage.portal : stage.workplace, await stage.secretOf(who), work);

async function seen(caseId: string): Promise<DeliveryPage> {
  return (await asPerson('ruth', (scope) => readDeliveries(scope, caseId, 'de')))!;
}

async function note(caseId: string, what: DeliveryNote['what'], more: Partial<DeliveryNote> = {}, who = 'ruth'): Promise<string> {
  const last = (await seen(caseId)).deliveries.at(-1)!;
  const told = await asPerson(who, (scope) =>
    noteDelivery(scope, caseId, { id: randomUUID(), notification: last.id, what, day: stage.today(), ...more }),
  );
  await stage.settle();
  return told;
}

const consent = (yes: boolean) =>
  stage.owner.query(
    `insert into cases.profiles (person_id, changed_at, electronic_rulings) select person_id, now(), $1 from cases.persons where subject = 'selma'
     on conflict (person_id) do update set electronic_rulings = excluded.electronic_rulings`,
    [yes],
  );
const outcome = async (caseId: string) =>
  (await stage.owner.query<{ outcome: string | null }>('select outcome from cases.cases where case_id = $1', [caseId])).rows[0]!.outcome;
const path = async (caseId: string) =>
  (await stage.owner.query<{ element: string }>(`select distinct element from engine.user_task where case_id = $1`, [caseId])).rows.map(
    ({ element }) => element,
  );

test('a ruling that the second person does not release goes back to its draft, and the same person may not do both', async () => {
  await stage.secretOf('selma');
  await consent(true);
  await stage.act('submit', {
    as: 'selma',
    at: 'musterau',
    answers: { 'address.text': 'Bachstrasse 9, 9902 Musterau', persons: ['selma'], purpose: 'none', delivery: 'inbox' },
  });
  await stage.act('pay', { as: 'selma', outcome: 'settled' });
  const { rows } = await stage.owner.query<{ case_id: string }>('select case_id from cases.cases');
  const caseId = rows[0]!.case_id;
  await task('ruth', 'confirm-residence', { outcome: 'refused', reason: 'Abgemeldet.' });
  await task('ruth', 'draft', DRAFT);
  await task('ruth', 'approve', { verdict: 'release' });
  assert.equal(stage.memory.refused, 'four-eyes');
  await task('ida', 'approve', { verdict: 'return', remark: 'Bitte das Datum prüfen.' });
  assert.deepEqual(await path(caseId), ['draft']);
  assert.deepEqual((await seen(caseId)).rulings, [], 'nothing is signed before it is released');
  await task('ruth', 'draft', DRAFT);
  await task('ida', 'approve', { verdict: 'release' });
});

test('the signed file says who signed and drafted it and how to object: remedy, period, authority, form, law, in its language', async () => {
  const { rows } = await stage.owner.query<{ content_hash: string }>(
    `select content_hash from cases.documents where output = 'refusal' and state = 'issued'`,
  );
  const bytes = await readContent(stage.owner, stage.worker.files, rows[0]!.content_hash);
  const text = (await pageTexts(bytes)).join(' ').replace(/\s+/g, ' ');
  assert.match(text, /Unterzeichnet: Ida Zihlmann/);
  assert.match(text, /Sachbearbeitung: Ruth Kaufmann/);
  assert.match(text, /Rechtsmittel Einsprache/);
  assert.match(text, /20 Tage ab dem Tag nach der Zustellung/);
  assert.match(text, /Einreichen bei Gemeinde Musterau, .*9902 Musterau/);
  assert.match(text, /schriftlich, unterschrieben, mit Antrag, mit Begründung/);
  assert.match(text, /BR 370 Art\. 12/);
  assert.match(bytes.toString('latin1'), /\/ByteRange/, 'it is signed, not only printed');
});

test('with consent it lies in the inbox, the mail tells nothing of it, and the period runs from the opening, not from the sending', async () => {
  const { rows } = await stage.owner.query<{ case_id: string }>('select case_id from cases.cases');
  const caseId = rows[0]!.case_id;
  const [sent] = (await seen(caseId)).deliveries;
  assert.deepEqual([sent!.channel, sent!.state, sent!.deemedOn, sent!.law], ['inbox', 'under-way', '2027-03-08', 'BR 370 Art. 8']);
  assert.equal((await seen(caseId)).rulings[0]!.state, 'signed');
  const mail = stage.mail.sent.filter(({ subject }) => /Posteingang|boîte/.test(subject)).at(-1)!;
  assert.doesNotMatch(JSON.stringify(mail), /Entscheid|abgemeldet|Aregger|http/);
  at('2027-03-04');
  const message = (await asPerson('selma', (scope) => listInbox(scope, 'de'))).find(({ documents }) => documents.length > 0);
  assert.match(message!.subject, /^Ein Entscheid für Sie/);
  await asPerson('selma', (scope) => readMessage(scope, message!.id, 'de'));
  await stage.settle();
  const page = await seen(caseId);
  assert.deepEqual(
    [page.deliveries[0]!.state, page.deliveries[0]!.deliveredOn, page.deliveries[0]!.proofKind],
    ['delivered', '2027-03-04', 'opened'],
  );
  assert.deepEqual(
    [page.rulings[0]!.state, page.rulings[0]!.notifiedOn, page.rulings[0]!.appealUntil],
    ['notified', '2027-03-04', '2027-03-24'],
  );
});

test('it becomes legally binding by itself the day after the period, and the case ends', async () => {
  const { rows } = await stage.owner.query<{ case_id: string }>('select case_id from cases.cases');
  const caseId = rows[0]!.case_id;
  await stage.act('wait', { until: '2027-03-24T20:00:00Z' });
  assert.equal(await outcome(caseId), null);
  await stage.act('wait', { until: '2027-03-25T08:00:00Z' });
  const [ruling] = (await seen(caseId)).rulings;
  assert.deepEqual([ruling!.state, ruling!.endedOn, await outcome(caseId)], ['binding', '2027-03-25', 'refused']);
  assert.equal(await note(caseId, 'delivered', { proof: '1' }), 'state', 'what binds is not counted again');
});

test('nobody opened it: after the period of the law it counts as delivered; a proof of an earlier day that comes late moves the end', async () => {
  at('2027-04-01');
  const caseId = await released();
  await stage.act('wait', { until: '2027-04-09T08:00:00Z' });
  let page = await seen(caseId);
  assert.deepEqual(
    [page.deliveries[0]!.state, page.deliveries[0]!.deliveredOn, page.deliveries[0]!.proofKind],
    ['deemed', '2027-04-08', 'period'],
  );
  const before = page.rulings[0]!.appealUntil;
  assert.equal(before, '2027-04-28');
  assert.equal(await note(caseId, 'delivered', { day: '2027-04-05', proof: 'Quittung 7' }), 'done');
  page = await seen(caseId);
  assert.deepEqual(
    [page.deliveries[0]!.deliveredOn, page.rulings[0]!.notifiedOn, page.rulings[0]!.appealUntil],
    ['2027-04-05', '2027-04-05', '2027-04-26'],
  );
  assert.deepEqual(
    page.notes.map(({ author, what }) => [author, what]),
    [['Ruth Kaufmann', 'delivered']],
  );
});

test('an appeal that came in ends the period: the ruling is appealed, not binding', async () => {
  const { rows } = await stage.owner.query<{ case_id: string }>(`select case_id from cases.cases where closed_at is null`);
  const caseId = rows[0]!.case_id;
  assert.equal(await note(caseId, 'appeal', { day: '2030-01-01' }), 'day');
  assert.equal(await note(caseId, 'appeal'), 'done');
  const [ruling] = (await seen(caseId)).rulings;
  assert.equal(ruling!.state, 'appealed');
  await stage.act('wait', { until: '2027-06-01T08:00:00Z' });
  assert.equal((await seen(caseId)).rulings[0]!.state, 'appealed');
});

test('without consent it goes as a registered letter that waits for its proof; one that comes back is tried again', async () => {
  await consent(false);
  const caseId = await released();
  assert.equal((await seen(caseId)).deliveries[0]!.channel, 'registered-letter');
  assert.equal(await runLetters(stage.worker, stage.now()), 1);
  await stage.settle();
  const text = (
    await pageTexts(
      readFileSync(
        join(
          folder,
          readdirSync(folder).find((name) => name.endsWith('.pdf'))!,
        ),
      ),
    )
  ).join(' ');
  assert.match(text, /Bachstrasse 9/);
  assert.equal((await seen(caseId)).rulings[0]!.state, 'signed', 'posting is no proof');
  assert.equal(await note(caseId, 'delivered', { proof: ' ' }), 'proof');
  assert.equal(await note(caseId, 'returned'), 'done');
  assert.deepEqual(
    (await asPerson('ruth', (scope) => listDeliveries(scope, 'de'))).map(({ reference, state }) => [reference, state]),
    [[stage.memory.reference, 'returned']],
  );
  assert.deepEqual(await asPerson('beat', (scope) => listDeliveries(scope, 'de')), [], 'another municipality sees none of it');
  assert.equal(await note(caseId, 'again', { address: ['Selma Aregger', 'Neuweg 1', '9901 Beispielwil'] }), 'done');
  assert.equal(await note(caseId, 'again', { notification: (await seen(caseId)).deliveries[0]!.id }), 'state', 'the first attempt is over');
  assert.equal(await runLetters(stage.worker, stage.now()), 1);
  const again = (await seen(caseId)).deliveries;
  assert.deepEqual(
    again.map(({ attempt, state }) => [attempt, state]),
    [
      [1, 'replaced'],
      [2, 'under-way'],
    ],
  );
});

test('a registered letter that nobody fetched counts as delivered by law a period after the first attempt, even though it comes back', async () => {
  const { rows } = await stage.owner.query<{ case_id: string }>(`select case_id from cases.cases where closed_at is null`);
  const caseId = rows[0]!.case_id;
  at('2027-06-05');
  assert.equal(await note(caseId, 'tried', { day: '2027-06-04', proof: '98.00.1' }), 'done');
  assert.equal((await seen(caseId)).deliveries.at(-1)!.deemedOn, '2027-06-11');
  at('2027-06-10');
  await note(caseId, 'returned');
  await stage.act('wait', { until: '2027-06-12T08:00:00Z' });
  const { deliveries, rulings } = await seen(caseId);
  assert.deepEqual(
    [deliveries.at(-1)!.state, deliveries.at(-1)!.returnedOn, rulings[0]!.notifiedOn, rulings[0]!.appealUntil],
    ['deemed', '2027-06-10', '2027-06-11', '2027-07-01'],
  );
});

test('an office that is not in charge can note nothing', async () => {
  const { rows } = await stage.owner.query<{ case_id: string }>(`select case_id from cases.cases where closed_at is null`);
  assert.equal(await note(rows[0]!.case_id, 'appeal', {}, 'beat'), 'not-found');
});
