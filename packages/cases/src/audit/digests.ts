import { createHash } from 'node:crypto';

/** Format of `cases.audit_content` that new seals use. */
export const FORMAT = 1;

/** What stands before the first seal of a chain. */
export const GENESIS = Buffer.alloc(32);

export interface Seal {
  authority: string;
  number: number;
  sealedAt: Date;
  format: number;
  entries: number;
  root: Buffer;
  previous: Buffer;
}

/** SHA-256 of a record as `cases.audit_content` spells it. */
export function digestOf(content: string): Buffer {
  return createHash('sha256').update(content).digest();
}

/** SHA-256 over the digests of a batch, in their order. */
export function rootOf(digests: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const digest of digests) hash.update(digest);
  return hash.digest();
}

/** SHA-256 over everything that a seal says, with the hash of the seal before. */
export function hashOf({ authority, number, sealedAt, format, entries, root, previous }: Seal): Buffer {
  const said = [authority, number, sealedAt.toISOString(), format, entries, root.toString('hex'), previous.toString('hex')];
  return digestOf(JSON.stringify(said));
}
