import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { createFolderTransfer, createHttpTransfer, createSip, readZip, streamOf, writeZip } from '@einwohnerportal/archive';
import { caseFileOf } from '@einwohnerportal/archive/testing';
import { createHash } from 'node:crypto';
import { startArchive } from './archive.ts';

const folder = await mkdtemp(join(tmpdir(), 'demo-archive-'));
const archive = await startArchive({ port: 0, folder, token: 'shown' });
after(async () => {
  await archive.stop();
  await rm(folder, { recursive: true, force: true });
});

let count = 0;
async function packageOf(change: (entries: Map<string, Buffer>) => void = () => {}) {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`;
  const sip = createSip({
    producer: { authority: 'beispielwil', name: 'Gemeinde Beispielwil', scheme: 'Ordnungssystem' },
    number: id,
    day: '2027-11-30',
    caseFiles: [caseFileOf(1, 3), caseFileOf(2, 0)],
  });
  const zip = await readZip(await buffer(sip.stream(async () => assert.fail())));
  const entries = new Map<string, Buffer>();
  for (const entry of zip.entries) entries.set(entry.path, await buffer(await entry.open()));
  change(entries);
  const bytes = await buffer(
    writeZip(
      [...entries].map(([path, content]) => ({ path, open: () => streamOf(content) })),
      { mtime: new Date(0) },
    ),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id, name: sip.name, size: bytes.length, sha256, open: async () => streamOf(bytes) };
}

const metadata = (entries: Map<string, Buffer>, change: (text: string) => string): void =>
  void entries.set('header/metadata.xml', Buffer.from(change(entries.get('header/metadata.xml')!.toString('utf8'))));

test('a package in the folder is judged and accepted, and the answer is one that the portal reads', async () => {
  const transfer = createFolderTransfer({ id: 'f', folder });
  const given = await packageOf();
  const { receipt } = await transfer.handOver(given);
  await archive.look();
  const answer = await transfer.acknowledgement({ ...given, receipt });
  assert.deepEqual([answer?.accepted, answer?.faults], [true, []]);
});

for (const [what, change, kind] of [
  ['a changed file', (e) => void e.set('content/d000001/p000001.pdf', Buffer.from('changed')), 'notValid'],
  ['a file more than listed', (e) => void e.set('content/d000001/more.pdf', Buffer.from('x')), 'fileWithoutReference'],
  ['a file less than listed', (e) => void e.delete('content/d000001/p000002.pdf'), 'referenceWithoutFile'],
  ['no metadata', (e) => void e.delete('header/metadata.xml'), 'referenceWithoutFile'],
  ['metadata beside the schema', (e) => metadata(e, (text) => text.replace('<paketTyp>SIP', '<paketTyp>XYZ')), 'notValid'],
  ['a document type in the metadata', (e) => metadata(e, (text) => text.replace('?>', '?><!DOCTYPE paket>')), 'notValid'],
] as [string, (entries: Map<string, Buffer>) => void, string][]) {
  test(`a package with ${what} is refused over HTTP with its reason`, async () => {
    const transfer = createHttpTransfer({ id: 'h', baseUrl: archive.url, token: 'shown' });
    const given = await packageOf(change);
    const { receipt } = await transfer.handOver(given);
    assert.deepEqual(await transfer.handOver(given), { receipt }, 'again is the same');
    await archive.look();
    const answer = await transfer.acknowledgement({ ...given, receipt });
    assert.equal(answer?.accepted, false);
    assert.equal(answer.faults[0]!.kind, kind);
  });
}

test('a stranger over HTTP is refused, and so is another package of the same number', async () => {
  const stranger = createHttpTransfer({ id: 'h', baseUrl: archive.url, token: 'guessed' });
  await assert.rejects(stranger.handOver(await packageOf()), { code: 'transfer-not-available' });
  const transfer = createHttpTransfer({ id: 'h', baseUrl: archive.url, token: 'shown' });
  const given = await packageOf();
  await transfer.handOver(given);
  await assert.rejects(transfer.handOver({ ...(await packageOf()), id: given.id }), { code: 'transfer-differs' });
});

test('something else than a ZIP gets a refusal, and the overview says so', async () => {
  const name = 'SIP_20271130_x_00000000-0000-7000-8000-999999999999';
  await writeFile(join(folder, `${name}.zip`), 'no ZIP at all');
  await archive.look();
  assert.match(await readFile(join(folder, `${name}.acknowledgement.xml`), 'utf8'), /negativeReport/);
  assert.match(await (await fetch(archive.url)).text(), /zurückgewiesen/);
});
