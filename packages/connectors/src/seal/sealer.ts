import { createHash, X509Certificate } from 'node:crypto';
import { ConnectorError } from '../types.ts';
import { attributesToSign, signedData } from './cms.ts';
import { sha256 } from './der.ts';
import { certificatesOf, withStore } from './long-term.ts';
import { fill, signedBytes, withPlaceholder } from './placeholder.ts';
import type { Revocation } from './revocation.ts';
import { commonName, type Signer } from './signer.ts';
import type { TimestampAuthority } from './timestamp.ts';

export interface SealerOptions {
  signer: Signer;
  /** Without it the signature is B-B: nobody but the signer says when. */
  timestamps: TimestampAuthority | null;
  /** With it a signature with a time stamp is B-LT wherever the lists of its issuers can be had. */
  revocation?: Revocation | null;
  /** When it is; default the instant of the wish. A certificate must be good then. */
  now?: () => Date;
}

export interface SealWish {
  reason: string;
  /** Who, in words; default the common name of the certificate. */
  name?: string;
  /** ISO instant, as written into the file. */
  at: string;
  signal?: AbortSignal;
}

export interface Sealed {
  file: Uint8Array;
  /** ISO instant, as written into the file. */
  sealedAt: string;
  /** SHA-256 of the sealed file, hexadecimal: what a check of genuineness compares. */
  sha256: string;
}

export interface Sealer {
  /**
   * Adds a detached signature to a PDF as an incremental update: PAdES B-LT with a time stamp over the signature and the data to check both,
   * B-T where these cannot be had, B-B without time stamps (ETSI EN 319 142-1, section 6). Only digests leave. Without a time stamp the same
   * file at the same time gives the same bytes. Throws ConnectorError `bad-inputs` when the file is no PDF with a plain cross-reference table,
   * `not-allowed` when the certificate has ended or is revoked, `not-available`, `not-allowed` or `bad-answer` when a provider fails.
   */
  seal(pdf: Uint8Array, wish: SealWish): Promise<Sealed>;
  /** When the certificate of the seal ends. Throws ConnectorError when a provider does not tell. */
  validUntil(signal?: AbortSignal): Promise<Date>;
}

/** @throws ConnectorError `not-allowed` */
function assertGood(certificate: Buffer, at: Date): void {
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  if (at < validFromDate || at > validToDate)
    throw new ConnectorError(
      'not-allowed',
      `expected a certificate of the seal that is good on ${at.toISOString().slice(0, 10)}, got one from ${validFromDate.toISOString().slice(0, 10)} to ${validToDate.toISOString().slice(0, 10)}`,
    );
}

/** A sealer with a signer and, for B-T, a time-stamping authority. */
export function createSealer({ signer, timestamps, revocation = null, now }: SealerOptions): Sealer {
  return {
    async validUntil(signal) {
      const [own] = await signer.certificates(signal);
      return new X509Certificate(own ?? Buffer.alloc(0)).validToDate;
    },
    async seal(pdf, { reason, name, at, signal }) {
      const certificates = await signer.certificates(signal);
      const [own] = certificates;
      if (!own) throw new TypeError('expected a certificate of the seal, got none');
      assertGood(own, now?.() ?? new Date(at));
      // Asked before anything is signed: with a revoked certificate nothing is.
      const lists = (await revocation?.listsFor(certificates, signal)) ?? null;
      const prepared = withPlaceholder(pdf, { at: new Date(at), reason, name: name ?? commonName(own) });
      const toSign = attributesToSign(sha256(signedBytes(prepared)), own);
      const signature = await signer.sign(toSign.bytes, signal);
      const timestamp = timestamps ? await timestamps.stamp(signature, signal) : null;
      const signed = fill(prepared, signedData({ toSign, signature, certificates, timestamp }));
      const stamped = timestamp && lists ? certificatesOf(timestamp) : null;
      const more = stamped ? ((await revocation?.listsFor(stamped, signal)) ?? null) : null;
      const file =
        stamped && lists && more
          ? withStore(signed, { certificates: distinct([...certificates, ...stamped]), lists: distinct([...lists, ...more]) })
          : signed;
      return { file, sealedAt: new Date(at).toISOString(), sha256: createHash('sha256').update(file).digest('hex') };
    },
  };
}

const distinct = (all: readonly Buffer[]): Buffer[] => all.filter((one, at) => all.findIndex((other) => other.equals(one)) === at);
