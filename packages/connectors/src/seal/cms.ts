import { createHash, verify, X509Certificate } from 'node:crypto';
import { algorithm, element, integer, octets, oid, oids, readAll, readElement, sequence, setOf, sha256, tagged, tags } from './der.ts';

/** What is to be signed: the attributes about a content, and the bytes over which the signature goes. */
export interface ToSign {
  /** DER of the SET OF attributes: the input of the signature. */
  bytes: Buffer;
  contentType: string;
}

/** Issuer and serial number of a certificate, as DER (RFC 5652, section 10.2.4). */
function issuerAndNumber(certificate: Buffer): Buffer {
  const [tbs] = readAll(readElement(certificate).content);
  const fields = readAll(tbs?.content ?? Buffer.alloc(0)).filter(({ tag }) => tag !== 0xa0);
  const [number, , issuer] = fields;
  if (!number || !issuer) throw new RangeError('expected a certificate with issuer and serial number, got other bytes');
  return sequence(issuer.whole, number.whole);
}

/**
 * Attributes about a content as a PAdES baseline signature and a time-stamp token ask for (ETSI EN 319 142-1, section 6.3; RFC 5035,
 * section 3): content type, message digest and the signing certificate. No signing time: in a PDF it stands in the dictionary.
 */
export function attributesToSign(contentDigest: Buffer, certificate: Buffer, contentType: string = oids.data): ToSign {
  // ESSCertIDv2 without its hash algorithm means SHA-256.
  const signingCertificate = sequence(sequence(sequence(octets(sha256(certificate)))));
  const bytes = setOf(
    sequence(oid(oids.contentType), setOf(oid(contentType))),
    sequence(oid(oids.messageDigest), setOf(octets(contentDigest))),
    sequence(oid(oids.signingCertificateV2), setOf(signingCertificate)),
  );
  return { bytes, contentType };
}

export interface SignedParts {
  toSign: ToSign;
  signature: Buffer;
  /** The signer's own certificate first, then its issuers; DER. */
  certificates: Buffer[];
  /** Time-stamp token over the signature (RFC 3161, appendix A). */
  timestamp?: Buffer | null;
  /** Content inside; without it the signature is detached. */
  content?: Buffer;
  /** False: the receiver has the certificates and none are carried. */
  carry?: boolean;
}

/** A CMS SignedData with one signer (RFC 5652, section 5). Throws TypeError without a certificate. */
export function signedData({ toSign, signature, certificates, timestamp, content, carry = true }: SignedParts): Buffer {
  const [own] = certificates;
  if (!own) throw new TypeError('expected a certificate of the signer, got none');
  const isEc = new X509Certificate(own).publicKey.asymmetricKeyType === 'ec';
  const signer = sequence(
    integer(1),
    issuerAndNumber(own),
    algorithm(oids.sha256),
    tagged(0, readElement(toSign.bytes).content),
    algorithm(isEc ? oids.ecdsaWithSha256 : oids.rsaWithSha256),
    octets(signature),
    ...(timestamp ? [tagged(1, sequence(oid(oids.signatureTimeStamp), setOf(timestamp)))] : []),
  );
  const body = sequence(
    integer(toSign.contentType === oids.data ? 1 : 3),
    setOf(algorithm(oids.sha256)),
    sequence(oid(toSign.contentType), ...(content ? [tagged(0, octets(content))] : [])),
    ...(carry ? [tagged(0, ...certificates)] : []),
    setOf(signer),
  );
  return sequence(oid(oids.signedData), tagged(0, body));
}

/** Digests that a signature of others may use. */
const digests: Record<string, string> = { sha256: oids.sha256, sha384: '2.16.840.1.101.3.4.2.2', sha512: '2.16.840.1.101.3.4.2.3' };

/** What a SignedData says about its first signer. */
export interface ReadSignature {
  /** Content inside, or null when it is detached. */
  content: Buffer | null;
  contentType: Buffer;
  certificates: Buffer[];
  /** Certificate with which the signature verifies. */
  signedBy: X509Certificate;
}

/**
 * Reads a SignedData with its content inside and verifies digest and signature of its first signer with a certificate that it carries.
 * Throws RangeError when something of it is not right. Whether the certificate is to be trusted is the caller's to say.
 */
export function readSignedData(bytes: Buffer): ReadSignature {
  const [, wrapped] = readAll(readElement(bytes).content);
  const [, , encapsulated, ...rest] = readAll(readElement(wrapped?.content ?? Buffer.alloc(0)).content);
  const [contentType, inside] = readAll(encapsulated?.content ?? Buffer.alloc(0));
  const content = inside ? readElement(inside.content).content : null;
  const certificates = readAll(rest.find(({ tag }) => tag === 0xa0)?.content ?? Buffer.alloc(0)).map(({ whole }) => whole);
  const [signer] = readAll(rest.find(({ tag }) => tag === tags.set)?.content ?? Buffer.alloc(0));
  const fields = readAll(signer?.content ?? Buffer.alloc(0));
  const attributes = fields.find(({ tag }) => tag === 0xa0);
  const signature = fields.find(({ tag }) => tag === tags.octets)?.content;
  if (!contentType || !attributes || !signature) throw new RangeError('expected a signature with attributes, got other bytes');
  const named = fields[2] ? readAll(fields[2].content)[0] : undefined;
  const hash = Object.keys(digests).find((name) => named?.whole.equals(oid(digests[name] ?? '')));
  if (!hash) throw new RangeError('expected a digest of the SHA-2 family, got another');
  const digest = readAll(attributes.content)
    .map(({ content: attribute }) => readAll(attribute))
    .find(([type]) => type?.whole.equals(oid(oids.messageDigest)))?.[1];
  if (content && !digest?.content.equals(octets(createHash(hash).update(content).digest())))
    throw new RangeError('expected the digest of the content, got another');
  const signed = element(tags.set, attributes.content);
  const signedBy = certificates
    .map((certificate) => new X509Certificate(certificate))
    .find((certificate) => verify(hash, signed, certificate.publicKey, signature));
  if (!signedBy) throw new RangeError('expected a signature by one of its certificates, got another');
  return { content, contentType: contentType.whole, certificates, signedBy };
}
