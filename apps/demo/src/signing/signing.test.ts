import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  createCscSigner,
  createSealer,
  createTimestampAuthority,
  createTypstRenderer,
  type CscSignerOptions,
} from '@einwohnerportal/connectors';
import * as pkijs from 'pkijs';
import { startSigningProvider, type SigningProvider } from './provider.ts';

// The signatures are judged by PKI.js (npm), and where they are there by OpenSSL and poppler's pdfsig: none of it our code.
const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-signing-'));
const at = '2027-03-01T10:15:00.000Z';
let now = new Date(at);
const clientSecret = randomUUID();
let provider: SigningProvider;
const pdf = createTypstRenderer().render({
  template: '#set document(title: "Probe", date: auto)\n= Probe',
  files: {},
  data: {},
  createdAt: at,
  lang: 'de',
});
before(async () => {
  provider = await startSigningProvider({ port: 0, folder, clientId: 'portal', clientSecret, pin: '4711', now: () => now });
});
after(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signer = (changes: Partial<CscSignerOptions> = {}) =>
  createCscSigner({
    url: `${provider.url}/csc/v2`,
    clientId: 'portal',
    clientSecret,
    pin: '4711',
    timeoutMs: 2_000,
    now: () => now.getTime(),
    ...changes,
  });
const timestamps = (roots = [provider.root]) => createTimestampAuthority({ url: `${provider.url}/timestamps`, roots, timeoutMs: 2_000 });
const seal = async (changes?: Partial<CscSignerOptions>): Promise<Buffer> =>
  Buffer.from(
    (await createSealer({ signer: signer(changes), timestamps: timestamps() }).seal(pdf, { reason: 'Amtliches Siegel', at })).file,
  );
const fault = (kind: string, more = {}) =>
  fetch(`${provider.url}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, ...more }),
  });

/** Signed bytes and signature of a sealed PDF. */
function takeApart(file: Buffer): { content: Buffer; signature: Buffer } {
  const [, , length = 0, second = 0] = (/\/ByteRange \[(\d+) (\d+) +(\d+) /.exec(file.toString('latin1')) ?? []).map(Number);
  const padded = Buffer.from(file.subarray(length + 1, second - 1).toString('latin1'), 'hex');
  return {
    content: Buffer.concat([file.subarray(0, length), file.subarray(second)]),
    signature: padded.subarray(0, 4 + padded.readUInt16BE(2)),
  };
}
const signedDataOf = (der: Uint8Array): pkijs.SignedData =>
  new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(der)).content });
/** The time-stamp token among the unsigned attributes, DER. */
function tokenOf(signature: Buffer): Buffer {
  const attribute = signedDataOf(signature).signerInfos[0]?.unsignedAttrs?.attributes.find(
    ({ type }) => type === '1.2.840.113549.1.9.16.2.14',
  );
  assert.ok(attribute, 'a time stamp among the unsigned attributes');
  return Buffer.from((attribute.values[0] as { toBER(): ArrayBuffer }).toBER());
}
const has = (tool: string, flag: string): boolean => {
  try {
    execFileSync(tool, [flag], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

test('a seal by a signing provider verifies with PKI.js: the signature up to the root, and a time stamp over the signature', async () => {
  const { content, signature } = takeApart(await seal());
  const root = pkijs.Certificate.fromBER(new Uint8Array(new X509Certificate(provider.root).raw));
  const signed = signedDataOf(signature);
  assert.equal(
    await signed.verify({
      signer: 0,
      data: new Uint8Array(content).buffer,
      checkChain: true,
      trustedCerts: [root],
      checkDate: new Date(at),
    }),
    true,
  );
  const token = signedDataOf(tokenOf(signature));
  const info = pkijs.TSTInfo.fromBER((token.encapContentInfo.eContent as unknown as { getValue(): ArrayBuffer }).getValue());
  assert.equal(info.genTime.toISOString(), at);
  const value = signed.signerInfos[0]?.signature.valueBlock.valueHexView ?? new Uint8Array();
  assert.deepEqual(Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView), createHash('sha256').update(value).digest());
  assert.equal(
    await token.verify({ signer: 0, data: new Uint8Array(value).buffer, checkChain: true, trustedCerts: [root], checkDate: new Date(at) }),
    true,
  );
  const changed = Buffer.concat([content.subarray(0, 100), Buffer.from('!'), content.subarray(101)]);
  assert.equal(await signed.verify({ signer: 0, data: new Uint8Array(changed).buffer, trustedCerts: [root] }).catch(() => false), false);
});

test('OpenSSL verifies seal and time stamp', { skip: !has('openssl', 'version') && 'no openssl on this machine' }, async () => {
  const { content, signature } = takeApart(await seal());
  const path = (name: string, bytes: string | Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const root = path('root.pem', provider.root);
  const token = tokenOf(signature);
  const value = signedDataOf(signature).signerInfos[0]?.signature.valueBlock.valueHexView ?? new Uint8Array();
  const when = ['-attime', String(Date.parse(at) / 1000)];
  const cms = [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    path('signature', signature),
    '-content',
    path('content', content),
    '-CAfile',
    root,
  ];
  execFileSync('openssl', [...cms, '-purpose', 'any', ...when, '-out', join(folder, 'out')], { stdio: 'pipe' });
  const ts = [
    'ts',
    '-verify',
    '-data',
    path('value', Buffer.from(value)),
    '-in',
    path('token', token),
    '-token_in',
    '-CAfile',
    root,
    ...when,
  ];
  assert.match(execFileSync('openssl', ts, { encoding: 'utf8', stdio: 'pipe' }), /Verification: OK/);
});

test(
  'OpenSSL asks for a time stamp and takes the answer',
  { skip: !has('openssl', 'version') && 'no openssl on this machine' },
  async () => {
    writeFileSync(join(folder, 'text'), 'Probe');
    const query = execFileSync('openssl', ['ts', '-query', '-data', join(folder, 'text'), '-sha512', '-cert'], { stdio: 'pipe' });
    writeFileSync(join(folder, 'query'), query);
    writeFileSync(join(folder, 'root.pem'), provider.root);
    const answer = await fetch(`${provider.url}/timestamps`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: query,
    });
    writeFileSync(join(folder, 'reply'), Buffer.from(await answer.arrayBuffer()));
    const args = ['ts', '-verify', '-queryfile', join(folder, 'query'), '-in', join(folder, 'reply'), '-CAfile', join(folder, 'root.pem')];
    assert.match(
      execFileSync('openssl', [...args, '-attime', String(Date.parse(at) / 1000)], { encoding: 'utf8', stdio: 'pipe' }),
      /Verification: OK/,
    );
  },
);

test(
  'pdfsig finds a valid signature of the whole file with its time',
  { skip: !has('pdfsig', '-v') && 'no pdfsig on this machine' },
  async () => {
    writeFileSync(join(folder, 'sealed.pdf'), await seal());
    const said = execFileSync('pdfsig', ['-nocert', join(folder, 'sealed.pdf')], { encoding: 'utf8' });
    assert.match(said, /Signature is Valid/);
    assert.match(said, /Total document signed/);
  },
);

const outages: [what: string, kind: string, only: string | undefined, code: string][] = [
  ['is not reachable', 'down', undefined, 'not-available'],
  ['answers nonsense', 'garbage', undefined, 'bad-answer'],
  ['does not let the key be used', 'refused', 'keys', 'not-allowed'],
  ['signs with another key', 'other-key', 'keys', 'bad-answer'],
  ['gives no time stamps', 'down', 'timestamps', 'not-available'],
  ['stamps with a certificate that is not for it', 'other-key', 'timestamps', 'bad-answer'],
];
for (const [what, kind, only, code] of outages) {
  test(`a provider that ${what} leaves nothing half sealed, with a code that says what to do`, async () => {
    await fault(kind, { only });
    await assert.rejects(seal(), { name: 'ConnectorError', code });
    await fault('none');
    assert.ok((await seal()).length > pdf.length);
  });
}

test('a provider that takes too long is left', async () => {
  await fault('slow', { delayMs: 60_000 });
  await assert.rejects(seal({ timeoutMs: 50 }), { code: 'not-available' });
  await fault('none');
});

test('a wrong secret, a wrong PIN and an unknown key are refused; a token that has ended is renewed', async () => {
  await assert.rejects(seal({ clientSecret: 'wrong' }), { code: 'not-allowed' });
  await assert.rejects(seal({ pin: '0000' }), { code: 'not-allowed' });
  await assert.rejects(seal({ credential: 'other' }), { code: 'bad-answer' });
  const standing = signer({ now: () => 0 });
  await standing.sign(Buffer.from('one'));
  now = new Date(Date.parse(at) + 3_600_000);
  await standing.sign(Buffer.from('two'));
  now = new Date(at);
});

test('a time stamp of an issuer that is not trusted is not taken', async () => {
  const other = await startSigningProvider({ port: 0, folder: null, clientId: 'x', clientSecret, pin: '1', now: () => now });
  await other.stop();
  await assert.rejects(timestamps([other.root]).stamp(Buffer.from('x')), { code: 'bad-answer' });
});
