import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  createCscSigner,
  createRevocation,
  createSealer,
  createTimestampAuthority,
  createTypstRenderer,
  withDocumentTimestamp,
} from '@einwohnerportal/connectors';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import * as pkijs from 'pkijs';
import { startSigningProvider, type SigningProvider } from './provider.ts';

// Store, lists and document time stamps are judged by PKI.js and pdf-lib, and where they are there by OpenSSL, pdfsig and qpdf: none of it our code.
const folder = mkdtempSync(join(tmpdir(), 'long-term-'));
const at = '2027-03-01T10:15:00.000Z';
let now = new Date(at);
let provider: SigningProvider;
const pdf = createTypstRenderer().render({
  template: '#set document(title: "Probe", date: auto)\n= Probe',
  files: {},
  data: {},
  createdAt: at,
  lang: 'de',
});
before(async () => {
  provider = await startSigningProvider({ port: 0, folder: null, clientId: 'portal', clientSecret: 'secret', pin: '1', now: () => now });
});
after(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});
const timestamps = () => createTimestampAuthority({ url: `${provider.url}/timestamps`, roots: [provider.root] });
const revocation = () => createRevocation({ now: () => now, timeoutMs: 2_000 });
const sealer = () =>
  createSealer({
    signer: createCscSigner({
      url: `${provider.url}/csc/v2`,
      clientId: 'portal',
      clientSecret: 'secret',
      pin: '1',
      now: () => now.getTime(),
    }),
    timestamps: timestamps(),
    revocation: revocation(),
    now: () => now,
  });
const seal = async (): Promise<Uint8Array> => (await sealer().seal(pdf, { reason: 'Amtliches Siegel', at })).file;
const prolong = (file: Uint8Array): Promise<Uint8Array> =>
  withDocumentTimestamp(file, { timestamps: timestamps(), revocation: revocation() });
const fault = (kind: string) =>
  fetch(`${provider.url}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind }) });
const has = (tool: string, flag: string): boolean => {
  try {
    execFileSync(tool, [flag], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const path = (name: string, bytes: string | Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** What lies in the document security store, read by another library. */
async function storeOf(file: Uint8Array): Promise<{ certificates: Buffer[]; lists: Buffer[] }> {
  const document = await PDFDocument.load(file, { updateMetadata: false });
  const store = document.catalog.lookup(PDFName.of('DSS'), PDFDict);
  const streams = (name: string): Buffer[] => {
    const array = store.lookup(PDFName.of(name), PDFArray);
    return array.asArray().map((_, each) => Buffer.from(array.lookup(each, PDFRawStream).contents));
  };
  return { certificates: streams('Certs'), lists: streams('CRLs') };
}

test('a seal brings certificates and lists to check it years later; each list is signed by the root, for PKI.js and for OpenSSL', async () => {
  const file = await seal();
  assert.deepEqual(file.subarray(0, pdf.length), pdf);
  const { certificates, lists } = await storeOf(file);
  const names = certificates.map((der) => new X509Certificate(der).subject);
  assert.deepEqual(
    ['Demo Seal', 'Demo Time Stamps', 'Demo Root'].map((name) => names.filter((each) => each.includes(name)).length),
    [1, 1, 1],
  );
  assert.equal(lists.length, 1);
  const list = pkijs.CertificateRevocationList.fromBER(new Uint8Array(lists[0]!));
  const root = pkijs.Certificate.fromBER(new Uint8Array(new X509Certificate(provider.root).raw));
  assert.equal(await list.verify({ issuerCertificate: root }), true);
  assert.equal(list.isCertificateRevoked(pkijs.Certificate.fromBER(new Uint8Array(certificates[0]!))), false);
  if (!has('openssl', 'version')) return;
  const args = [
    'crl',
    '-inform',
    'DER',
    '-in',
    path('list.crl', lists[0]!),
    '-CAfile',
    path('root.pem', provider.root),
    '-noout',
    '-verify',
  ];
  execFileSync('openssl', args, { stdio: 'pipe' });
  const pem = execFileSync('openssl', ['crl', '-inform', 'DER', '-in', join(folder, 'list.crl')], { encoding: 'utf8' });
  const chain = [
    'verify',
    '-crl_check',
    '-attime',
    String(now.getTime() / 1000),
    '-CAfile',
    join(folder, 'root.pem'),
    '-CRLfile',
    path('list.pem', pem),
  ];
  execFileSync('openssl', [...chain, path('seal.pem', new X509Certificate(certificates[0]!).toString())], { stdio: 'pipe' });
});

test('a document time stamp over all of it prolongs the seal, changes no byte before and can be put on again', async () => {
  const sealed = await seal();
  now = new Date('2031-03-01T10:15:00.000Z');
  try {
    const once = await prolong(sealed);
    const twice = await prolong(once);
    assert.deepEqual(twice.subarray(0, once.length), once);
    assert.deepEqual(once.subarray(0, sealed.length), sealed);
    const fields = (await PDFDocument.load(twice, { updateMetadata: false })).getForm().getFields();
    assert.deepEqual(
      fields.map((field) => field.getName()),
      ['Seal1', 'Timestamp2', 'Timestamp3'],
    );
    assert.equal((await storeOf(twice)).lists.length, 3, 'the list of each time');
    const text = Buffer.from(once).toString('latin1');
    const [, , length = 0, second = 0, rest = 0] = (text.slice(sealed.length).match(/\/ByteRange \[(\d+) (\d+) +(\d+) +(\d+)/) ?? []).map(
      Number,
    );
    assert.ok(length > sealed.length && second + rest > length, 'the stamp is over the seal and its store');
    const covered = Buffer.concat([Buffer.from(once).subarray(0, length), Buffer.from(once).subarray(second, second + rest)]);
    const padded = Buffer.from(text.slice(length + 1, second - 1), 'hex');
    const token = padded.subarray(0, 4 + padded.readUInt16BE(2));
    const stamped = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(token)).content });
    assert.ok(
      Buffer.from(stamped.encapContentInfo.eContent!.valueBlock.valueHexView).includes(createHash('sha256').update(covered).digest()),
    );
    if (has('openssl', 'version')) {
      const args = [
        'ts',
        '-verify',
        '-data',
        path('covered', covered),
        '-in',
        path('token', token),
        '-token_in',
        '-CAfile',
        path('root.pem', provider.root),
      ];
      const said = execFileSync('openssl', [...args, '-attime', String(now.getTime() / 1000)], { encoding: 'utf8', stdio: 'pipe' });
      assert.match(said, /Verification: OK/);
    }
    const file = path('prolonged.pdf', twice);
    if (has('qpdf', '--version')) execFileSync('qpdf', ['--check', file], { stdio: 'pipe' });
    if (has('pdfsig', '-v')) {
      const said = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
      assert.match(said, /Signature #1:[\s\S]*Signature is Valid/);
      // It knows no document time stamps, and finds them all the same.
      assert.match(said, /Signature #3:[\s\S]*Demo Time Stamps/);
    }
  } finally {
    now = new Date(at);
  }
});

test('with a certificate that is revoked or has ended nothing is sealed; without its list the seal is there, without data to check it for long', async () => {
  await fault('revoked');
  await assert.rejects(seal(), { name: 'ConnectorError', code: 'not-allowed', message: /revoked/ });
  await fault('none');
  now = new Date('2033-01-01T00:00:00.000Z');
  await assert.rejects(seal(), { name: 'ConnectorError', code: 'not-allowed', message: /got one from 2027-02-28 to 2032-/ });
  now = new Date(at);
  const unknown = createSealer({
    signer: createCscSigner({
      url: `${provider.url}/csc/v2`,
      clientId: 'portal',
      clientSecret: 'secret',
      pin: '1',
      now: () => now.getTime(),
    }),
    timestamps: createTimestampAuthority({ url: `${provider.url}/timestamps` }),
    revocation: { listsFor: () => Promise.resolve(null) },
    now: () => now,
  });
  const { file } = await unknown.seal(pdf, { reason: 'Amtliches Siegel', at });
  assert.doesNotMatch(Buffer.from(file).toString('latin1'), /\/DSS/);
  assert.equal((await sealer().validUntil()).toISOString().slice(0, 4), '2032');
});
