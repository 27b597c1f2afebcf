import { createHash, randomBytes, sign } from 'node:crypto';
import {
  attributesToSign,
  element,
  integer,
  oid,
  oids,
  readAll,
  readElement,
  sequence,
  signedData,
  tags,
} from '@einwohnerportal/connectors/seal';
import type { SigningKey } from './keys.ts';

/** Policy of the demonstration, in the arc for examples. */
const policy = '2.999.1';
const digestLengths: Record<string, number> = {
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

/** A status without a token: 2 is a rejection (RFC 3161, section 2.4.2). */
const refusal = (): Buffer => sequence(sequence(integer(2)));

/** Answers a TimeStampReq with a TimeStampResp: a token at `now`, or a rejection when the request is none or its digest has a wrong length. */
export function answerTimestamp(request: Buffer, key: SigningKey, now: Date): Buffer {
  try {
    const [version, imprint, ...options] = readAll(readElement(request).content);
    const [algorithm, digest] = readAll(imprint?.content ?? Buffer.alloc(0));
    const asked = Object.keys(digestLengths).find((id) => algorithm && readAll(algorithm.content)[0]?.whole.equals(oid(id)));
    if (!version?.content.equals(Buffer.from([1])) || !imprint || !asked || digest?.content.length !== digestLengths[asked])
      return refusal();
    const nonce = options.find(({ tag }) => tag === tags.integer);
    const carry = options.some(({ tag, content }) => tag === tags.boolean && content[0] !== 0);
    const time = now.toISOString().replace(/[-T:]/g, '').slice(0, 14);
    const info = sequence(
      integer(1),
      oid(policy),
      imprint.whole,
      integer(randomBytes(16)),
      element(tags.time, Buffer.from(`${time}Z`)),
      sequence(integer(1)),
      ...(nonce ? [nonce.whole] : []),
    );
    const [own] = key.certificates;
    if (!own) return refusal();
    const toSign = attributesToSign(createHash('sha256').update(info).digest(), own, oids.timeStampInfo);
    const signature = sign('sha256', toSign.bytes, key.privateKey);
    return sequence(sequence(integer(0)), signedData({ toSign, signature, certificates: key.certificates, content: info, carry }));
  } catch (error) {
    if (error instanceof RangeError) return refusal();
    throw error;
  }
}
