import type { Readable } from 'node:stream';

/** Where contents lie: names are hashes of 64 hex digits, and what lies under one never changes. */
export interface Shelf {
  /** Moves a file of the local disk here; it is durable when this returns. The file is gone afterwards. Renews the age of what is there already. */
  put(name: string, path: string): Promise<void>;
  /** @throws FilesError `file-missing`, `store-down` */
  open(name: string): Promise<{ size: number; stream: Readable }>;
  /** Removes what is older than `ms`; younger content stays, also when it was renewed only just now. True: nothing is there any more. */
  removeOlder(name: string, ms: number): Promise<boolean>;
  list(): AsyncIterable<{ name: string; ageMs: number }>;
}

export const HASH = /^[0-9a-f]{64}$/;
