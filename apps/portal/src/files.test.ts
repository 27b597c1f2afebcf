import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createClamdScanner } from '@einwohnerportal/files';
import { pdf, png, startTestScanner, TEST_VIRUS } from '@einwohnerportal/files/testing';
import { requestDocuments } from '../../../tests/support/requested-documents.ts';
import type { Browser } from '../test/browser.ts';
import { createTestPortal, type TestPortal } from '../test/portal.ts';

const root = new URL('../../../', import.meta.url).pathname;
const overlay = mkdtempSync(join(tmpdir(), 'catalogue-'));
const filesDir = mkdtempSync(join(tmpdir(), 'files-'));
let portal: TestPortal;
let browser: Browser;
let page: string;
let sentCase: string;

before(async () => {
  requestDocuments(root, overlay);
  portal = await createTestPortal({ served: true, roots: [root, overlay], filesDir });
  browser = await portal.signedIn('mira');
  const draft = await portal.startDraft(browser);
  page = `${draft}/pages/page_documents`;
});
after(async () => {
  await portal.end();
  for (const folder of [overlay, filesDir]) rmSync(folder, { recursive: true });
});

async function send(
  files: [name: string, content: Buffer | string, filename: string][],
  fields: Record<string, string> = {},
  from = browser,
) {
  await from.get(page);
  const form = new FormData();
  form.append('_token', from.hidden('_token', '/page_documents'));
  for (const [name, content, filename] of files) form.append(name, new Blob([content as never]), filename);
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return from.postForm(page, form);
}

test('the page asks for each document by itself and says formats, size and that it is missing', async () => {
  const { text } = await browser.get(page);
  assert.match(text, /enctype="multipart\/form-data"/);
  assert.match(text, /Mietvertrag/);
  assert.match(text, /Erlaubt: PDF\. Höchstens 1\sMB\. Senden Sie es bis 31\.\sMärz\s2027\./);
  assert.equal(text.match(/Fehlt noch\./g)?.length, 2);
});

test('going on without the document that is needed stays on the page and says so', async () => {
  const answer = await send([], { then: 'next' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /Senden Sie eine Datei bei «Mietvertrag»/);
});

test('each fault has words of its own, and a file that has one is never kept', async () => {
  const scanner = await startTestScanner();
  const { store } = portal.site.files!;
  const before = (await portal.owner.query('select from cases.files')).rowCount;
  const said = new Map<string, string>();
  const fault = async (what: string, ...files: Parameters<typeof send>[0]): Promise<void> => {
    const { text, status } = await send(files, { action: `send-file:${files[0]?.[0] ?? 'evidence.photos'}` });
    assert.equal(status, 422, what);
    said.set(what, [.../class="error-summary"[\s\S]*?<\/ul>/.exec(text)![0].matchAll(/<a [^>]*>([^<]+)</g)].at(-1)![1]!);
  };
  portal.site.files = { store, scanner: createClamdScanner(scanner.address) };
  try {
    await fault('nothing chosen');
    await fault('empty', ['evidence.lease', '', 'a.pdf']);
    await fault('too large', ['evidence.lease', Buffer.concat([await pdf(), Buffer.alloc(1_100_000)]), 'a.pdf']);
    await fault('another kind', ['evidence.lease', png(), 'a.pdf']);
    await fault('password', ['evidence.lease', await pdf({ password: 'geheim' }), 'a.pdf']);
    await fault('damaged', ['evidence.lease', '%PDF-1.7\nkaputt', 'a.pdf']);
    await fault('too much inside', ['evidence.photos', png(8, 8, [60_000, 60_000]), 'a.png']);
    await fault('malware', ['evidence.lease', Buffer.concat([await pdf(), TEST_VIRUS]), 'a.pdf']);
    await fault('too many', ['evidence.photos', '', 'a.png'], ['evidence.photos', '', 'b.png'], ['evidence.photos', '', 'c.png']);
    portal.site.files = { store: { ...store, take: () => Promise.reject(new Error('no room')) }, scanner: null };
    await fault('not arrived', ['evidence.lease', await pdf(), 'a.pdf']);
  } finally {
    portal.site.files = { store, scanner: null };
    await scanner.stop();
  }
  assert.equal(new Set([...said.values()].map((words) => words.replace(/«[^»]*»/, ''))).size, 10, JSON.stringify([...said]));
  assert.equal((await portal.owner.query('select from cases.files')).rowCount, before);
});

test('T12 a file that was sent is listed, can be opened again by its sender, and by nobody else', async () => {
  const content = await pdf();
  const answer = await send([['evidence.lease', content, 'Mietvertrag Müller.pdf']], { action: 'send-file:evidence.lease' });
  assert.equal(answer.status, 303, answer.text.slice(0, 300));
  const shown = await browser.get(page);
  assert.match(shown.text, /Mietvertrag Müller\.pdf/);
  const href = /href="([^"]*\/files\/[^"]+)"/.exec(shown.text)![1]!;
  const file = await browser.get(href);
  assert.equal(file.status, 200);
  assert.equal(file.headers.get('content-type'), 'application/pdf');
  assert.match(file.headers.get('content-disposition')!, /^attachment; .*Mietvertrag%20M%C3%BCller\.pdf/);
  assert.equal((await (await portal.signedIn('jonas')).get(href)).status, 404);
});

test('a second file of a document that takes one replaces the first', async () => {
  await send([['evidence.lease', await pdf({ pages: 2 }), 'neu.pdf']], { action: 'send-file:evidence.lease' });
  const { text } = await browser.get(page);
  assert.match(text, /neu\.pdf/);
  assert.doesNotMatch(text, /Müller\.pdf/);
});

test('the same file sent twice is there once', async () => {
  for (const name of ['einmal.png', 'nochmal.png'])
    await send([['evidence.photos', png(3, 3), name]], { action: 'send-file:evidence.photos' });
  const { text } = await browser.get(page);
  assert.match(text, /nochmal\.png/);
  assert.doesNotMatch(text, /einmal\.png/);
  await send([], { action: /value="(remove-file:evidence\.photos:[^"]+)"/.exec(text)![1]! });
});

test('what is not taken is said in a sentence at its control, and what was good stays', async () => {
  const { text, status } = await send([
    ['evidence.lease', 'Das ist kein PDF', 'brief.pdf'],
    ['evidence.photos', png(), 'gut.png'],
  ]);
  assert.equal(status, 422);
  assert.match(text, /«brief\.pdf» hat eine andere Art\. Erlaubt sind PDF\./);
  assert.match(text, /gut\.png/);
  assert.match(text, /neu\.pdf/);
});

test('pressing «send» without choosing says what to do', async () => {
  assert.match((await send([], { action: 'send-file:evidence.photos' })).text, /Wählen Sie zuerst eine Datei\./);
});

test('more files than wanted are refused, the others stay', async () => {
  const { text } = await send([
    ['evidence.photos', png(9, 9), 'zwei.png'],
    ['evidence.photos', png(7, 7), 'drei.png'],
  ]);
  assert.match(text, /«drei\.png» ist zu viel/);
  assert.match(text, /zwei\.png/);
});

test('a file can be taken back', async () => {
  const { text } = await browser.get(page);
  const remove =
    /value="(remove-file:evidence\.photos:[^"]+)"[^>]*>[^<]*<span[^>]*> <span[^>]*>zwei/.exec(text)?.[1] ??
    /value="(remove-file:evidence\.photos:[^"]+)"/.exec(text)![1]!;
  await send([], { action: remove });
  assert.equal((await browser.get(page)).text.match(/remove-file:evidence\.photos/g)?.length, 1);
});

test('a file without the token of the form, or on a page of somebody else, is thrown away', async () => {
  const count = async (): Promise<number> => (await portal.owner.query('select from cases.files')).rowCount!;
  const before = await count();
  const form = new FormData();
  form.append('_token', 'forged');
  form.append('evidence.photos', new Blob([png(5, 5) as never]), 'fremd.png');
  assert.equal((await browser.postForm(page, form)).status, 403);
  const other = await portal.signedIn('jonas');
  await other.get('/de');
  const token = other.hidden('_token');
  const theirs = new FormData();
  theirs.append('_token', token);
  theirs.append('evidence.photos', new Blob([png(5, 5) as never]), 'fremd.png');
  assert.equal((await other.postForm(page, theirs)).status, 404);
  assert.equal(await count(), before);
  assert.deepEqual(readdirSync(join(filesDir, 'arriving')), []);
});

test('with all documents sent the page goes on, and the submission hands the files to the case', async () => {
  const answer = await send([], { then: 'next' });
  assert.equal(answer.status, 303);
  assert.doesNotMatch(answer.location!, /page_documents/);
  const draft = page.replace(/\/pages\/.*/, '');
  await browser.get(`${draft}/check`);
  assert.match(browser.page, /neu\.pdf/);
  const path = await portal.send(browser, draft);
  sentCase = path;
  const { rows } = await portal.owner.query('select filename, readers, draft_id, case_id is not null as handed from cases.files');
  assert.deepEqual(rows.map(({ filename }) => filename.split('.')[1]).sort(), ['pdf', 'png']);
  for (const { readers, draft_id, handed } of rows)
    assert.deepEqual([readers, draft_id, handed], [['applicant', 'municipality'], null, true]);
  const effort = (await portal.owner.query('select fields_known, fields_asked from cases.cases')).rows[0];
  assert.ok(effort.fields_known >= 3 && effort.fields_asked >= 4, JSON.stringify(effort));
  const shown = await browser.get(path);
  assert.match(shown.text, /neu\.pdf/);
});

/** Posts a file for the refused one of the case, as the form of its page does. */
async function replace(path: string, content: Buffer | string | null, filename = 'x.pdf', from = browser) {
  await from.get(path);
  const form = new FormData();
  form.append('_token', from.hidden('_token', path.slice(3)));
  if (content !== null) form.append('file', new Blob([content as never]), filename);
  return from.postForm(path, form);
}

test('the page of a question of the office takes the documents it asks for, by name too, and takes them back', async () => {
  const only = ['evidence.lease', 'evidence.asked-7-1'];
  await portal.owner.query(
    `insert into engine.user_task (case_id, instance_no, token_no, created_at, due_at, priority, fence, retries, kind, element, process_id, group_id, role, form, candidates, inputs, properties)
     select case_id, 1, 7, '2027-03-01T08:00:00Z', '2027-03-12T00:00:00+01:00', 50, 0, 0, 'user', 'answer', 'ask-back', 'person:' || applicant_id, 'member', 'case-form', '[]', $1, $2 from cases.cases`,
    [
      JSON.stringify({ message: 'Die Seite 2 fehlt.', documents: [{ name: only[1], title: 'Mietvertrag, Seite 2' }] }),
      JSON.stringify({ only: JSON.stringify(only) }),
    ],
  );
  const task = `${sentCase}/tasks/7`;
  const post = async (action: string, ...files: [string, Buffer, string][]) => {
    await browser.get(task);
    const form = new FormData();
    form.append('_token', browser.hidden('_token', '/tasks/7'));
    form.append('action', action);
    for (const [name, content, filename] of files) form.append(name, new Blob([content as never]), filename);
    return browser.postForm(task, form);
  };
  const { text } = await browser.get(task);
  assert.match(text, /Die Seite 2 fehlt\./);
  assert.match(text, /enctype="multipart\/form-data"/);
  assert.match(text, /Mietvertrag, Seite 2/);
  assert.match((await post(`send-file:${only[1]}`)).text, /Wählen Sie zuerst eine Datei\./);
  assert.match((await post(`send-file:${only[0]}`, [only[0]!, png(), 'a.pdf'])).text, /«a\.pdf» hat eine andere Art\./);
  const sent = await post(`send-file:${only[1]}`, [only[1]!, await pdf({ pages: 3 }), 'seite2.pdf']);
  assert.match(sent.text, /seite2\.pdf/);
  assert.match((await post(`send-file:${only[0]}`, [only[0]!, await pdf({ pages: 5 }), 'ganz.pdf'])).text, /ganz\.pdf/);
  const files = () =>
    portal.owner.query<{ filename: string; title: string | null; readers: string[]; gone: boolean }>(
      `select filename, title, readers, replaced_by is not null as gone from cases.files where name = any ($1) order by created_at, filename`,
      [only],
    );
  assert.deepEqual((await files()).rows.map(({ filename, title, gone }) => [filename, title, gone]).toSorted(), [
    ['ganz.pdf', null, false],
    ['neu.pdf', null, true],
    ['seite2.pdf', 'Mietvertrag, Seite 2', false],
  ]);
  assert.ok((await files()).rows.every(({ readers }) => readers.join() === 'applicant,municipality'));
  const stranger = await portal.signedIn('jonas');
  assert.equal((await stranger.get(task)).status, 404);
  const remove = /value="(remove-file:evidence\.lease:[^"]+)"/.exec((await browser.get(task)).text)![1]!;
  await post(remove);
  assert.deepEqual(
    (await files()).rows
      .filter(({ gone }) => !gone)
      .map(({ filename }) => filename)
      .toSorted(),
    ['neu.pdf', 'seite2.pdf'],
    'what it stood in place of counts again',
  );
  await portal.owner.query('delete from engine.user_task');
  await portal.owner.query('delete from cases.files where name = $1', [only[1]]);
});

test('each file stands on the page of the case with its state', async () => {
  const { text } = await browser.get(sentCase);
  assert.match(text, /Mietvertrag: neu\.pdf[\s\S]*?Gesendet\./);
  assert.match(text, /Sie müssen nichts tun\./);
});

test('check 18, T12: a file that is refused later is an open action of the case with its reason and a day, until another one is sent', async () => {
  const { rows } = await portal.owner.query<{ file_id: string }>(
    `update cases.files set state = 'refused', scan = 'infected', reason = 'infected', judged_at = '2027-03-01T08:00:00Z' where name = 'evidence.lease' returning file_id`,
  );
  const refused = `${sentCase}/files/${rows[0]!.file_id}`;
  for (let times = 0; times < 2; times++) {
    const { text } = await browser.get(sentCase);
    assert.ok(text.includes(`href="${refused}"`) && text.includes('«Mietvertrag» noch einmal senden'), 'the sign is on the page');
    assert.match(text, /bis Montag, 15\.\sMärz/);
    assert.match(text, /Nicht angenommen\. Darin steckt ein Schadprogramm\./);
  }
  const asked = (await browser.get(refused)).text;
  for (const words of [
    'Damit wir die Adresse prüfen können.',
    'Erlaubt: PDF. Höchstens 1 MB.',
    'neu.pdf',
    'Nicht angenommen.',
    '15. März 2027',
  ])
    assert.ok(asked.replaceAll('\u00a0', ' ').includes(words), words);
  assert.match((await replace(refused, null)).text, /Wählen Sie zuerst eine Datei\./);
  assert.match((await replace(refused, 'Das ist kein PDF')).text, /«x\.pdf» hat eine andere Art\./);
  const stranger = await portal.signedIn('jonas');
  assert.equal((await stranger.get(refused)).status, 404);
  assert.equal((await replace(refused, await pdf({ pages: 4 }), 'besser.pdf')).status, 303);
  const { text } = await browser.get(sentCase);
  assert.match(text, /Mietvertrag: besser\.pdf[\s\S]*?Gesendet\./);
  assert.match(text, /Sie müssen nichts tun\./);
  assert.doesNotMatch(text, /Mietvertrag: neu\.pdf/);
  const answer = await portal.owner.query<{ value: { name: string; state: string }[] }>(
    `select value from cases.answers where name = 'evidence.lease'`,
  );
  assert.deepEqual(
    answer.rows[0]!.value.map(({ name, state }) => [name, state]),
    [['besser.pdf', 'uploaded']],
  );
  assert.equal((await browser.get(refused)).status, 404);
  const readers = await portal.owner.query<{ readers: string[] }>(`select readers from cases.files where filename = 'besser.pdf'`);
  assert.deepEqual(readers.rows[0]!.readers, ['applicant', 'municipality']);
});

test('in place of a file that was taken, or of one in a case that is over, nothing is taken', async () => {
  const { rows } = await portal.owner.query<{ file_id: string }>(`select file_id from cases.files where state = 'uploaded'`);
  for (const { file_id: id } of rows) assert.equal((await browser.get(`${sentCase}/files/${id}`)).status, 404);
  await portal.owner.query(`update cases.files set state = 'refused', reason = 'infected' where filename = 'besser.pdf'`);
  await portal.owner.query(`update cases.cases set closed_at = now(), outcome = 'issued'`);
  const { text } = await browser.get(sentCase);
  assert.doesNotMatch(text, /noch einmal senden/);
  assert.match(text, /Nicht angenommen\./);
});
