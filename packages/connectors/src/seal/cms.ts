import { createHash, sign, type KeyObject } from 'node:crypto';
import forge from 'node-forge';

const { asn1, pki } = forge;
const { Class, Type } = asn1;
type Asn1 = forge.asn1.Asn1;

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaWithSha256: '1.2.840.113549.1.1.11',
};

const sequence = (...parts: Asn1[]): Asn1 => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts);
const set = (...parts: Asn1[]): Asn1 => asn1.create(Class.UNIVERSAL, Type.SET, true, parts);
const oid = (text: string): Asn1 => asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(text).getBytes());
const octets = (bytes: Buffer): Asn1 => asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, bytes.toString('latin1'));
const integer = (value: number): Asn1 => asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes());
const tagged = (number: number, parts: Asn1[]): Asn1 => asn1.create(Class.CONTEXT_SPECIFIC, number as forge.asn1.Type, true, parts);
const algorithm = (id: string): Asn1 => sequence(oid(id), asn1.create(Class.UNIVERSAL, Type.NULL, false, ''));
const der = (value: Asn1): Buffer => Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Key and certificates of a seal: the seal's own certificate first, then its issuers. */
export interface SealKey {
  privateKey: KeyObject;
  certificates: forge.pki.Certificate[];
}

/**
 * A detached CMS signature (RFC 5652, section 5) of the bytes with what a PAdES baseline signature asks for
 * (ETSI EN 319 142-1, section 6.3): content type, message digest and the signing certificate (RFC 5035, section 3), no signing time,
 * which stands in the PDF. RSA with SHA-256.
 */
export function detachedSignature(content: Uint8Array, key: SealKey): Buffer {
  const [own] = key.certificates;
  if (!own) throw new TypeError('expected a certificate of the seal, got none');
  const certificates = key.certificates.map((certificate) => pki.certificateToAsn1(certificate));
  const [ownAsn1] = certificates as [Asn1, ...Asn1[]];
  const issuerAndNumber = sequence(
    pki.distinguishedNameToAsn1(own.issuer),
    asn1.create(Class.UNIVERSAL, Type.INTEGER, false, forge.util.hexToBytes(own.serialNumber)),
  );
  // ESSCertIDv2 without its hash algorithm means SHA-256.
  const signingCertificate = sequence(sequence(sequence(octets(sha256(der(ownAsn1))))));
  const attributes = [
    sequence(oid(oids.contentType), set(oid(oids.data))),
    sequence(oid(oids.messageDigest), set(octets(sha256(content)))),
    sequence(oid(oids.signingCertificateV2), set(signingCertificate)),
  ].sort((left, right) => Buffer.compare(der(left), der(right)));

  const signature = sign('sha256', der(set(...attributes)), key.privateKey);
  const signer = sequence(
    integer(1),
    issuerAndNumber,
    algorithm(oids.sha256),
    tagged(0, attributes),
    algorithm(oids.rsaWithSha256),
    octets(signature),
  );
  const signedData = sequence(integer(1), set(algorithm(oids.sha256)), sequence(oid(oids.data)), tagged(0, certificates), set(signer));
  return der(sequence(oid(oids.signedData), tagged(0, [signedData])));
}
