import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { readZip, zipLimits } from './read-zip.ts';
import { streamOf, writeZip } from './write-zip.ts';

const mtime = new Date('2027-01-01T12:00:00');
const zipOf = (entries: Record<string, string | Buffer>): Promise<Buffer> =>
  buffer(
    writeZip(
      Object.entries(entries).map(([path, bytes]) => ({ path, open: () => streamOf(bytes) })),
      { mtime },
    ),
  );

/** Puts another name of the same length into a ZIP, as somebody hostile would. */
function rename(zip: Buffer, from: string, to: string): Buffer {
  assert.equal(from.length, to.length);
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

for (const [what, name] of [
  ['leads out', '../../x/y.txt'],
  ['is absolute', '/etc/xx/y.txt'],
  ['has backslashes', 'aa\\..\\..\\y.t'],
  ['has a drive', 'C:/abc/x/y.t'],
  ['goes up inside', 'aa/../../y.t'],
  ['has a control character', 'aa/b\u0001/cc/y.txt'.slice(0, 13)],
] as const) {
  test(`an entry whose name ${what} is refused before anything is opened`, async () => {
    const zip = rename(await zipOf({ 'aaaaaaaaa.txt': 'x', 'other.txt': 'y' }), 'aaaaaaaaa.txt', name.padEnd(13, 'x'));
    await assert.rejects(readZip(zip), { code: 'zip-entry' });
  });
}

test('the same name twice, also in other case, is refused', async () => {
  await assert.rejects(readZip(await zipOf({ 'a/b.txt': '1', 'A/B.txt': '2' })), { code: 'zip-entry' });
});

test('a link is refused', async () => {
  const zip = await zipOf({ 'a.txt': '/etc/passwd' });
  // External attributes of the only entry in the central directory: a symbolic link.
  zip.writeUInt32LE((0o120777 << 16) >>> 0, zip.indexOf(Buffer.from('504b0102', 'hex')) + 38);
  await assert.rejects(readZip(zip), { code: 'zip-entry' });
});

test('a bomb is refused by its ratio, too much by number and size', async () => {
  await assert.rejects(readZip(await zipOf({ 'a.bin': Buffer.alloc(5_000_000) })), { code: 'zip-too-large' });
  const two = await zipOf({ 'a.bin': 'x', 'b.bin': 'y' });
  await assert.rejects(readZip(two, { ...zipLimits, entries: 1 }), { code: 'zip-too-large' });
  await assert.rejects(readZip(two, { ...zipLimits, bytes: 1 }), { code: 'zip-too-large' });
  await assert.rejects(readZip(await zipOf({ 'a.bin': 'xyz' }), { ...zipLimits, entryBytes: 2 }), { code: 'zip-too-large' });
});

test('a bomb that lies about its size gives no more than it said', async () => {
  const zip = await zipOf({ 'a.bin': Buffer.alloc(900_000) });
  const directory = zip.indexOf(Buffer.from('504b0102', 'hex'));
  zip.writeUInt32LE(10, directory + 24);
  const { entries } = await readZip(zip);
  await assert.rejects(entries[0]!.open().then(buffer), { code: 'zip-damaged' });
});

test('a protected entry, a cut ZIP and something else are refused with their codes', async () => {
  const zip = await zipOf({ 'a.txt': 'x' });
  const locked = Buffer.from(zip);
  const directory = locked.indexOf(Buffer.from('504b0102', 'hex'));
  locked.writeUInt16LE(locked.readUInt16LE(directory + 8) | 1, directory + 8);
  await assert.rejects(readZip(locked), { code: 'zip-protected' });
  await assert.rejects(readZip(zip.subarray(0, zip.length - 30)), { code: 'zip-damaged' });
  await assert.rejects(readZip(Buffer.from('%PDF-1.7 not a ZIP at all')), { code: 'zip-damaged' });
});
