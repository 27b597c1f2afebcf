import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { createHash } from 'node:crypto';
import { streamOf } from '../zip/write-zip.ts';
import { createFolderTransfer } from './folder.ts';
import { createHttpTransfer } from './http.ts';
import { readAcknowledgement } from './read-acknowledgement.ts';

const folder = await mkdtemp(join(tmpdir(), 'archive-'));
after(() => rm(folder, { recursive: true, force: true }));

const report = (transferId: string, verdict: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<T1:eventReport xmlns:T1="http://www.ech.ch/xmlns/eCH-0147/T1/1" xmlns:T0="http://www.ech.ch/xmlns/eCH-0147/T0/1" xmlns:e39="http://www.ech.ch/xmlns/eCH-0039/2" xmlns:e58="http://www.ech.ch/xmlns/eCH-0058/3">
<T0:reportHeader><T0:senderId>archive</T0:senderId><T0:messageId>A-2027-12</T0:messageId><T0:referenceMessageId>${transferId}</T0:referenceMessageId><T0:messageType>147</T0:messageType>
<T0:messageGroup><e39:messageGroupId>147</e39:messageGroupId><e39:messageTypeId>1</e39:messageTypeId></T0:messageGroup>
<T0:sendingApplication><e58:manufacturer>x</e58:manufacturer><e58:product>x</e58:product><e58:productVersion>1</e58:productVersion></T0:sendingApplication>
<T0:action>8</T0:action><T0:testDeliveryFlag>false</T0:testDeliveryFlag></T0:reportHeader><T0:report>${verdict}</T0:report></T1:eventReport>`;
const accepted = '<T0:positiveReport><T0:comments><e39:comment>PA 12/27</e39:comment></T0:comments></T0:positiveReport>';
const refused =
  '<T0:negativeReport><T0:errors><T0:error><T0:errorKind>referenceWithoutFile</T0:errorKind><T0:comments><e39:comment>p000001.pdf</e39:comment></T0:comments></T0:error></T0:errors></T0:negativeReport>';
const given = (id: string, text: string) => ({
  id,
  name: `SIP_${id}`,
  size: text.length,
  sha256: createHash('sha256').update(text).digest('hex'),
  open: async () => streamOf(text),
});

test('an acceptance and a refusal are read with number, reason and shelf mark', async () => {
  assert.deepEqual(await readAcknowledgement(Buffer.from(report('t1', accepted)), 't1'), {
    transferId: 't1',
    accepted: true,
    receipt: 'A-2027-12',
    faults: [],
    note: 'PA 12/27',
  });
  const no = await readAcknowledgement(Buffer.from(report('t1', refused)), 't1');
  assert.deepEqual([no.accepted, no.faults], [false, [{ kind: 'referenceWithoutFile', text: 'p000001.pdf' }]]);
});

const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
for (const [what, bytes, code] of [
  ['with a document type', report('t1', accepted).replace('?>', '?><!DOCTYPE x SYSTEM "file:///etc/passwd">'), 'xml-doctype'],
  ['with a bomb of entities', report('t1', accepted).replace('?>', `?>${bomb}`), 'xml-doctype'],
  ['that is no XML', 'accepted', 'xml-malformed'],
  ['that is too long', report('t1', accepted).replace('PA 12/27', 'x'.repeat(300_000)), 'xml-too-large'],
  ['to another transfer', report('t2', accepted), 'acknowledgement-invalid'],
  ['of another kind', '<receipt/>', 'acknowledgement-invalid'],
  ['without a verdict', report('t1', ''), 'acknowledgement-invalid'],
  ['in UTF-16', Buffer.from(`\uFEFF${report('t1', accepted)}`, 'utf16le'), 'xml-encoding'],
] as const) {
  test(`an answer ${what} is refused with a code`, async () => {
    await assert.rejects(readAcknowledgement(Buffer.from(bytes as string), 't1'), { code });
  });
}

test('a folder gets a package once, whole, and never another one of its name', async () => {
  const transfer = createFolderTransfer({ id: 'archive-folder', folder });
  const one = given('t1', 'first package');
  await writeFile(join(folder, `.${one.name}.part`), 'half of an earlier try');
  assert.deepEqual(await transfer.handOver(one), { receipt: 'SIP_t1.zip' });
  assert.deepEqual(await transfer.handOver(one), { receipt: 'SIP_t1.zip' });
  assert.deepEqual(await readdir(folder), ['SIP_t1.zip']);
  await assert.rejects(transfer.handOver({ ...given('t1', 'another'), name: one.name }), { code: 'transfer-differs' });
  assert.equal(await transfer.acknowledgement({ ...one, receipt: '' }), null);
  await writeFile(join(folder, 'SIP_t1.acknowledgement.xml'), report('t1', accepted));
  assert.equal((await transfer.acknowledgement({ ...one, receipt: '' }))?.accepted, true);
});

test('a folder that is not there to be written is a fault to try again', async () => {
  await writeFile(join(folder, 'file'), '');
  const transfer = createFolderTransfer({ id: 'archive-folder', folder: join(folder, 'file', 'below') });
  await assert.rejects(transfer.handOver(given('t1', 'x')), { code: 'transfer-not-available' });
});

test('over HTTP a package is put under its id, the answer is asked for, and neither redirects nor other types are followed', async (t) => {
  const got: string[] = [];
  let answer: { status: number; type?: string; body?: string } = { status: 404 };
  const server = createServer(async (request, response) => {
    got.push(`${request.method} ${request.url} ${request.headers.authorization} ${(await buffer(request)).toString()}`);
    if (request.method === 'PUT') return response.writeHead(201).end('delivery-7');
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/xml', location: '/elsewhere' }).end(answer.body);
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const transfer = createHttpTransfer({
    id: 'h',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in/`,
    token: 'secret',
  });
  const one = given('t1', 'the package');
  assert.deepEqual(await transfer.handOver(one), { receipt: 'delivery-7' });
  assert.equal(got[0], 'PUT /in/packages/t1 Bearer secret the package');
  const ask = () => transfer.acknowledgement({ ...one, receipt: '' });
  assert.equal(await ask(), null);
  answer = { status: 200, body: report('t1', accepted) };
  assert.equal((await ask())?.accepted, true);
  answer = { status: 200, type: 'text/html', body: report('t1', accepted) };
  await assert.rejects(ask(), { code: 'acknowledgement-invalid' });
  answer = { status: 302 };
  await assert.rejects(ask(), { code: 'transfer-not-available' });
  answer = { status: 503 };
  await assert.rejects(ask(), { code: 'transfer-not-available' });
});
