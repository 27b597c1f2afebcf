import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FilesError } from './errors.ts';
import type { FileStore, TakenFile } from './types.ts';

const HASH = /^[0-9a-f]{64}$/;

/**
 * Files in a local folder: `ab/cd/<hash>`, and `arriving/` for what is on its way in (emptied of what is older than a day when
 * opened). Readable by the owner of the process alone.
 */
export async function openFileStore(folder: string): Promise<FileStore> {
  const arriving = join(folder, 'arriving');
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  for (const name of await readdir(arriving)) {
    const path = join(arriving, name);
    if ((await ageOf(path)) > 24 * 3_600_000) await rm(path, { force: true });
  }
  const place = (hash: string): string => {
    if (!HASH.test(hash)) throw new FilesError('file-missing', 'expected a hash of 64 hex digits, got another text');
    return join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
  };
  return {
    take: (stream, most) => take(stream, most, join(arriving, randomUUID()), place),
    async open(hash) {
      const path = place(hash);
      const { size } = await stat(path).catch((cause: unknown) => {
        throw new FilesError('file-missing', `expected content ${hash.slice(0, 12)} in the file store, got none`, { cause });
      });
      return { size, stream: createReadStream(path) };
    },
    remove: (hash) => rm(place(hash), { force: true }),
    async *older(ms) {
      for await (const path of contents(folder)) if ((await ageOf(path.full)) > ms) yield path.name;
    },
  };
}

async function take(stream: Readable, most: number, path: string, place: (hash: string) => string): Promise<TakenFile> {
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
    async keep() {
      const target = place(digest);
      await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
      await rename(path, target);
      // The clean-up goes by age: content that is there already must not be taken away just now.
      await utimes(target, new Date(), new Date());
      const directory = await open(join(target, '..'), 'r');
      await directory.sync().finally(() => directory.close());
    },
    drop: () => rm(path, { force: true }),
  };
}

async function* contents(folder: string): AsyncIterable<{ name: string; full: string }> {
  for (const entry of await entries(folder)) {
    const full = join(folder, entry.name);
    if (entry.isFile() && HASH.test(entry.name)) yield { name: entry.name, full };
    else if (entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name)) yield* contents(full);
  }
}

async function entries(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true });
}

async function ageOf(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs;
}
