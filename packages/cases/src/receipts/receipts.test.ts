import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { fictionalStage, ORDER, type Told } from '../../../../tests/support/stage.ts';
import { readContent } from '../documents/content.ts';
import { readCase } from '../case-view/read-case.ts';
import { replaceFile } from '../files/case-files.ts';
import { collectPersonal } from '../personal/collect.ts';
import { readCaseFile } from '../records/read-case-file.ts';
import { withSession } from '../request/scope.ts';
import { writeMessage } from '../talk/write-talk.ts';
import { withdrawalReceipt } from './order-receipt.ts';
import { readReceipt } from './read-receipt.ts';

const FILE = {
  name: 'evidence.lease',
  filename: 'Bail à loyer.pdf',
  size: 4321,
  mediaType: 'application/pdf',
  hash: 'ab'.repeat(32),
  scan: 'clean' as const,
};
const MESSAGE = '0192f1c2-0000-7000-8000-00000000abcd';

let stage: Told;
let reference: string;
let caseId: string;
let replaced: string;

before(async () => {
  stage = await fictionalStage({ beispielwil: { 'residents-register.confirm-residence': 'people' } });
  stage.memory.language = 'fr';
  await stage.act('submit', { as: 'mira', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  reference = stage.memory.reference!;
  const { rows } = await stage.owner.query<{ case_id: string; file: string }>(
    `insert into cases.files (file_id, person_id, case_id, size, name, filename, media_type, content_hash, state, scan, reason, readers)
     select gen_random_uuid(), applicant_id, case_id, 9, 'evidence.lease', 'x.pdf', 'application/pdf', repeat('0', 64), 'refused', 'infected', 'infected', '{applicant}'
     from cases.cases returning case_id, file_id as file`,
  );
  caseId = rows[0]!.case_id;
  replaced = (await asMira((scope) => replaceFile(scope, rows[0]!.file, FILE)))!;
  const written = { id: MESSAGE, words: 'Voici.', files: [{ ...FILE, filename: 'Plan.pdf', hash: 'cd'.repeat(32) }] };
  assert.equal(await asMira((scope) => writeMessage(scope, reference, written)), true);
  await stage.settle();
  await stage.act('withdraw', { as: 'mira' });
});
after(() => stage.end());

async function asMira<T>(work: Parameters<typeof withSession<T>>[2]): Promise<T> {
  return withSession(stage.portal, await stage.secretOf('mira'), work);
}

async function textOf(id: string): Promise<{ text: string; lang: string; tagged: boolean }> {
  const { document } = (await asMira((scope) => readReceipt(scope, reference, id)))!;
  const bytes = await readContent(stage.owner, stage.worker.files, document!.hash);
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  return {
    text: (await pageTexts(bytes)).join(' ').replace(/[\s\u200b]+/g, ' '),
    lang: pdf.catalog.lookup(PDFName.of('Lang'), PDFString).asString(),
    tagged: pdf.catalog.has(PDFName.of('StructTreeRoot')) && pdf.catalog.has(PDFName.of('MarkInfo')),
  };
}

const paymentId = async (): Promise<string> =>
  (await stage.owner.query<{ id: string }>('select payment_id as id from cases.payments where settled_at is not null')).rows[0]!.id;

test('check 19: a withdrawal, a file that came later, a message with files and a payment each have a tagged PDF in the language of the person', async () => {
  const made = {
    withdrawal: await textOf(withdrawalReceipt(caseId)),
    upload: await textOf(replaced),
    message: await textOf(MESSAGE),
    payment: await textOf(await paymentId()),
  };
  for (const [kind, { text, lang, tagged }] of Object.entries(made)) {
    assert.deepEqual({ lang, tagged }, { lang: 'fr-CH', tagged: true }, kind);
    for (const words of [reference, 'Dvořák-Şahin', '1er mars 2027', 'UTC+1'])
      assert.ok(text.includes(words), `${words} in ${kind}: ${text}`);
  }
  const close = (text: string): string => text.replaceAll(' ', '');
  assert.ok(made.upload.text.includes('Bail à loyer.pdf') && close(made.upload.text).includes(FILE.hash), made.upload.text);
  assert.ok(made.message.text.includes('Plan.pdf') && close(made.message.text).includes('cd'.repeat(32)), made.message.text);
  const { rows } = await stage.owner.query<{ hash: string }>('select content_hash as hash from cases.submissions');
  assert.ok(close(made.withdrawal.text).includes(rows[0]!.hash), `the checksum of what was withdrawn in: ${made.withdrawal.text}`);
});

test('they are listed with the case, go into the package for the archive and into what a person takes along', async () => {
  const view = await asMira((scope) => readCase(scope, reference, 'de'));
  assert.deepEqual(view!.receipts.map(({ kind }) => kind).sort(), ['payment', 'upload', 'upload', 'withdrawal']);
  const kinds = ['payment', 'submission', 'upload', 'upload', 'withdrawal'];
  const archived = await readCaseFile(stage.owner, stage.portal.catalogue, caseId);
  const papers = archived!.documents.filter(({ kind }) => kinds.includes(kind));
  assert.deepEqual(papers.map(({ kind }) => kind).sort(), kinds);
  for (const { title, kind } of papers) assert.doesNotMatch(title, /^case\./, `${kind} has words for its title`);
  const { rows } = await stage.owner.query<{ id: string }>('select applicant_id as id from cases.cases');
  const own = await collectPersonal(stage.owner, stage.portal.catalogue, { personId: rows[0]!.id, language: 'de', now: stage.now() });
  assert.deepEqual(
    own!.cases[0]!.receipts.map(({ mediaType }) => mediaType),
    kinds.map(() => 'application/pdf'),
  );
});

test('the same file and the same withdrawal are confirmed once, and what was written stays as it is', async () => {
  const state = async () => (await stage.owner.query('select receipt_id, content_hash from cases.receipts order by 1')).rows;
  const before = await state();
  await asMira((scope) => writeMessage(scope, reference, { id: MESSAGE, words: 'Voici.', files: [] }));
  await stage.act('withdraw', { as: 'mira' });
  assert.deepEqual(await state(), before);
});

test('nobody else reads a receipt, and nobody orders one for a case of somebody else', async () => {
  const secret = await stage.secretOf('jonas');
  const ids = [withdrawalReceipt(caseId), replaced, MESSAGE, await paymentId()];
  for (const id of ids) assert.equal(await withSession(stage.portal, secret, (scope) => readReceipt(scope, reference, id)), null);
  await assert.rejects(
    withSession(stage.portal, secret, ({ client }) =>
      client.query(
        `insert into cases.receipts (receipt_id, case_id, kind, at, due, language, readers) values (gen_random_uuid(), $1, 'upload', now(), now(), 'de', '{applicant,office}')`,
        [caseId],
      ),
    ),
    { code: '42501' },
  );
});

test('a receipt that cannot be made is tried again later and holds nothing up', async () => {
  await stage.owner.query(
    `insert into cases.receipts (receipt_id, case_id, kind, at, due, language, readers) select gen_random_uuid(), case_id, 'upload', $1, $1, 'de', '{applicant}' from cases.cases`,
    [stage.now()],
  );
  const { renderer } = stage.worker;
  stage.worker.renderer = {
    ...renderer,
    render() {
      throw new Error('expected a template');
    },
  };
  await stage.settle();
  const due = async () => (await stage.owner.query<{ due: Date }>('select due from cases.receipts where due is not null')).rows;
  assert.equal((await due())[0]!.due.toISOString(), new Date(Date.parse(stage.now()) + 60_000).toISOString());
  stage.worker.renderer = renderer;
  stage.moveTo(new Date(Date.parse(stage.now()) + 61_000).toISOString());
  await stage.settle();
  assert.deepEqual(await due(), []);
});
