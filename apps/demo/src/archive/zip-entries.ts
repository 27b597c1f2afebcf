import { createHash } from 'node:crypto';
import { open, type Entry, type ZipFile } from 'yauzl';

/** Opens a ZIP that lies in a file. */
export function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error || !zip ? reject(error ?? new Error('no ZIP')) : resolve(zip),
    ),
  );
}

/** Files of a ZIP by their path. */
export function list(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.readEntry();
  });
}

async function* stream(zip: ZipFile, entry: Entry): AsyncIterable<Buffer> {
  const readable = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    zip.openReadStream(entry, (error, given) => (error || !given ? reject(error ?? new Error('no content')) : resolve(given))),
  );
  for await (const piece of readable) yield piece as Buffer;
}

export async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(stream(zip, entry)));
}

/** Hex digest of an entry; `algorithm` as eCH standards write it. */
export async function sumOf(zip: ZipFile, entry: Entry, algorithm: string): Promise<string> {
  const hash = createHash(algorithm.toLowerCase().replace('sha-', 'sha'));
  for await (const piece of stream(zip, entry)) hash.update(piece);
  return hash.digest('hex');
}
