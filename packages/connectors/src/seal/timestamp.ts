import { randomBytes, X509Certificate } from 'node:crypto';
import { baseAddress, callBytes } from '../http.ts';
import { ConnectorError } from '../types.ts';
import { readSignedData } from './cms.ts';
import { algorithm, element, integer, octets, oid, oids, readAll, readElement, sequence, sha256, tags } from './der.ts';

export interface TimestampOptions {
  /** Address of the time-stamping authority, RFC 3161 over HTTP. */
  url: string;
  /** Certificates (PEM) of issuers that its certificate must come from; none: any certificate for time stamps is taken. */
  roots?: string[];
  timeoutMs?: number;
}

export interface TimestampAuthority {
  /**
   * A time-stamp token over the bytes, whose imprint, nonce, signature and certificate were verified. Only the digest leaves.
   * Throws ConnectorError `not-available` when the authority is down or does not grant it, `bad-answer` when the token is not right.
   */
  stamp(bytes: Buffer, signal?: AbortSignal): Promise<Buffer>;
}

const wrong = (what: string): ConnectorError =>
  new ConnectorError('bad-answer', `expected ${what} of the time-stamping authority, got something else`);

/** TimeStampReq with a nonce and the wish for the certificate (RFC 3161, section 2.4.1). */
function requestFor(digest: Buffer, nonce: Buffer): Buffer {
  return sequence(integer(1), sequence(algorithm(oids.sha256), octets(digest)), integer(nonce), element(tags.boolean, Buffer.from([0xff])));
}

/** Instant of a GeneralizedTime in UTC; fractions of a second are dropped. */
function timeOf(text: string): Date {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/**
 * Verifies a time-stamp token over a digest (RFC 3161, section 2.4.2) and tells its time. `nonce` null: any.
 * Throws ConnectorError `bad-answer` when anything of it is not right.
 */
export function readTimestamp(
  token: Buffer,
  digest: Buffer,
  { nonce = null, roots = [] }: { nonce?: Buffer | null; roots?: string[] } = {},
): Date {
  try {
    const { content, contentType, certificates, signedBy } = readSignedData(token);
    if (!content || !contentType.equals(oid(oids.timeStampInfo))) throw wrong('a token with a time');
    const [, , imprint, , time, ...more] = readAll(readElement(content).content);
    const [, hash] = readAll(imprint?.content ?? Buffer.alloc(0));
    if (!hash?.content.equals(digest)) throw wrong('the digest that was sent');
    if (nonce && !more.some(({ whole }) => whole.equals(integer(nonce)))) throw wrong('the nonce that was sent');
    if (signedBy.keyUsage?.length !== 1 || !signedBy.keyUsage.includes(oids.timeStamping))
      throw wrong('a certificate for time stamps alone');
    const at = timeOf(time?.content.toString('latin1') ?? '');
    if (Number.isNaN(at.getTime()) || at < signedBy.validFromDate || at > signedBy.validToDate)
      throw wrong('a time within its certificate');
    if (roots.length > 0 && !comesFrom(signedBy, certificates, roots)) throw wrong('a certificate of a trusted issuer');
    return at;
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause;
    throw new ConnectorError('bad-answer', 'expected a time-stamp token of the time-stamping authority, got something else', { cause });
  }
}

function comesFrom(certificate: X509Certificate, carried: Buffer[], roots: string[]): boolean {
  const trusted = roots.map((root) => new X509Certificate(root));
  const between = carried.map((each) => new X509Certificate(each));
  let at = certificate;
  for (let depth = 0; depth < 5; depth += 1) {
    const issued = (by: X509Certificate): boolean => at.checkIssued(by) && at.verify(by.publicKey);
    if (trusted.some(issued)) return true;
    const next = between.find((by) => by.fingerprint256 !== at.fingerprint256 && issued(by));
    if (!next) return false;
    at = next;
  }
  return false;
}

/** A time-stamping authority by RFC 3161 over HTTP (section 3.4). */
export function createTimestampAuthority({ url, roots = [], timeoutMs = 10_000 }: TimestampOptions): TimestampAuthority {
  const address = new URL(baseAddress(url).href.replace(/\/$/, ''));
  const from = 'the time-stamping authority';
  return {
    async stamp(bytes, signal) {
      const digest = sha256(bytes);
      const nonce = randomBytes(12);
      const body = requestFor(digest, nonce);
      const type = 'application/timestamp-reply';
      const answer = await callBytes(address, {
        body,
        contentType: 'application/timestamp-query',
        answerType: type,
        signal,
        timeoutMs,
        from,
      });
      let status: number | undefined;
      let token: Buffer | undefined;
      try {
        const [info, whole] = readAll(readElement(answer).content);
        status = readAll(info?.content ?? Buffer.alloc(0))[0]?.content.at(-1);
        token = whole?.whole;
      } catch (cause) {
        throw new ConnectorError('bad-answer', `expected a TimeStampResp from ${from}, got something else`, { cause });
      }
      if ((status !== 0 && status !== 1) || !token)
        throw new ConnectorError('not-available', `expected a granted time stamp from ${from}, got status ${status ?? 'none'}`);
      readTimestamp(token, digest, { nonce, roots });
      return Buffer.from(token);
    },
  };
}
