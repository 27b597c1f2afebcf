import { createHash } from 'node:crypto';
import { attributesToSign, signedData } from './cms.ts';
import { sha256 } from './der.ts';
import { fill, signedBytes, withPlaceholder } from './placeholder.ts';
import { commonName, type Signer } from './signer.ts';
import type { TimestampAuthority } from './timestamp.ts';

export interface SealerOptions {
  signer: Signer;
  /** Without it the signature is B-B: nobody but the signer says when. */
  timestamps: TimestampAuthority | null;
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
   * Adds a detached signature to a PDF as an incremental update: PAdES B-T with a time stamp over the signature, else B-B (ETSI
   * EN 319 142-1, section 6). Only digests leave. Without a time stamp the same file at the same time gives the same bytes. Throws
   * ConnectorError `bad-inputs` when the file is no PDF with a plain cross-reference table, `not-available`, `not-allowed` or
   * `bad-answer` when a provider fails.
   */
  seal(pdf: Uint8Array, wish: SealWish): Promise<Sealed>;
}

/** A sealer with a signer and, for B-T, a time-stamping authority. */
export function createSealer({ signer, timestamps }: SealerOptions): Sealer {
  return {
    async seal(pdf, { reason, name, at, signal }) {
      const certificates = await signer.certificates(signal);
      const [own] = certificates;
      if (!own) throw new TypeError('expected a certificate of the seal, got none');
      const prepared = withPlaceholder(pdf, { at: new Date(at), reason, name: name ?? commonName(own) });
      const toSign = attributesToSign(sha256(signedBytes(prepared)), own);
      const signature = await signer.sign(toSign.bytes, signal);
      const timestamp = timestamps ? await timestamps.stamp(signature, signal) : null;
      const file = fill(prepared, signedData({ toSign, signature, certificates, timestamp }));
      return { file, sealedAt: new Date(at).toISOString(), sha256: createHash('sha256').update(file).digest('hex') };
    },
  };
}
