import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Shelf } from './shelf.ts';
import { decrypt, encrypt, keyNameOf, type KeyRing } from './encryption.ts';
import { FilesError } from './errors.ts';
import { ageOf, localShelf, putBack } from './local-shelf.ts';
import { s3Shelf, type S3Settings } from './s3-shelf.ts';
import type { FileStore, TakenFile } from './types.ts';

export interface StoreOptions {
  /** A bucket for the contents; without it they lie in the folder. */
  s3?: S3Settings | null;
  /** Encrypts what is kept from now on; what is there stays readable. */
  keys?: KeyRing | null;
}

interface Parts {
  shelf: Shelf;
  keys: KeyRing | null;
  arriving: string;
}

/**
 * Files in a local folder or a bucket, under the SHA-256 of their bytes. `arriving/` of the folder holds in the clear what is on its way in
 * (emptied of what is older than a day when opened). Readable by the owner of the process alone.
 */
export async function openFileStore(folder: string, { s3 = null, keys = null }: StoreOptions = {}): Promise<FileStore> {
  const arriving = join(folder, 'arriving');
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  await putBack(folder, arriving);
  for (const name of await readdir(arriving)) {
    const path = join(arriving, name);
    if ((await ageOf(path)) > 24 * 3_600_000) await rm(path, { force: true });
  }
  const parts: Parts = { shelf: s3 ? s3Shelf(s3) : localShelf(folder, arriving), keys, arriving };
  const { shelf } = parts;
  return {
    take: (stream, most) => take(stream, most, parts),
    open: (hash) => openContent(parts, hash),
    remove: async (hash, olderThanMs = -1) => shelf.removeOlder(hash, olderThanMs),
    async *older(ms) {
      for await (const { name, ageMs } of shelf.list()) if (ageMs > ms) yield name;
    },
    rotate: (hash) => rotate(parts, hash),
  };
}

async function take(stream: Readable, most: number, parts: Parts): Promise<TakenFile> {
  const path = join(parts.arriving, randomUUID());
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      // Read on: the rest of the form comes after it.
      if (size > most) continue;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  const digest = hash.digest('hex');
  return {
    size,
    tooLarge: size > most,
    hash: digest,
    path,
    read: () => createReadStream(path),
    keep: () => keep(parts, digest, path),
    drop: () => rm(path, { force: true }),
  };
}

async function keep({ shelf, keys }: Parts, hash: string, path: string): Promise<void> {
  if (!keys) return shelf.put(hash, path);
  const sealed = `${path}.sealed`;
  try {
    // `flush`: on the disk before it gets its name.
    const target = createWriteStream(sealed, { mode: 0o600, flags: 'wx', flush: true });
    await pipeline(Readable.from(encrypt(createReadStream(path) as AsyncIterable<Buffer>, keys, hash)), target);
    await shelf.put(hash, sealed);
  } finally {
    await rm(sealed, { force: true });
  }
  await rm(path, { force: true });
}

async function openContent({ shelf, keys }: Parts, hash: string): Promise<{ size: number; stream: Readable }> {
  const stored = await shelf.open(hash);
  try {
    const { size, bytes } = await decrypt(stored, keys, hash);
    return { size, stream: Readable.from(checked(bytes, hash, stored.stream), { objectMode: false }) };
  } catch (error) {
    stored.stream.destroy();
    throw error;
  }
}

/** The bytes as they come; the stream fails at its end when they are not those that were kept. */
async function* checked(bytes: AsyncIterable<Buffer>, hash: string, source: Readable): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  try {
    for await (const part of bytes) {
      digest.update(part);
      yield part;
    }
    if (digest.digest('hex') !== hash)
      throw new FilesError('content-tampered', `expected content ${hash.slice(0, 12)} as it was kept, got other bytes`);
  } finally {
    source.destroy();
  }
}

/** Encrypts content anew under the first key; false: it is so already. */
async function rotate(parts: Parts, hash: string): Promise<boolean> {
  const name = await keyNameOf((await parts.shelf.open(hash)).stream);
  if (name === (parts.keys?.first ?? null)) return false;
  const taken = await take((await openContent(parts, hash)).stream, Number.MAX_SAFE_INTEGER, parts);
  try {
    await taken.keep();
    return true;
  } finally {
    await taken.drop();
  }
}
