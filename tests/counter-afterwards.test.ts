import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createPrinter } from '@einwohnerportal/connectors';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import {
  keepContent,
  noteDelivery,
  readDeliveries,
  runLetters,
  withSession,
  writeOfficeMessage,
  type NewFile,
} from '../packages/cases/src/index.ts';
import { counterStage, words } from './support/counter-stage.ts';
import { CONFIRM, type Told } from './support/stage.ts';
import type { FormBrowser } from '../tools/testing/form-browser.ts';

let counter: Awaited<ReturnType<typeof counterStage>>;
let stage: Told;
let ruth: FormBrowser;
before(async () => {
  counter = await counterStage();
  ({ stage, ruth } = counter);
});
after(() => counter.end());

/** A picture of one dot. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const CONFIRMED = {
  ref: 'p1',
  officialName: 'Ohnekonto',
  firstName: 'Trudi',
  dateOfBirth: '1948-02-03',
  origin: 'Musterau',
  address: 'Bachstrasse 9',
  arrivedOn: '2019-04-01',
};

/** Somebody without an account has sent an order at the counter and paid it there; their case is the one that the stage goes on with. */
async function orderAtCounter(officialName: string, receipt: string): Promise<string> {
  const { browser, answer } = await counter.enter(await counter.begin({ officialName, language: 'de' }));
  const draft = await counter.fill(browser, answer);
  await browser.get(`${draft}/check`);
  const sent = await stage.whileWorking(() => browser.submit(`[action="${draft}/check"]`));
  const path = sent.location!.replace('http://workplace.test', '');
  await stage.settle();
  await ruth.get(path);
  await ruth.submit(`[action="${path}"]`, { then: 'pay', means: 'card', receipt });
  await stage.settle();
  const { rows } = await stage.owner.query<{ case_id: string; reference: string }>(
    'select case_id, reference from cases.cases where applicant_name like $1',
    [`%${officialName}`],
  );
  stage.memory.reference = rows[0]!.reference;
  return rows[0]!.case_id;
}

test('who has no account and no e-mail gets on paper what nobody could open: messages of the office and documents', async () => {
  const caseId = await orderAtCounter('Ohnekonto', 'K-2');
  const attached = async (filename: string, mediaType: string, bytes: Buffer): Promise<NewFile> => {
    const { hash, size } = await keepContent(stage.worker.files, bytes);
    return { name: 'message', hash, size, filename, mediaType, scan: 'clean' };
  };
  const files = [
    await attached('Plan.png', 'image/png', DOT),
    await attached('Liste.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', Buffer.from('PK')),
    await attached('Kaputt.pdf', 'application/pdf', Buffer.from('%PDF-1.7 broken')),
  ];
  const written = { id: randomUUID(), words: 'Bitte bringen Sie Ihren Pass mit.\nBis bald.', files };
  await withSession(stage.workplace, await stage.secretOf('ruth'), (scope) => writeOfficeMessage(scope, caseId, written));
  await stage.act('task', { as: 'ruth', do: CONFIRM.split('.')[1]!, answers: { outcome: 'confirmed', confirmations: [CONFIRMED] } });
  await stage.settle();
  const told = `select 1 from cases.alerts where case_id = $1 and sent_at is not null and recipient like 'person:%'`;
  assert.deepEqual((await stage.owner.query(told, [caseId])).rows, []);
  const letters = await stage.owner.query<{ address: string[]; message: boolean; documents: number }>(
    'select address, message_id is not null as message, cardinality(documents) as documents from cases.letters where case_id = $1 order by 3',
    [caseId],
  );
  const address = ['Trudi Ohnekonto', 'Bachstrasse 9', '9902 Musterau'];
  assert.deepEqual(letters.rows, [
    { address, message: true, documents: 0 },
    { address, message: false, documents: 1 },
  ]);
  assert.match(words((await ruth.get('/de/deliveries')).text), /Trudi Ohnekonto/);
  const folder = mkdtempSync(join(tmpdir(), 'counter-letters-'));
  try {
    stage.worker.printer = createPrinter({ target: folder });
    assert.equal(await runLetters(stage.worker, stage.now()), 2);
    const pages = await pageTexts(readFileSync(join(folder, readdirSync(folder)[0]!)));
    const letter = pages.findIndex((page) => page.includes('Trudi Ohnekonto') && page.includes('Bitte bringen Sie Ihren Pass mit.'));
    assert.match(pages[letter]!, /Beilage: Plan\.png.*Diese Dateien lassen sich nicht drucken: Liste\.docx, Kaputt\.pdf/s);
    assert.equal(pages[letter + 1], '', 'the picture has a sheet of its own behind the words');
  } finally {
    rmSync(folder, { recursive: true });
  }
  const posted = await stage.owner.query('select channel, state from cases.notifications where case_id = $1', [caseId]);
  assert.deepEqual(posted.rows, [{ channel: 'letter', state: 'sent' }]);
});

test('a ruling for somebody without an account is a registered letter, and its period waits for the proof of the post', async () => {
  const caseId = await orderAtCounter('Abgewiesen', 'K-3');
  const task = (as: string, element: string, answers: Record<string, unknown>) => stage.act('task', { as, do: element, answers });
  await task('ruth', CONFIRM.split('.')[1]!, { outcome: 'refused', reason: 'Abgemeldet.' });
  await task('ruth', 'draft', { grounds: 'Seit dem 15. Januar 2027 abgemeldet.', noConflict: true });
  await task('ida', 'approve', { verdict: 'release' });
  const letters = await stage.owner.query<{ address: string[] }>(
    `select address from cases.letters where case_id = $1 and kind = 'registered'`,
    [caseId],
  );
  assert.deepEqual(letters.rows, [{ address: ['Trudi Abgewiesen', 'Bachstrasse 9', '9902 Musterau'] }]);
  const folder = mkdtempSync(join(tmpdir(), 'counter-letters-'));
  try {
    stage.worker.printer = createPrinter({ target: folder });
    assert.ok((await runLetters(stage.worker, stage.now())) > 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const deliveries = async () =>
    (await withSession(stage.workplace, await stage.secretOf('ruth'), (scope) => readDeliveries(scope, caseId, 'de')))!.deliveries;
  const [posted] = await deliveries();
  assert.deepEqual([posted!.channel, posted!.state, posted!.deliveredOn], ['registered-letter', 'under-way', null]);
  const note = async (proof?: string) =>
    withSession(stage.workplace, await stage.secretOf('ruth'), (scope) =>
      noteDelivery(scope, caseId, {
        id: randomUUID(),
        notification: posted!.id,
        what: 'delivered',
        day: stage.today(),
        ...(proof && { proof }),
      }),
    );
  assert.equal(await note(), 'proof');
  assert.equal(await note('98.00.120'), 'done');
  await stage.settle();
  const [delivered] = await deliveries();
  assert.deepEqual([delivered!.state, delivered!.deliveredOn], ['delivered', stage.today()]);
});

test('a capture that is given up or too old leaves nothing of the person', async () => {
  const id = (await counter.begin({ officialName: 'Weggegangen' })) && (await counter.idOf('Weggegangen'));
  await ruth.get(`/de/counter/${id}`);
  assert.equal((await ruth.submit(`[action$="/counter/${id}"]`, { then: 'drop' })).location, '/de/counter');
  const { browser, answer } = await counter.enter(await counter.begin({ officialName: 'Vergessen' }));
  await counter.fill(browser, answer);
  stage.moveTo('2027-03-09T09:00:00+01:00');
  await stage.settle();
  for (const [table, column] of [
    ['persons', 'official_name'],
    ['captures', 'person_name'],
    ['drafts', 'facts::text'],
  ]) {
    const { rows } = await stage.owner.query(`select 1 from cases.${table} where ${column} ~ 'Weggegangen|Vergessen'`);
    assert.deepEqual(rows, [], table);
  }
  assert.ok((await browser.get('/de/cases')).location?.includes('sign-in'));
});

test('what somebody was capturing ends when they no longer work for the office', async () => {
  const { browser, answer } = await counter.enter(await counter.begin({ officialName: 'Verwaist' }));
  assert.equal((await browser.get(answer.location!)).status < 400, true);
  const { rows } = await stage.owner.query<{ left: boolean }>(
    `select cases.leave_office(k.by_person, k.office, 'login', $1, null, null, false) as left from cases.captures k where k.capture_id = $2`,
    [stage.now(), await counter.idOf('Verwaist')],
  );
  assert.equal(rows[0]!.left, true);
  assert.ok((await browser.get('/de/cases')).location?.includes('sign-in'));
  assert.deepEqual((await stage.owner.query(`select 1 from cases.persons where official_name ~ 'Verwaist'`)).rows, []);
  assert.equal((await ruth.get('/de/counter')).status, 404);
});
