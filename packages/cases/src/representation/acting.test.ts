import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import { setClock } from '../../../../tests/support/set-clock.ts';
import { fictionalStage, ORDER, type Told } from '../../../../tests/support/stage.ts';
import { noteLeavingToPay } from '../case-view/payment-hints.ts';
import { readCase } from '../case-view/read-case.ts';
import { withdrawCase } from '../case-view/withdraw-case.ts';
import { readContent } from '../documents/content.ts';
import { counts } from '../documents/counts.ts';
import { listInbox, readMessage } from '../documents/inbox.ts';
import { saveDraft } from '../drafts/read-draft.ts';
import { startDraft } from '../drafts/start-draft.ts';
import { submitDraft } from '../drafts/submit-draft.ts';
import { replaceFile } from '../files/case-files.ts';
import { readMyData } from '../person/my-data.ts';
import { readPaymentPaper } from '../payments/read-paper.ts';
import { withdrawalReceipt } from '../receipts/order-receipt.ts';
import { readReceipt } from '../receipts/read-receipt.ts';
import { withSession } from '../request/scope.ts';
import { readTalk } from '../talk/read-talk.ts';
import { writeMessage } from '../talk/write-talk.ts';
import { completeTask } from '../tasks/complete-task.ts';
import { readTask } from '../tasks/read-task.ts';
import { actFor } from './act-for.ts';
import { answerOffer, offerMandate } from './mandates.ts';

const FILE = {
  name: 'evidence.lease',
  filename: 'Mietvertrag.pdf',
  size: 4321,
  mediaType: 'application/pdf',
  hash: 'ab'.repeat(32),
  scan: 'clean' as const,
};
const MESSAGE = '0192f1c2-0000-7000-8000-00000000abcd';
const BOTH = 'Jonas Imfeld für Mira Dvořák-Şahin';

let stage: Told;
/** Secret of Mira, whose matters they are, and of Jonas while he acts for her. */
let mira: string;
let acting: string;
let own: { reference: string; caseId: string };

before(async () => {
  stage = await fictionalStage({ beispielwil: { 'residents-register.confirm-residence': 'people' } });
  await setClock(stage.owner, stage.now());
  await stage.act('submit', { as: 'mira', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  const { rows } = await stage.owner.query<{ reference: string; caseId: string }>('select reference, case_id as "caseId" from cases.cases');
  own = rows[0]!;
  mira = await stage.secretOf('mira');
  acting = await mandate(null, true);
});
after(() => stage.end());

/** Jonas takes a mandate of Mira and begins to act; gives the secret of that session. */
async function mandate(scope: string | null, mayAct: boolean): Promise<string> {
  const wish = { id: crypto.randomUUID(), scope, mayAct, alerts: true, firstDay: '2027-03-01', lastDay: '2027-12-31' };
  const code = await withSession(stage.portal, mira, (each) => offerMandate(each, wish));
  const alone = acting ? (await actFor(stage.owner, acting, null, stage.now()))! : await stage.secretOf('jonas');
  const id = await withSession(stage.portal, alone, (each) => answerOffer(each, code!, true));
  return (await actFor(stage.owner, alone, id, stage.now()))!;
}

const as = <T>(secret: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> => withSession(stage.portal, secret, work);

async function acts(caseId: string): Promise<[string, string][]> {
  const { rows } = await stage.owner.query<{ purpose: string; actor_name: string; sealed: boolean }>(
    `select r.purpose, r.actor_name, exists (select 1 from cases.audit_pending p where p.source = 'access' and p.key = r.case_id || ' ' || r.record_id) as sealed
     from cases.access_records r where r.case_id = $1 and r.purpose like 'representation.%' order by r.record_id`,
    [caseId],
  );
  assert.ok(
    rows.every(({ sealed }) => sealed),
    'each waits for its seal',
  );
  return rows.map(({ purpose, actor_name: name }) => [purpose.replace('representation.', ''), name]);
}

async function receiptText(reference: string, id: string): Promise<string> {
  const { document } = (await as(mira, (scope) => readReceipt(scope, reference, id)))!;
  return textOf(document!.hash);
}

async function textOf(hash: string): Promise<string> {
  const pages = await pageTexts(await readContent(stage.owner, stage.worker.files, hash));
  return pages.join(' ').replace(/[\s\u200b]+/g, ' ');
}

const askedToken = async (caseId: string): Promise<number> =>
  (
    await stage.owner.query<{ token: number }>(
      `select token_no as token from engine.user_task where case_id = $1 and group_id like 'person:%'`,
      [caseId],
    )
  ).rows[0]!.token;

test('a question to the person is shown to, counted for and answered by who acts for them, in the name of who did it', async () => {
  await stage.act('task', { as: 'beat', do: 'confirm-residence', answers: { outcome: 'not-registered', reason: 'Luc fehlt.' } });
  for (const secret of [mira, acting]) {
    assert.equal((await as(secret, counts)).actions, 1);
    assert.deepEqual(
      (await as(secret, (scope) => readCase(scope, own.reference, 'de')))!.actions.map(({ kind }) => kind),
      ['task'],
    );
  }
  const token = await askedToken(own.caseId);
  const task = await as(acting, (scope) => readTask(scope, own.reference, token, 'de'));
  const [person] = Object.entries(task!.formContext.names.people as Record<string, { firstName: string }>).find(
    ([, { firstName }]) => firstName === 'Mira',
  )!;
  const body = new URLSearchParams({ persons: person });
  const done = await stage.whileWorking(() =>
    completeTask(stage.portal, acting, { reference: own.reference, token, body, language: 'de' }),
  );
  assert.deepEqual(done, { ok: true });
  await stage.settle();
  const { rows } = await stage.owner.query<{ actor: string }>(
    `select p.subject as actor from engine.event e join cases.persons p on e.actor = 'person:' || p.person_id where e.case_id = $1 order by e.step desc limit 1`,
    [own.caseId],
  );
  assert.deepEqual(rows, [{ actor: 'jonas' }]);
  assert.deepEqual(await acts(own.caseId), [['answered', 'Jonas Imfeld']]);
  assert.equal((await as(mira, counts)).actions, 0);
});

test('a file that was sent for the person and refused is something to do for both, until either sends another one', async () => {
  const insert = (sender: string, name: string, message: string | null = null): Promise<unknown> =>
    stage.owner.query(
      `insert into cases.files (file_id, person_id, case_id, message_id, size, name, filename, media_type, content_hash, state, scan, reason, readers)
       select gen_random_uuid(), p.person_id, c.case_id, $3, 9, $2, 'x.pdf', 'application/pdf', repeat('0', 64), 'refused', 'infected', 'infected', '{applicant}'
       from cases.cases c, cases.persons p where c.case_id = $4 and p.subject = $1`,
      [sender, name, message, own.caseId],
    );
  await insert('jonas', 'evidence.lease');
  // What an office sent is not the applicant's to send again.
  await stage.secretOf('beat');
  await insert('beat', 'message', crypto.randomUUID());
  const wanted = async (secret: string) =>
    (await as(secret, (scope) => readCase(scope, own.reference, 'de')))!.actions.filter(({ kind }) => kind === 'file');
  for (const secret of [mira, acting]) {
    assert.equal((await as(secret, counts)).actions, 1);
    assert.equal((await wanted(secret)).length, 1);
  }
  const [{ file } = { file: null }] = await wanted(acting);
  const id = await as(acting, (scope) => replaceFile(scope, file!, FILE));
  await stage.settle();
  for (const secret of [mira, acting]) assert.equal((await as(secret, counts)).actions, 0);
  assert.ok((await receiptText(own.reference, id!)).includes(BOTH));
  assert.deepEqual((await acts(own.caseId)).at(-1), ['sent', 'Jonas Imfeld']);
});

test('messages are read and written for the person: what was read stays unread, and what was written names who wrote', async () => {
  const before = (await as(mira, counts)).unread;
  const inbox = await as(acting, (scope) => listInbox(scope, 'de'));
  assert.ok(inbox.length > 0);
  for (const { id } of inbox) assert.ok(await as(acting, (scope) => readMessage(scope, id, 'de')));
  assert.equal((await as(mira, counts)).unread, before);
  const written = { id: MESSAGE, words: 'Hier ist der Plan.', files: [{ ...FILE, filename: 'Plan.pdf', hash: 'cd'.repeat(32) }] };
  assert.equal(await as(acting, (scope) => writeMessage(scope, own.reference, written)), true);
  await stage.settle();
  assert.match(JSON.stringify(await as(mira, (scope) => readTalk(scope, own.reference, 'de'))), /Jonas Imfeld/);
  assert.ok((await receiptText(own.reference, MESSAGE)).includes(BOTH));
});

test('withdrawing for the person is confirmed with both names', async () => {
  assert.equal(await stage.whileWorking(() => withdrawCase(stage.portal, acting, own.reference)), 'withdrawn');
  await stage.settle();
  assert.ok((await receiptText(own.reference, withdrawalReceipt(own.caseId))).includes(BOTH));
  assert.deepEqual(
    (await acts(own.caseId)).map(([what]) => what),
    ['answered', 'sent', 'wrote', 'withdrawn'],
  );
});

test('sending and paying for the person: the submission and the receipt of the payment name both, and the person reads all of it', async () => {
  const begun = await startDraft(stage.portal, acting, { service: 'residence-certificate', authority: 'beispielwil', language: 'de' });
  assert.ok('draftId' in begun);
  const { rows } = await stage.owner.query<{ ref: string }>(
    `select p.key as ref from cases.drafts d, jsonb_each(d.facts -> 'names' -> 'people') p where d.draft_id = $1 and p.value ->> 'firstName' = 'Mira'`,
    [begun.draftId],
  );
  const ref =
    rows[0]?.ref ??
    Object.keys((await stage.owner.query('select refs from cases.drafts where draft_id = $1', [begun.draftId])).rows[0].refs)[0]!;
  const answers = { ...ORDER, persons: [ref], 'contact.email': 'jonas@mail.example' };
  await as(acting, (scope) => saveDraft(scope, begun.draftId, { answers, page: null }));
  const sent = await stage.whileWorking(() => submitDraft(stage.portal, acting, begun.draftId, { language: 'de' }));
  assert.ok(sent && 'caseId' in sent, JSON.stringify(sent));
  await stage.settle();
  await as(acting, (scope) => noteLeavingToPay(scope, sent.reference));
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  const payment = await stage.owner.query<{ id: string }>(
    'select payment_id as id from cases.payments where case_id = $1 and settled_at is not null',
    [sent.caseId],
  );
  const paper = await as(mira, (scope) => readPaymentPaper(scope, payment.rows[0]!.id, 'receipt'));
  assert.match(await textOf(paper!.hash), new RegExp(`Zahlung begonnen von ${BOTH}`));
  const submission = await stage.owner.query<{ hash: string }>(
    'select content_hash as hash from cases.submissions where case_id = $1 and content_hash is not null',
    [sent.caseId],
  );
  assert.ok((await textOf(submission.rows[0]!.hash)).includes(BOTH));
  assert.deepEqual(await acts(sent.caseId), [
    ['submitted', 'Jonas Imfeld'],
    ['payment', 'Jonas Imfeld'],
  ]);
  const { looks } = await as(mira, (scope) => readMyData(scope, 'de'));
  for (const words of ['gesendet', 'die Zahlung begonnen', 'geantwortet', 'Dateien gesendet', 'geschrieben'])
    assert.ok(
      looks.some(({ who, purpose }) => who === 'Jonas Imfeld' && purpose === `Hat für Sie ${words}`),
      words,
    );
});

test('who may only read, or may act in other matters, does nothing of it: by the rules of the database, and by the checks alone', async () => {
  await stage.act('task', { as: 'beat', do: 'confirm-residence', answers: { outcome: 'not-registered', reason: 'Luc fehlt.' } });
  // The case that Jonas sent for her: the other one is closed.
  const open = await stage.owner.query<{ reference: string; caseId: string }>(
    'select reference, case_id as "caseId" from cases.cases where closed_at is null',
  );
  const { reference, caseId } = open.rows[0]!;
  const before = await acts(caseId);
  const token = await askedToken(caseId);
  const tryAll = async (secret: string) => {
    const silent = () => 'refused';
    return [
      await as(secret, (scope) => readTask(scope, reference, token, 'de')).then((task) => task !== null),
      await completeTask(stage.portal, secret, { reference, token, body: new URLSearchParams({ persons: 'p1' }), language: 'de' }).then(
        ({ ok }) => ok,
        silent,
      ),
      await as(secret, (scope) => writeMessage(scope, reference, { id: crypto.randomUUID(), words: 'x', files: [] })).catch(silent),
      await withdrawCase(stage.portal, secret, reference).catch(silent),
    ];
  };
  acting = await mandate(null, false);
  assert.deepEqual(await tryAll(acting), [true, 'refused', 'refused', 'refused']);
  acting = await mandate('other-matters', true);
  assert.deepEqual(await tryAll(acting), [false, false, false, 'not-found']);
  const { rows } = await stage.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('cases', 'engine') and c.relrowsecurity`,
  );
  for (const { name } of rows) await stage.owner.query(`alter table ${name} disable row level security`);
  assert.deepEqual(await tryAll(acting), [false, false, false, 'not-found'], 'the checks of the application alone');
  assert.deepEqual(await acts(caseId), before);
});
