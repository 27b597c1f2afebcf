import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import forge from 'node-forge';
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { createTypstRenderer } from '../typst/renderer.ts';
import { newSerialNumber } from './demo-authority.ts';
import { demoSeal } from './demo-seal.ts';
import { createSealer } from './sealer.ts';
import { createKeySigner } from './signer.ts';

const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-seal-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const at = new Date('2027-03-01T10:15:00Z');
const keys = demoSeal(folder, () => at);
const sealer = createSealer({ signer: createKeySigner(keys), timestamps: null });
const wish = { reason: 'Amtliches Siegel', at: at.toISOString() };
const pdf = createTypstRenderer().render({
  template: '#set document(title: "Probe", date: auto)\n= Probe\nText',
  files: {},
  data: {},
  createdAt: at.toISOString(),
  lang: 'de',
});
const { file } = await sealer.seal(pdf, wish);

/** Takes a sealed PDF apart without our own code: signed bytes and signature by the newest ByteRange. */
function takeApart(bytes: Uint8Array): { content: Buffer; signature: Buffer } {
  const buffer = Buffer.from(bytes);
  const ranges = [...buffer.toString('latin1').matchAll(/\/ByteRange \[(\d+) (\d+) +(\d+) +(\d+) *\]/g)];
  const [, first, length, second, rest] = (ranges.at(-1) ?? []).map(Number) as [number, number, number, number, number];
  assert.equal(second + rest, buffer.length, 'the signature covers the file to its end');
  const hex = buffer.subarray(first + length + 1, second - 1).toString('latin1');
  const padded = Buffer.from(hex, 'hex');
  const derLength = 4 + padded.readUInt16BE(2);
  assert.equal(padded[0], 0x30);
  return {
    content: Buffer.concat([buffer.subarray(first, first + length), buffer.subarray(second)]),
    signature: padded.subarray(0, derLength),
  };
}

/** Checks digest, signature and chain with Node's own cryptography. */
function isGenuine(bytes: Uint8Array): boolean {
  const { content, signature } = takeApart(bytes);
  const message = forge.pkcs7.messageFromAsn1(forge.asn1.fromDer(signature.toString('latin1'))) as unknown as {
    certificates: forge.pki.Certificate[];
    rawCapture: { authenticatedAttributes: forge.asn1.Asn1[]; signature: string };
  };
  const { authenticatedAttributes, signature: value } = message.rawCapture;
  const digest = createHash('sha256').update(content).digest();
  const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, authenticatedAttributes);
  const attributes = Buffer.from(forge.asn1.toDer(set).getBytes(), 'latin1');
  const own = new X509Certificate(forge.pki.certificateToPem(message.certificates[0] as forge.pki.Certificate));
  const root = new X509Certificate(keys.root);
  return (
    attributes.includes(digest) &&
    verify('sha256', attributes, own.publicKey, Buffer.from(value, 'latin1')) &&
    own.verify(root.publicKey) &&
    own.checkIssued(root)
  );
}

function has(tool: string, flag: string): boolean {
  try {
    execFileSync(tool, [flag], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a sealed file verifies by its certificate up to the root', () => {
  assert.equal(isGenuine(file), true);
});

test('OpenSSL accepts the seal as a CMS signature', { skip: !has('openssl', 'version') && 'no openssl on this machine' }, () => {
  const { content, signature } = takeApart(file);
  writeFileSync(join(folder, 'content'), content);
  writeFileSync(join(folder, 'signature'), signature);
  const args = [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    'signature',
    '-content',
    'content',
    '-CAfile',
    'root.pem',
    '-purpose',
    'any',
    '-attime',
    String(at.getTime() / 1000),
    '-out',
    'verified',
  ];
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, 'content'), Buffer.concat([content, Buffer.from(' ')]));
  assert.throws(() => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }));
});

test('pdfsig finds a valid signature of the whole file', { skip: !has('pdfsig', '-v') && 'no pdfsig on this machine' }, () => {
  writeFileSync(join(folder, 'sealed.pdf'), file);
  const said = execFileSync('pdfsig', ['-nocert', 'sealed.pdf'], { cwd: folder, encoding: 'utf8' });
  assert.match(said, /Signature is Valid/);
  assert.match(said, /ETSI\.CAdES\.detached/);
  assert.match(said, /Total document signed/);
});

test('one changed byte anywhere in the file breaks the seal', () => {
  for (const where of [20, Math.floor(pdf.length / 2), pdf.length - 5, file.length - 10]) {
    const changed = Uint8Array.from(file);
    changed[where] = (changed[where] ?? 0) ^ 1;
    assert.equal(isGenuine(changed), false, `byte ${where}`);
  }
});

test('the seal changes no byte of the file before it, and structure tree, language and PDF/A marks stay', async () => {
  assert.deepEqual(file.subarray(0, pdf.length), pdf);
  const document = await PDFDocument.load(file, { updateMetadata: false });
  assert.ok(document.catalog.lookup(PDFName.of('StructTreeRoot')) instanceof PDFDict);
  assert.equal(document.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).lookup(PDFName.of('Marked'))?.toString(), 'true');
  assert.match(Buffer.from(file).toString('latin1'), /<pdfaid:part>2<\/pdfaid:part>[\s\S]*<pdfaid:conformance>A</);
  assert.equal(
    document.context.trailerInfo.ID?.toString(),
    (await PDFDocument.load(pdf, { updateMetadata: false })).context.trailerInfo.ID?.toString(),
  );
  assert.equal(document.getForm().getFields().length, 1);
});

test('the same file sealed at the same time gives the same bytes', async () => {
  assert.deepEqual((await sealer.seal(pdf, wish)).file, file);
});

test('a sealed file can be signed on top, and both signatures stay in the form', async () => {
  const twice = (await sealer.seal(file, { ...wish, reason: 'Unterschrift', name: 'Stadtschreiberin' })).file;
  assert.equal(isGenuine(twice), true);
  assert.deepEqual(
    (await PDFDocument.load(twice, { updateMetadata: false }))
      .getForm()
      .getFields()
      .map((field) => field.getName()),
    ['Seal1', 'Seal2'],
  );
  assert.deepEqual(twice.subarray(0, file.length), file);
});

test('the demo seal is made once, its key readable by nobody else', () => {
  const again = demoSeal(folder, () => at);
  assert.deepEqual(again.p12, keys.p12);
  for (const name of ['seal.p12', 'seal-password']) assert.equal(statSync(join(folder, name)).mode & 0o077, 0);
  assert.ok(!readdirSync(folder).includes('seal.p12.new'));
  assert.match(readFileSync(join(folder, 'root.pem'), 'utf8'), /BEGIN CERTIFICATE/);
});

test('a serial number is whole DER, whatever was drawn', () => {
  for (const drawn of [Buffer.alloc(16), Buffer.alloc(16, 0xff), Buffer.alloc(16, 0x01)])
    assert.match(newSerialNumber(drawn), /^[4-7][0-9a-f]{31}$/);
});

test('what is no PDF, and a wrong password, are refused', async () => {
  await assert.rejects(sealer.seal(Buffer.from('no pdf'), wish), { code: 'bad-inputs' });
  assert.throws(() => createKeySigner({ ...keys, password: 'wrong' }), TypeError);
});
