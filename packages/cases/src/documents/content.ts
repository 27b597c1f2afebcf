import { Readable } from 'node:stream';
import type pg from 'pg';
import { CasesError } from '../errors.ts';

/** Where contents of documents lie, under the SHA-256 of their bytes: the same store as for files that people send. */
export interface ContentStore {
  take(stream: Readable, most: number): Promise<{ hash: string; size: number; keep(): Promise<void>; drop(): Promise<void> }>;
  open(hash: string): Promise<{ size: number; stream: Readable }>;
}

/** Content that lies in the store and waits for its row; without one it goes after a day. */
export interface KeptContent {
  hash: string;
  /** Bytes. */
  size: number;
}

/** The first of two steps: puts content into the store. The second is a row that names its hash. */
export async function keepContent(store: ContentStore, bytes: Uint8Array): Promise<KeptContent> {
  const taken = await store.take(Readable.from([Buffer.from(bytes)]), bytes.length);
  try {
    await taken.keep();
  } finally {
    await taken.drop();
  }
  return { hash: taken.hash, size: bytes.length };
}

/**
 * Content of a row that this connection may see: from the store, or from the database where it was written before there was one.
 * @throws CasesError `content-unknown` when there is no such row for this connection; errors of the store
 */
export async function openContent(
  client: Pick<pg.ClientBase, 'query'>,
  store: ContentStore,
  hash: string,
): Promise<{ size: number; stream: Readable }> {
  const { rows } = await client.query<{ bytes: Buffer | null }>('select bytes from cases.contents where content_hash = $1', [hash]);
  const [row] = rows;
  if (!row) throw new CasesError('content-unknown', `expected content ${hash.slice(0, 12)} of a document, got none`);
  return row.bytes ? { size: row.bytes.length, stream: Readable.from([row.bytes]) } : store.open(hash);
}

/** The same as bytes; documents that were rendered here are small. */
export async function readContent(client: Pick<pg.ClientBase, 'query'>, store: ContentStore, hash: string): Promise<Buffer> {
  const { stream } = await openContent(client, store, hash);
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
