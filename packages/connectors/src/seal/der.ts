import { createHash } from 'node:crypto';

/** Object identifiers of signatures and time stamps, by the name their norm gives them. */
export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

export const tags = { boolean: 0x01, integer: 0x02, octets: 0x04, null: 0x05, oid: 0x06, time: 0x18, sequence: 0x30, set: 0x31 } as const;

/** One DER element (ITU-T X.690, section 10): tag, length, contents one after the other. */
export function element(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

export const sequence = (...parts: Uint8Array[]): Buffer => element(tags.sequence, ...parts);
/** A SET OF in DER: its members in the order of their bytes. */
export const setOf = (...parts: Buffer[]): Buffer => element(tags.set, ...parts.toSorted((left, right) => Buffer.compare(left, right)));
export const octets = (bytes: Uint8Array): Buffer => element(tags.octets, bytes);
/** `[n]` explicit or implicit and constructed. */
export const tagged = (number: number, ...parts: Uint8Array[]): Buffer => element(0xa0 | number, ...parts);
export const derNull: Buffer = element(tags.null);

/** An INTEGER that is not negative: from a number, or from its bytes in big-endian order. */
export function integer(value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? Buffer.from(value.toString(16).padStart(value > 255 ? 8 : 2, '0'), 'hex') : Buffer.from(value);
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const plain = bytes.subarray(start);
  return element(tags.integer, (plain[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), plain]) : plain);
}

export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left & 0x7f));
    bytes.push(...groups);
  }
  return element(tags.oid, Buffer.from(bytes));
}

/** AlgorithmIdentifier; RSA and hashes carry a NULL, ECDSA carries nothing (RFC 5754, sections 2 and 3). */
export const algorithm = (id: string): Buffer => sequence(oid(id), ...(id === oids.ecdsaWithSha256 ? [] : [derNull]));

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A DER element that was read. */
export interface Element {
  tag: number;
  /** What stands in it. */
  content: Buffer;
  /** With tag and length. */
  whole: Buffer;
}

/** Reads the element at the start of the bytes. Throws RangeError when the bytes are no DER or end too early. */
export function readElement(bytes: Buffer): Element {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('expected a DER element, got other bytes');
  let at = 2;
  let length = first;
  if (first > 127) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || bytes.length < 2 + count) throw new RangeError('expected a DER length of 1 to 4 bytes, got another');
    length = bytes.readUIntBE(2, count);
    at += count;
  }
  if (bytes.length < at + length) throw new RangeError('expected a whole DER element, got a part');
  return { tag, content: bytes.subarray(at, at + length), whole: bytes.subarray(0, at + length) };
}

/** Elements that stand in an element, one after the other. Throws RangeError as `readElement`. */
export function readAll(content: Buffer): Element[] {
  const found: Element[] = [];
  for (let rest = content; rest.length > 0;) {
    const next = readElement(rest);
    found.push(next);
    rest = rest.subarray(next.whole.length);
  }
  return found;
}
