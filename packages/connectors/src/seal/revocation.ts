import { verify, X509Certificate } from 'node:crypto';
import { callBytes } from '../http.ts';
import { ConnectorError } from '../types.ts';
import { oid, oids, readAll, readElement, tags } from './der.ts';

/** A list of revoked certificates (RFC 5280, section 5), whose signature was verified. */
export interface RevocationList {
  der: Buffer;
  /** Serial numbers, hexadecimal in upper case without zeros in front. */
  revoked: ReadonlySet<string>;
  /** Until when it is good; it is asked for anew afterwards. */
  until: Date;
}

export interface Revocation {
  /**
   * Lists that speak of every certificate of these that has an issuer among them, or null when one of them cannot be had now.
   * @throws ConnectorError `not-allowed` when one of them is revoked
   */
  listsFor(certificates: readonly Buffer[], signal?: AbortSignal): Promise<Buffer[] | null>;
}

const DISTRIBUTION_POINTS = '2.5.29.31';
const URI_TAG = 0x86;
const ANSWER_TYPE = 'application/pkix-crl';
/** A list is asked for anew at least this often. */
const KEEP_MS = 3_600_000;

const wrong = (what: string, cause?: unknown): ConnectorError =>
  new ConnectorError('bad-answer', `expected ${what} of the list of revoked certificates, got something else`, { cause });

/** Addresses at which the issuer of a certificate tells what it has revoked (RFC 5280, section 4.2.1.13); only those over HTTP. */
export function listAddresses(certificate: Buffer): string[] {
  const wanted = oid(DISTRIBUTION_POINTS);
  const found: string[] = [];
  const walk = (content: Buffer, inside: boolean): void => {
    const parts = readAll(content);
    const here = inside || parts[0]?.whole.equals(wanted) === true;
    for (const { tag, content: of } of parts) {
      if (here && tag === URI_TAG) found.push(of.toString('latin1'));
      else if ((tag & 0x20) !== 0) walk(of, here);
      else if (here && tag === tags.octets) walk(of, true);
    }
  };
  walk(certificate, false);
  return found.filter((address) => /^https?:\/\//.test(address));
}

const serialOf = (content: Buffer): string => content.toString('hex').toUpperCase().replace(/^0+/, '');

function timeOf({ tag, content }: { tag: number; content: Buffer }): Date {
  const text = content.toString('latin1');
  // Two digits of the year: from 50 on the century before (RFC 5280, section 4.1.2.5.1).
  const long = tag === tags.time ? text : `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}`;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(long) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Reads a list and verifies it with its issuer's certificate. @throws ConnectorError `bad-answer` */
export function readRevocationList(der: Buffer, issuer: X509Certificate): RevocationList {
  try {
    const [list, method, signature] = readAll(readElement(der).content);
    if (!list || !method || !signature) throw wrong('three parts');
    const sha256 = [oids.rsaWithSha256, oids.ecdsaWithSha256].some((id) => readAll(method.content)[0]?.whole.equals(oid(id)));
    if (!sha256 || !verify('sha256', list.whole, issuer.publicKey, signature.content.subarray(1))) throw wrong('a signature by its issuer');
    const parts = readAll(list.content).filter(({ tag }) => tag !== tags.integer);
    // Method, issuer, when, until, entries, extensions.
    const [, , , next, entries] = parts;
    if (!next || Number.isNaN(timeOf(next).getTime())) throw wrong('a day until which it is good');
    const revoked = new Set<string>();
    if (entries?.tag === tags.sequence)
      for (const entry of readAll(entries.content)) revoked.add(serialOf(readAll(entry.content)[0]?.content ?? Buffer.alloc(0)));
    return { der, revoked, until: timeOf(next) };
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause;
    throw wrong('DER', cause);
  }
}

/** Asks issuers for their lists and keeps them while they are good, an hour at most. A list that cannot be had is no error. */
export function createRevocation({ now = () => new Date(), timeoutMs = 5_000 }: { now?: () => Date; timeoutMs?: number } = {}): Revocation {
  const kept = new Map<string, RevocationList>();

  async function listAt(address: string, issuer: X509Certificate, signal?: AbortSignal): Promise<RevocationList> {
    const known = kept.get(address);
    if (known && known.until > now()) return known;
    const answer = await callBytes(new URL(address), {
      answerType: ANSWER_TYPE,
      timeoutMs,
      from: 'issuer of the certificate of the seal',
      ...(signal ? { signal } : {}),
    });
    const list = readRevocationList(answer, issuer);
    if (list.until <= now()) throw wrong('a time that is not over');
    const until = new Date(Math.min(list.until.getTime(), now().getTime() + KEEP_MS));
    kept.set(address, { ...list, until });
    return list;
  }

  return {
    async listsFor(certificates, signal) {
      const read = certificates.map((der) => ({ der, certificate: new X509Certificate(der) }));
      const lists = new Map<string, Buffer>();
      for (const { der, certificate } of read) {
        if (certificate.checkIssued(certificate)) continue;
        const issuer = read.find((each) => certificate.checkIssued(each.certificate))?.certificate;
        const [address] = listAddresses(der);
        if (!issuer || address === undefined) return null;
        let list: RevocationList;
        try {
          list = await listAt(address, issuer, signal);
        } catch (error) {
          if (error instanceof ConnectorError) return null;
          throw error;
        }
        if (list.revoked.has(certificate.serialNumber.replace(/^0+/, '')))
          throw new ConnectorError('not-allowed', 'expected a certificate of the seal that is good, got one that its issuer has revoked');
        lists.set(address, list.der);
      }
      return [...lists.values()];
    },
  };
}
