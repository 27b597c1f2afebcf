import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createPrinter } from '@einwohnerportal/connectors';
import { pageTexts } from '@einwohnerportal/connectors/pdf-text';
import { listLetters, noteReturned } from '../packages/cases/src/letters/list-letters.ts';
import { runLetters } from '../packages/cases/src/letters/print-run.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'letters-'));
let stage: Told;
before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register', 'delivery.letter': 'print' } });
});
after(async () => {
  await stage?.end();
  rmSync(folder, { recursive: true });
});

const TO = {
  delivery: 'post',
  'deliveryAddress.street': 'Lindenweg',
  'deliveryAddress.houseNumber': '4',
  'deliveryAddress.swissZipCode': '9000',
  'deliveryAddress.town': 'St. Gallen',
};

const bundles = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.pdf'));
const outcomes = async () =>
  (await stage.owner.query<{ outcome: string | null }>('select outcome from cases.cases order by submitted_at, case_id')).rows.map(
    ({ outcome }) => outcome,
  );

test('letters wait for their run, come in one bundle with a cover, and their cases end when it is handed over; a broken run loses none', async () => {
  for (let each = 0; each < 2; each++) {
    await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: { ...ORDER, ...TO } });
    await stage.act('pay', { as: 'mira', outcome: 'settled' });
  }
  assert.deepEqual(await outcomes(), [null, null]);
  const printer = createPrinter({ target: folder });
  // The printer is away in the middle of the run: nothing is handed over, and the run keeps its letters.
  stage.worker.printer = { ...printer, handOver: () => Promise.reject(Object.assign(new Error('away'), { code: 'not-available' })) };
  await assert.rejects(runLetters(stage.worker, stage.now()));
  assert.deepEqual(
    (await listLetters(stage.owner)).map(({ state }) => state),
    ['printing', 'printing'],
  );
  stage.worker.printer = printer;
  assert.equal(await runLetters(stage.worker, stage.now()), 2);
  assert.equal(await runLetters(stage.worker, stage.now()), 0);
  await stage.settle();
  assert.deepEqual(await outcomes(), ['issued', 'issued']);
  const [name] = bundles();
  assert.equal(bundles().length, 1);
  const pages = await pageTexts(readFileSync(join(folder, name!)));
  assert.equal(pages.length % 2, 0, 'each letter begins on the front of a sheet');
  assert.match(pages[0]!, /2 Briefe/);
  assert.doesNotMatch(pages[0]!, /Dvo/, 'the cover names no person');
  assert.equal(pages.filter((page) => /Lindenweg 4/.test(page) && /9000 St. Gallen/.test(page)).length >= 2, true);
});

test('a letter that the post brings back is noted once', async () => {
  const [letter] = await listLetters(stage.owner, true);
  assert.equal(await noteReturned(stage.owner, letter!.letterId, stage.now()), true);
  assert.equal(await noteReturned(stage.owner, letter!.letterId, stage.now()), false);
  assert.equal(await noteReturned(stage.owner, 'x', stage.now()), false);
  assert.deepEqual(
    (await listLetters(stage.owner)).map(({ state }) => state),
    ['returned'],
  );
});

test('what the person still owes goes along: the QR-bill is a page of the letter', async () => {
  await stage.rebind('beispielwil', 'fees.collect', 'demo-payment:online, qr-bill:invoice');
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: { ...ORDER, ...TO } });
  await stage.act('choose', { as: 'mira', means: 'qr-bill' });
  await stage.settle();
  await stage.owner.query(
    `insert into cases.letters (letter_id, case_id, authority, token, created_at, step_key, kind, address, documents, state)
     select gen_random_uuid(), case_id, authority, null, now(), 'reminder', 'A', '{"Mira Muster","Lindenweg 4","9000 St. Gallen"}', '{}', 'waiting' from cases.cases where reference = $1`,
    [stage.memory.reference],
  );
  const known = bundles();
  assert.equal(await runLetters(stage.worker, stage.now()), 1);
  const [name] = bundles().filter((each) => !known.includes(each));
  const pages = await pageTexts(readFileSync(join(folder, name!)));
  assert.ok(
    pages.some((page) => /Lindenweg 4/.test(page)),
    'the address sheet',
  );
  assert.ok(
    pages.some((page) => /Zahlteil/.test(page) && /Empfangsschein/.test(page) && /CHF/.test(page)),
    'the page with the QR-bill',
  );
});
