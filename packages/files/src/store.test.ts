import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { readKeyRing } from './encryption.ts';
import { startTestBucket, type TestBucket } from './s3.testing.ts';
import { storeFromSettings } from './settings.ts';
import { openFileStore, type StoreOptions } from './store.ts';

const key = (name: string): string => `${name}=${createHash('sha256').update(name).digest('base64')}`;
const folders: string[] = [];
let bucket: TestBucket;
before(async () => {
  bucket = await startTestBucket();
});
after(async () => {
  await bucket.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'einwohnerportal-store-'));
  folders.push(made);
  return made;
}
const s3 = (prefix = ''): StoreOptions['s3'] => ({
  url: `${bucket.url}${prefix}`,
  region: 'test',
  accessKeyId: bucket.accessKeyId,
  secretAccessKey: bucket.secretAccessKey,
  timeoutMs: 2_000,
});
type Store = Awaited<ReturnType<typeof openFileStore>>;
async function put(store: Store, bytes: Buffer): Promise<string> {
  const taken = await store.take(Readable.from([bytes]), bytes.length);
  await taken.keep();
  return taken.hash;
}
const get = async (store: Store, hash: string): Promise<Buffer> => buffer((await store.open(hash)).stream);
/** Where content lies in a local folder. */
const place = (of: string, hash: string): string => join(of, hash.slice(0, 2), hash.slice(2, 4), hash);

const kinds: [string, () => Promise<{ store: Store; at: string }>][] = [
  ['a folder', async () => plain({})],
  ['an encrypted folder', async () => plain({ keys: readKeyRing(key('a')) })],
  ['a bucket', async () => plain({ s3: s3() })],
  ['an encrypted bucket with a prefix', async () => plain({ s3: s3('/some/prefix'), keys: readKeyRing(key('a')) })],
];
async function plain(options: StoreOptions): Promise<{ store: Store; at: string }> {
  const at = await folder();
  return { store: await openFileStore(at, options), at };
}

for (const [name, open] of kinds) {
  test(`${name} gives back what was kept, of any size, and nothing is left behind on the way`, async () => {
    const { store, at } = await open();
    for (const size of [0, 1, 65_535, 65_536, 65_537, 300_000]) {
      const bytes = randomBytes(size);
      const hash = await put(store, bytes);
      assert.equal(hash, createHash('sha256').update(bytes).digest('hex'));
      assert.equal((await store.open(hash)).size, size);
      assert.deepEqual(await get(store, hash), bytes);
    }
    assert.deepEqual(await readdir(join(at, 'arriving')), []);
  });

  test(`${name} takes what is old away, not what somebody kept again meanwhile`, async () => {
    const { store } = await open();
    const hash = await put(store, Buffer.from(`old ${name}`));
    const found: string[] = [];
    for await (const each of store.older(-1)) found.push(each);
    assert.ok(found.includes(hash));
    assert.equal(await store.remove(hash, 3_600_000), false);
    assert.equal((await get(store, hash)).length > 0, true);
    assert.equal(await store.remove(hash), true);
    await assert.rejects(store.open(hash), { code: 'file-missing' });
    assert.equal(await store.remove(hash), true);
  });
}

test('every request to a bucket is signed as another implementation signs it, and a wrong secret is refused', async () => {
  assert.equal(bucket.refused(), 0);
  const { store } = await plain({ s3: { ...s3()!, secretAccessKey: 'wrong' } });
  await assert.rejects(put(store, Buffer.from('x')), { code: 'store-down' });
  assert.ok(bucket.refused() > 0);
});

test('a bucket that does not answer is told from content that is not there', async () => {
  const { store } = await plain({ s3: s3() });
  bucket.down = true;
  await assert.rejects(store.open('0'.repeat(64)), { code: 'store-down' });
  bucket.down = false;
  await assert.rejects(store.open('0'.repeat(64)), { code: 'file-missing' });
});

test('nothing of the content, and not the key, is in what lies in an encrypted folder', async () => {
  const { store, at } = await plain({ keys: readKeyRing(key('a')) });
  const text = 'Wohnsitzbestätigung '.repeat(1_000);
  const hash = await put(store, Buffer.from(text));
  const lies = await readFile(place(at, hash));
  assert.equal(lies.includes('Wohnsitz'), false);
  const again = await plain({ keys: readKeyRing(key('a')) });
  await put(again.store, Buffer.from(text));
  assert.notDeepEqual(await readFile(place(again.at, hash)), lies);
});

test('one changed, moved, missing or added byte of encrypted content is an error with a code, as is another key', async () => {
  const keys = readKeyRing(key('a'));
  const { store, at } = await plain({ keys });
  const hash = await put(store, randomBytes(150_000));
  const path = place(at, hash);
  const good = await readFile(path);
  const chunk = 65_536 + 16;
  const head = good.length - 150_000 - 3 * 16;
  const flipped = (where: number): Buffer => Buffer.from(good.map((byte, index) => (index === where ? byte ^ 1 : byte)));
  const changes: [string, Buffer][] = [
    ['name of the key', flipped(5)],
    ['key of the file', flipped(20)],
    ['first chunk', flipped(head + 10)],
    ['last byte', flipped(good.length - 1)],
    ['end cut off at a chunk', good.subarray(0, head + 2 * chunk)],
    ['end cut off', good.subarray(0, good.length - 1)],
    ['byte added', Buffer.concat([good, Buffer.from([0])])],
    [
      'chunks exchanged',
      Buffer.concat([
        good.subarray(0, head),
        good.subarray(head + chunk, head + 2 * chunk),
        good.subarray(head, head + chunk),
        good.subarray(head + 2 * chunk),
      ]),
    ],
  ];
  for (const [what, bytes] of changes) {
    await writeFile(path, bytes);
    await assert.rejects(get(store, hash), (error: { code: string }) => /^(content-tampered|key-unknown)$/.test(error.code), what);
  }
  await writeFile(path, good);
  const other = await openFileStore(at, { keys: readKeyRing(key('b')) });
  await assert.rejects(get(other, hash), { code: 'key-unknown' });
  // The key of one file opens no other, though both lie under the same key.
  const second = await put(store, randomBytes(150_000));
  await writeFile(place(at, second), good);
  await assert.rejects(get(store, second), { code: 'content-tampered' });
});

test('content that is not encrypted and was changed fails at its end, before anybody takes it as whole', async () => {
  const { store, at } = await plain({});
  const hash = await put(store, Buffer.from('as it was kept'));
  await writeFile(place(at, hash), 'as it was Kept');
  await assert.rejects(get(store, hash), { code: 'content-tampered' });
});

test('keys are changed for others: old content stays readable, then lies under the new key alone', async () => {
  const { store, at } = await plain({});
  const hash = await put(store, Buffer.from('from before'));
  const first = await openFileStore(at, { keys: readKeyRing(key('a')) });
  assert.equal(String(await get(first, hash)), 'from before');
  assert.equal(await first.rotate(hash), true);
  const both = await openFileStore(at, { keys: readKeyRing(`${key('b')},${key('a')}`) });
  assert.equal(await both.rotate(hash), true);
  assert.equal(await both.rotate(hash), false);
  assert.equal(String(await get(await openFileStore(at, { keys: readKeyRing(key('b')) }), hash)), 'from before');
});

test('a file that broke off on its way in is gone a day later', async () => {
  const at = await folder();
  await openFileStore(at);
  const path = join(at, 'arriving', 'half');
  await writeFile(path, 'half');
  await openFileStore(at);
  assert.deepEqual(await readdir(join(at, 'arriving')), ['half']);
  await utimes(path, 0, 0);
  await openFileStore(at);
  assert.deepEqual(await readdir(join(at, 'arriving')), []);
});

test('what a clean-up had taken out when it was killed is there again when the store is opened', async () => {
  const { store, at } = await plain({});
  const hash = await put(store, Buffer.from('kept again meanwhile'));
  await rename(place(at, hash), join(at, 'arriving', `${randomUUID()}.${hash}.going`));
  await assert.rejects(store.open(hash), { code: 'file-missing' });
  const next = await openFileStore(at);
  assert.equal(String(await get(next, hash)), 'kept again meanwhile');
  assert.deepEqual(await readdir(join(at, 'arriving')), []);
});

test('settings say where files lie; what is wrong is named without its value', () => {
  assert.equal(storeFromSettings({}), null);
  assert.equal(storeFromSettings({ FILES_DIR: '/files' })!.folder, '/files');
  const wrong: Record<string, string>[] = [
    { FILES_KEYS: key('a') },
    { FILES_DIR: '/files', FILES_KEYS: 'a=c2hvcnQ=' },
    { FILES_DIR: '/files', FILES_KEYS: `${key('a')},${key('a')}` },
    { FILES_DIR: '/files', FILES_S3_URL: 'https://s3.example' },
    { FILES_DIR: '/files', FILES_S3_URL: 'https://s3.example/bucket', FILES_S3_KEY_ID: 'id' },
  ];
  for (const env of wrong)
    assert.throws(
      () => storeFromSettings(env),
      (error: Error & { code: string }) => error.code === 'configuration-invalid' && !error.message.includes('c2hvcnQ='),
    );
});
