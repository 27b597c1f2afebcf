import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { createClamdScanner, openFileStore, type FileStore } from '@einwohnerportal/files';
import { startTestScanner, TEST_VIRUS } from '@einwohnerportal/files/testing';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { removeUnneeded, scanPending, type FileDuties } from './file-duties.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const [person, draft, kase] = [randomUUID(), randomUUID(), randomUUID()];
let database: TestDatabase;
let store: FileStore;
let scanner: Awaited<ReturnType<typeof startTestScanner>>;
let duties: FileDuties;

before(async () => {
  database = await createDatabase({ schema: 'cases' });
  store = await openFileStore(folder);
  scanner = await startTestScanner();
  duties = { pool: database.pool, store, scanner: createClamdScanner(scanner.address), log: { info() {}, warn() {}, error() {} } as never };
  const { pool } = database;
  await pool.query(
    `insert into cases.persons (person_id, issuer, subject, official_name, first_name, language, email) values ($1, 'test', 's', 'Muster', 'Mia', 'de', 'mia@mail.example')`,
    [person],
  );
  await pool.query(
    `insert into cases.drafts (draft_id, person_id, expires_at, service, service_hash, authority, language, facts) values ($1, $2, now() + interval '1 day', 's', 'h', 'a', 'de', '{}')`,
    [draft, person],
  );
  await pool.query(
    `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority, office, competent, channel, language, applicant_name, verification_secret)
     values ($1, gen_random_uuid(), $2, now(), current_date, 'AB-1', 's', 'h', 'a', 'office:a/o', 'office', 'online', 'de', 'Mia Muster', 'x')`,
    [kase, person],
  );
});
after(async () => {
  await scanner.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function keep(content: string | Buffer, of: { draft?: string; case?: string }): Promise<string> {
  const taken = await store.take(Readable.from([Buffer.from(content)]), 1e6);
  await taken.keep();
  await database.pool.query(
    `insert into cases.files (file_id, person_id, draft_id, case_id, size, name, filename, media_type, content_hash, state, scan)
     values (gen_random_uuid(), $1, $2, $3, $4, 'evidence.lease', 'a.txt', 'text/plain', $5, 'checking', 'pending')`,
    [person, of.draft ?? null, of.case ?? null, taken.size, taken.hash],
  );
  return taken.hash;
}

const states = async (): Promise<string[]> =>
  (await database.pool.query('select state, scan from cases.files order by created_at')).rows.map(({ state, scan }) => `${state} ${scan}`);

test('a scanner that is down leaves files waiting, and nobody calls them clean', async () => {
  await keep('Guten Tag', { draft });
  assert.equal(await scanPending({ ...duties, scanner: createClamdScanner('tcp://127.0.0.1:1') }), 0);
  assert.deepEqual(await states(), ['checking pending']);
});

test('once it answers, a clean file is there and an infected one of a case is refused and told once', async () => {
  await keep(Buffer.concat([Buffer.from('Text '), TEST_VIRUS]), { case: kase });
  assert.equal(await scanPending(duties), 2);
  assert.equal(await scanPending(duties), 0);
  assert.deepEqual(await states(), ['uploaded clean', 'refused infected']);
  const messages = await database.pool.query('select kind, recipient from cases.messages');
  assert.deepEqual(messages.rows, [{ kind: 'file-refused', recipient: `person:${person}` }]);
  assert.equal((await database.pool.query(`select from cases.alerts where kind = 'file-refused'`)).rowCount, 1);
});

test('content that no file needs goes after its grace: refused, taken back, or never attached', async () => {
  const orphan = await store.take(Readable.from([Buffer.from('niemand')]), 1e6);
  await orphan.keep();
  assert.equal(await removeUnneeded(duties), 0);
  assert.equal(await removeUnneeded(duties, -1000), 2);
  await assert.rejects(store.open(orphan.hash), /file-missing|expected content/);
  await database.pool.query('delete from cases.drafts');
  assert.equal(await removeUnneeded(duties, -1000), 1);
});
