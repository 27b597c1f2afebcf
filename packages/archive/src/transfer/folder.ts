import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ArchiveError } from '../errors.ts';
import { MOST_BYTES, readAcknowledgement } from './read-acknowledgement.ts';
import type { ArchiveTransfer, HandedPackage } from './types.ts';

/**
 * Hands packages over in a folder that both sides see: `<name>.zip` appears when it is complete; the archive puts
 * `<name>.acknowledgement.xml` beside it.
 */
export function createFolderTransfer({ id, folder }: { id: string; folder: string }): ArchiveTransfer {
  return {
    id,
    async handOver(given) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o750 });
        const target = join(folder, `${given.name}.zip`);
        if (await isThere(target, given)) return { receipt: `${given.name}.zip` };
        // Half of it is never seen under its name; a try that broke off is written over.
        const part = join(folder, `.${given.name}.part`);
        await pipeline(await given.open(), createWriteStream(part, { mode: 0o640 }));
        await flush(part);
        await rename(part, target);
        await flush(folder);
        return { receipt: `${given.name}.zip` };
      } catch (cause) {
        if (cause instanceof ArchiveError || !('syscall' in (cause as object))) throw cause;
        throw notAvailable(cause);
      }
    },
    async acknowledgement({ id: transferId, name }) {
      const path = join(folder, `${name}.acknowledgement.xml`);
      const size = (await stat(path).catch(() => null))?.size ?? null;
      if (size === null) return null;
      if (size > MOST_BYTES)
        throw new ArchiveError('acknowledgement-invalid', `expected an answer of at most ${MOST_BYTES} bytes, got ${size}`);
      return readAcknowledgement(await readFile(path), transferId);
    },
  };
}

/** @throws ArchiveError `transfer-differs` */
async function isThere(path: string, { sha256 }: HandedPackage): Promise<boolean> {
  if (!(await stat(path).catch(() => null))) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== sha256)
    throw new ArchiveError('transfer-differs', 'expected no other package of this name in the folder, got one');
  return true;
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

const notAvailable = (cause: unknown): ArchiveError =>
  new ArchiveError('transfer-not-available', `expected the folder of the archive, got ${(cause as { code?: string }).code ?? 'a fault'}`, {
    cause,
  });
