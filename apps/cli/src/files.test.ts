import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, mock, test } from 'node:test';
import { openFileStore, readKeyRing, type FileStore } from '@einwohnerportal/files';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { files } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-files-'));
const key = (name: string): string => `${name}=${randomBytes(32).toString('base64')}`;
const [old, fresh] = [key('old'), key('new')];
const COUNT = 40;
let database: TestDatabase;
let before_: FileStore;
const kept: string[] = [];

const put = async (store: FileStore, bytes: Buffer): Promise<string> => {
  const taken = await store.take(Readable.from([bytes]), 1e7);
  await taken.keep();
  await taken.drop();
  return taken.hash;
};
const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
const keyOf = (hash: string): string => readFileSync(pathOf(hash)).subarray(5, 8).toString('latin1');

before(async () => {
  database = await createDatabase({ schema: 'cases' });
  before_ = await openFileStore(folder, { keys: readKeyRing(old) });
  for (let index = 0; index < COUNT; index += 1) kept.push(await put(before_, randomBytes(20_000)));
  await database.pool.query('insert into cases.contents (content_hash, size) select unnest($1::text[]), 20000', [kept]);
});
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const settings = (keys: string) => ({ DATABASE_URL: database.url, FILES_DIR: folder, FILES_KEYS: keys });

/** What the verb prints and its exit code, in this process. */
async function run(words: string[], keys: string) {
  const env = { ...process.env };
  const [out, err] = [mock.method(console, 'log', () => {}), mock.method(console, 'error', () => {})];
  try {
    Object.assign(process.env, settings(keys));
    const status = await files(words);
    const lines = (of: typeof out): string => of.mock.calls.map((call) => String(call.arguments[0])).join('\n');
    return { status, said: JSON.parse(String(out.mock.calls.at(-1)!.arguments[0])) as Record<string, unknown>, err: lines(err) };
  } finally {
    process.env = env;
    out.mock.restore();
    err.mock.restore();
  }
}

test('keys are changed while others read and write; a change that was killed goes on where it was', async () => {
  const during = await openFileStore(folder, { keys: readKeyRing(`${fresh},${old}`) });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'files', 'rotate'], {
    env: { ...process.env, ...settings(`${fresh},${old}`) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  // It tells of the first content it has looked at.
  await once(child.stderr, 'data');
  child.kill('SIGKILL');
  kept.push(await put(during, randomBytes(20_000)));
  assert.equal((await buffer((await during.open(kept[0]!)).stream)).length, 20_000);
  await ended;
  assert.ok(kept.some((hash) => keyOf(hash) === 'new'));
  const second = await run(['rotate'], `${fresh},${old}`);
  assert.deepEqual([second.status, second.said.seen, second.said.faults], [0, COUNT + 1, 0], second.err);
  assert.deepEqual(new Set(kept.map(keyOf)), new Set(['new']));
  const third = await run(['rotate'], `${fresh},${old}`);
  assert.deepEqual(third.said, { seen: COUNT + 1, changed: 0, faults: 0 });
});

test('every content reads without the old key afterwards; a missing one, a changed one and one that nobody names are found', async () => {
  await database.pool.query('insert into cases.contents (content_hash, size) values ($1, 20000)', [kept.at(-1)]);
  const store = await openFileStore(folder, { keys: readKeyRing(fresh) });
  const young = await put(store, Buffer.from('its row comes next'));
  const good = await run(['verify'], fresh);
  assert.deepEqual(
    [good.status, good.said],
    [0, { named: COUNT + 1, kept: COUNT + 2, waiting: 1, dangling: 0, orphans: 0, hashes: 'judged' }],
  );

  const bytes = readFileSync(pathOf(kept[1]!));
  bytes[bytes.length - 40]! ^= 1;
  writeFileSync(pathOf(kept[1]!), bytes);
  rmSync(pathOf(kept[2]!));
  const days = new Date(Date.now() - 3 * 86_400_000);
  utimesSync(pathOf(young), days, days);
  const bad = await run(['verify'], fresh);
  assert.deepEqual([bad.status, bad.said.dangling, bad.said.orphans], [1, 2, 1]);
  assert.match(bad.err, new RegExp(`${kept[1]} content-tampered`));
  assert.match(bad.err, new RegExp(`${kept[2]} file-missing`));
  assert.match(bad.err, new RegExp(`${young} no-row`));
  const quick = await run(['verify', '--quick'], fresh);
  assert.deepEqual([quick.status, quick.said.dangling, quick.said.hashes], [1, 1, 'not judged']);
});

test('a content under a key that nobody has is named and left as it is', async () => {
  const foreign = key('else');
  const hash = await put(await openFileStore(folder, { keys: readKeyRing(foreign) }), Buffer.from('locked'));
  const { status, said, err } = await run(['rotate'], fresh);
  assert.equal(status, 1);
  assert.equal(said.faults, 1);
  assert.match(err, new RegExp(`${hash} key-unknown`));
  assert.equal(keyOf(hash), 'els');
});

test('words that say nothing are refused', async () => {
  for (const words of [[], ['rotate', '--quick'], ['list']]) await assert.rejects(files(words), { code: 'usage' }, words.join(' '));
});
