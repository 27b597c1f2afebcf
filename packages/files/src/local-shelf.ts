import { randomUUID } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { HASH, type Shelf } from './shelf.ts';
import { FilesError } from './errors.ts';

/** A local folder: `ab/cd/<hash>`; what is about to be removed lies in `arriving` for a moment. */
export function localShelf(folder: string, arriving: string): Shelf {
  const place = (name: string): string => {
    if (!HASH.test(name)) throw new FilesError('file-missing', 'expected a hash of 64 hex digits, got another text');
    return join(folder, name.slice(0, 2), name.slice(2, 4), name);
  };
  return {
    async put(name, path) {
      const target = place(name);
      await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
      // The clean-up goes by age: content that is there already must not be taken away just now.
      await utimes(path, new Date(), new Date());
      await rename(path, target);
      const directory = await open(join(target, '..'), 'r');
      await directory.sync().finally(() => directory.close());
    },
    async open(name) {
      const path = place(name);
      const { size } = await stat(path).catch((cause: NodeJS.ErrnoException) => {
        const missing = cause.code === 'ENOENT';
        throw new FilesError(
          missing ? 'file-missing' : 'store-down',
          `expected content ${name.slice(0, 12)} in the file store, got ${missing ? 'none' : 'no access'}`,
          { cause },
        );
      });
      return { size, stream: createReadStream(path) };
    },
    async removeOlder(name, ms) {
      const target = place(name);
      const going = join(arriving, `${randomUUID()}.${name}${GOING}`);
      // Taken out first and judged then: whoever keeps the same content meanwhile makes it anew under its name.
      const gone = await rename(target, going).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
      if (!gone) return true;
      if ((await ageOf(going)) < ms) {
        // Another node that starts may have put it back already.
        await rename(going, target).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error;
        });
        return false;
      }
      await rm(going, { force: true });
      return true;
    },
    async *list() {
      for await (const { name, full } of contents(folder)) yield { name, ageMs: await ageOf(full) };
    },
  };
}

const GOING = '.going';

/** Puts back what a process that was killed had taken out to judge its age: the clean-up looks at it again. */
export async function putBack(folder: string, arriving: string): Promise<void> {
  for (const file of await readdir(arriving)) {
    const name = file.endsWith(GOING) ? file.slice(-GOING.length - 64, -GOING.length) : '';
    if (!HASH.test(name)) continue;
    const target = join(folder, name.slice(0, 2), name.slice(2, 4), name);
    await rename(join(arriving, file), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
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

/** Age of a file in ms; 0 when it is gone. */
export async function ageOf(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs;
}
