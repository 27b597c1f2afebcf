import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { fictionalStage, ORDER, type Told } from '../../../../tests/support/stage.ts';
import { readContent } from '../documents/content.ts';
import { withSession } from '../request/scope.ts';
import { keepSubmissions } from './keep-submissions.ts';
import { readSubmission } from './read-submission.ts';

let stage: Told;
before(async () => {
  stage = await fictionalStage({ beispielwil: { 'residents-register.confirm-residence': 'people' } });
  stage.memory.language = 'fr';
  await stage.act('submit', { as: 'mira', answers: { ...ORDER, purpose: 'other', purposeOther: 'Für 漢字 <b>& den Chor' } });
});
after(() => stage.end());

async function read(who: string, app: 'portal' | 'workplace' = 'portal') {
  const secret = await stage.secretOf(who);
  return withSession(stage[app], secret, (scope) => readSubmission(scope, stage.memory.reference!));
}

const contentOf = ({ hash }: { hash: string }): Promise<Buffer> => readContent(stage.owner, stage.worker.files, hash);

/** Everything anew, as a worker that died before would make up for it. */
async function keepAgain(): Promise<string> {
  await stage.owner.query(
    'with gone as (delete from cases.submissions returning content_hash) delete from cases.contents c using gone g where c.content_hash = g.content_hash',
  );
  assert.equal(await keepSubmissions(stage.worker, null, stage.now()), 1);
  return (await stage.owner.query<{ content_hash: string }>('select content_hash from cases.submissions')).rows[0]!.content_hash;
}

test('check 19: what was sent is kept as a tagged PDF in the language of the person: answers with their questions, reference, time with zone', async () => {
  const document = (await read('mira'))!.document!;
  const bytes = await contentOf(document);
  assert.match(document.filename, new RegExp(`${stage.memory.reference}\\.pdf$`));
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  assert.equal(pdf.catalog.lookup(PDFName.of('Lang'), PDFString).asString(), 'fr-CH');
  const text = (await pageTexts(bytes)).join(' ').replace(/\s+/g, ' ');
  for (const words of [
    stage.memory.reference!,
    'Dvořák-Şahin',
    'Für [U+6F22][U+5B57] <b>& den Chor',
    '1er mars 2027',
    'UTC+1',
    'Numéro d’affaire',
  ])
    assert.ok(text.includes(words), `${words} in ${text}`);
});

test('the same case gives the same bytes, whoever writes it and when; later answers do not change it', async () => {
  const first = (await stage.owner.query<{ content_hash: string }>('select content_hash from cases.submissions')).rows[0]!.content_hash;
  assert.equal(await keepSubmissions(stage.worker, null, stage.now()), 0);
  assert.equal(await keepAgain(), first);
});

test('files that came with it stand there with their checksum', async () => {
  await stage.owner.query(
    `insert into cases.files (file_id, person_id, case_id, size, name, filename, media_type, content_hash, state, scan)
     select gen_random_uuid(), applicant_id, case_id, 1234567, 'evidence.lease', $1, 'application/pdf', repeat('ab', 32), 'uploaded', 'clean' from cases.cases`,
    [`Mietvertrag-${'x'.repeat(90)}.pdf`],
  );
  await keepAgain();
  const text = (await pageTexts(await contentOf((await read('mira'))!.document!))).join('').replace(/[\s\u200b]+/g, '');
  assert.ok(text.includes('ab'.repeat(32)) && text.includes(`Mietvertrag-${'x'.repeat(90)}.pdf`), text);
});

test('only who sent it reads it', async () => {
  assert.equal(await read('jonas'), null);
  await assert.rejects(read('beat', 'workplace'), { code: '42501' });
});
