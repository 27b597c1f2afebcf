import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import forge from 'node-forge';
import { algorithm, element, integer, octets, oid, oids, readAll, readElement, sequence, tagged, tags } from './der.ts';

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

/**
 * A certificate of the root, 5 years: to seal, or for time stamps alone (RFC 3161, section 2.3).
 * @param list address at which the root tells what it has revoked
 */
export function demoCertificate(
  root: DemoKey,
  { name, use, now, list }: { name: string; use: 'seal' | 'timestamps'; now: Date; list?: string },
): DemoKey {
  const { privateKey, publicKey } = newKey();
  const certificate = newCertificate(name, 5, now, publicKey);
  certificate.setIssuer(root.certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    ...(use === 'timestamps' ? [{ name: 'extKeyUsage', timeStamping: true, critical: true }] : []),
    { name: 'subjectKeyIdentifier' },
    ...(list === undefined ? [] : [{ id: '2.5.29.31', value: distributionPoint(list) }]),
    { name: 'authorityKeyIdentifier', keyIdentifier: root.certificate.generateSubjectKeyIdentifier().getBytes() },
  ]);
  certificate.sign(root.privateKey, md.sha256.create());
  return { privateKey, certificate };
}

/** A certificate as DER. */
export function derOf(certificate: forge.pki.Certificate): Buffer {
  return Buffer.from(asn1.toDer(pki.certificateToAsn1(certificate)).getBytes(), 'latin1');
}

/** One distribution point with one address (RFC 5280, section 4.2.1.13), as bytes in a string. */
function distributionPoint(address: string): string {
  const name = tagged(0, tagged(0, element(0x86, Buffer.from(address, 'latin1'))));
  return sequence(sequence(name)).toString('latin1');
}

/** GeneralizedTime from 2050 on, UTCTime before (RFC 5280, section 5.1.2.4). */
function time(at: Date): Buffer {
  const text = `${at.toISOString().replace(/[-T:]/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() >= 2050 ? element(tags.time, Buffer.from(text)) : element(0x17, Buffer.from(text.slice(2)));
}

/** The root's list of revoked certificates (RFC 5280, section 5), good for a week. @param revoked serial numbers, hexadecimal */
export function demoRevocationList(
  root: { privateKey: string; certificate: Buffer },
  { revoked, now }: { revoked: string[]; now: Date },
): Buffer {
  const [tbs] = readAll(readElement(root.certificate).content);
  const subject = readAll(tbs?.content ?? Buffer.alloc(0)).filter(({ tag }) => tag !== 0xa0)[4];
  if (!subject) throw new RangeError('expected a certificate with a subject, got other bytes');
  const entries = revoked.map((serial) => sequence(integer(Buffer.from(serial, 'hex')), time(now)));
  const list = sequence(
    integer(1),
    algorithm(oids.rsaWithSha256),
    subject.whole,
    time(new Date(now.getTime() - 60_000)),
    time(new Date(now.getTime() + 7 * 86_400_000)),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    tagged(0, sequence(sequence(oid('2.5.29.20'), octets(integer(Math.floor(now.getTime() / 1000)))))),
  );
  const signature = sign('sha256', list, createPrivateKey(root.privateKey));
  return sequence(list, algorithm(oids.rsaWithSha256), element(0x03, Buffer.from([0]), signature));
}
