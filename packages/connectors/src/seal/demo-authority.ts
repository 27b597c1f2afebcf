import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

const { asn1, md, pki } = forge;

/** A key and its certificate, made for a demonstration. */
export interface DemoKey {
  privateKey: forge.pki.rsa.PrivateKey;
  certificate: forge.pki.Certificate;
}

function newKey(): { privateKey: forge.pki.rsa.PrivateKey; publicKey: forge.pki.rsa.PublicKey } {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey: pki.privateKeyFromPem(pair.privateKey), publicKey: pki.publicKeyFromPem(pair.publicKey) as forge.pki.rsa.PublicKey };
}

/** 16 bytes, positive and without a zero in front: anything else is no DER in some of 500 certificates (ITU-T X.690, section 8.3.2). */
export function newSerialNumber(random: Buffer = randomBytes(16)): string {
  random[0] = (random[0]! & 0x3f) | 0x40;
  return random.toString('hex');
}

function newCertificate(name: string, years: number, now: Date, publicKey: forge.pki.rsa.PublicKey): forge.pki.Certificate {
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = newSerialNumber();
  certificate.validity.notBefore = new Date(now.getTime() - 24 * 3600 * 1000);
  certificate.validity.notAfter = new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate()));
  certificate.setSubject([
    { name: 'commonName', value: name },
    { name: 'organizationName', value: 'Demonstration' },
    { name: 'countryName', value: 'CH' },
  ]);
  return certificate;
}

/** A root for demonstrations, 20 years; it proves nothing to anyone who does not trust it on purpose. */
export function demoRoot(now: Date): DemoKey {
  const { privateKey, publicKey } = newKey();
  const certificate = newCertificate('Demo Root (no legal value)', 20, now, publicKey);
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(privateKey, md.sha256.create());
  return { privateKey, certificate };
}

/** A certificate of the root, 5 years: to seal, or for time stamps alone (RFC 3161, section 2.3). */
export function demoCertificate(root: DemoKey, { name, use, now }: { name: string; use: 'seal' | 'timestamps'; now: Date }): DemoKey {
  const { privateKey, publicKey } = newKey();
  const certificate = newCertificate(name, 5, now, publicKey);
  certificate.setIssuer(root.certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    ...(use === 'timestamps' ? [{ name: 'extKeyUsage', timeStamping: true, critical: true }] : []),
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: root.certificate.generateSubjectKeyIdentifier().getBytes() },
  ]);
  certificate.sign(root.privateKey, md.sha256.create());
  return { privateKey, certificate };
}

/** A certificate as DER. */
export function derOf(certificate: forge.pki.Certificate): Buffer {
  return Buffer.from(asn1.toDer(pki.certificateToAsn1(certificate)).getBytes(), 'latin1');
}
