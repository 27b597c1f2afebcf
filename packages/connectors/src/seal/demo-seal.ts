import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';

const { asn1, md, pkcs12, pki } = forge;

function newKey(): { privateKey: forge.pki.rsa.PrivateKey; publicKey: forge.pki.rsa.PublicKey } {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey: pki.privateKeyFromPem(pair.privateKey), publicKey: pki.publicKeyFromPem(pair.publicKey) as forge.pki.rsa.PublicKey };
}

function newCertificate(name: string, years: number, now: Date, publicKey: forge.pki.rsa.PublicKey): forge.pki.Certificate {
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = `00${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(now.getTime() - 24 * 3600 * 1000);
  certificate.validity.notAfter = new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate()));
  certificate.setSubject([
    { name: 'commonName', value: name },
    { name: 'organizationName', value: 'Demonstration' },
    { name: 'countryName', value: 'CH' },
  ]);
  return certificate;
}

/**
 * The seal of a demonstration: a root and a seal certificate, made in `folder` on first use and read from there later.
 * Proves nothing to anyone who does not trust this root on purpose. `root` is its certificate as PEM.
 */
export function demoSeal(folder: string, clock: () => Date): { p12: Uint8Array; password: string; root: string } {
  const files = { p12: join(folder, 'seal.p12'), password: join(folder, 'seal-password'), root: join(folder, 'root.pem') };
  if (!existsSync(files.p12)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const rootKey = newKey();
    const root = newCertificate('Demo Root (no legal value)', 20, clock(), rootKey.publicKey);
    root.setIssuer(root.subject.attributes);
    root.setExtensions([
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ]);
    root.sign(rootKey.privateKey, md.sha256.create());
    const sealKey = newKey();
    const seal = newCertificate('Demo Seal (no legal value)', 5, clock(), sealKey.publicKey);
    seal.setIssuer(root.subject.attributes);
    seal.setExtensions([
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
      { name: 'subjectKeyIdentifier' },
      { name: 'authorityKeyIdentifier', keyIdentifier: root.generateSubjectKeyIdentifier().getBytes() },
    ]);
    seal.sign(rootKey.privateKey, md.sha256.create());
    const password = randomBytes(24).toString('base64url');
    const p12 = asn1.toDer(pkcs12.toPkcs12Asn1(sealKey.privateKey, [seal, root], password, { algorithm: 'aes256' })).getBytes();
    writeFileSync(files.password, password, { mode: 0o600 });
    writeFileSync(files.root, pki.certificateToPem(root));
    // Last and at once, so that a process killed half-way leaves no half seal.
    writeFileSync(`${files.p12}.new`, Buffer.from(p12, 'latin1'), { mode: 0o600 });
    renameSync(`${files.p12}.new`, files.p12);
  }
  return { p12: readFileSync(files.p12), password: readFileSync(files.password, 'utf8'), root: readFileSync(files.root, 'utf8') };
}
