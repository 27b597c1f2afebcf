import { PassThrough, type Readable } from 'node:stream';
import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl';
import { ArchiveError } from '../errors.ts';

/** What a ZIP from outside may have at most. */
export interface ZipLimits {
  entries: number;
  /** Unpacked bytes of one entry, and of all. */
  entryBytes: number;
  bytes: number;
  /** Unpacked to packed bytes, for entries above a megabyte. */
  ratio: number;
}

export const zipLimits: ZipLimits = { entries: 10_000, entryBytes: 2_000_000_000, bytes: 20_000_000_000, ratio: 200 };

export interface ReadEntry {
  /** Path with `/`, relative, inside the ZIP. */
  path: string;
  size: number;
  /** Stream that fails with `zip-damaged` when more or less comes out than was said; never gives more than was said. */
  open(): Promise<Readable>;
}

const PLAIN_PART = /^[^\p{Cc}\\:*?"<>|]+$/u;

/**
 * Goes through a ZIP of somebody else, a path or bytes. Every entry is judged before any is opened.
 * @throws ArchiveError `zip-entry` for names that lead out (`..`, absolute, backslash, drive, control characters), links, the same name twice;
 *   `zip-protected` for encrypted entries, `zip-too-large` by number, size or ratio, `zip-damaged`
 */
export async function readZip(from: string | Buffer, limits: ZipLimits = zipLimits): Promise<{ entries: ReadEntry[]; close(): void }> {
  const zip = await opened(from);
  try {
    const entries = await list(zip, limits);
    return { entries, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function opened(from: string | Buffer): Promise<ZipFile> {
  // Names are judged here, so that each refusal has its code.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: true, strictFileNames: true, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: ZipFile): void => (error || !zip ? reject(damaged(error)) : resolve(zip));
    if (typeof from === 'string') open(from, options, done);
    else fromBuffer(from, options, done);
  });
}

function list(zip: ZipFile, limits: ZipLimits): Promise<ReadEntry[]> {
  const found = new Map<string, ReadEntry>();
  let bytes = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) =>
      reject(/file ?name|path/i.test(error.message) ? badEntry('a path inside the ZIP', error) : damaged(error)),
    );
    zip.on('end', () => resolve([...found.values()]));
    zip.on('entry', (entry: Entry) => {
      try {
        bytes += entry.uncompressedSize;
        if (found.size >= limits.entries || bytes > limits.bytes)
          throw tooLarge(`at most ${limits.entries} entries and ${limits.bytes} bytes`);
        judge(entry, limits);
        const key = entry.fileName.normalize('NFC').toLowerCase();
        if (!entry.fileName.endsWith('/')) {
          if (found.has(key)) throw badEntry('each name once');
          found.set(key, { path: entry.fileName, size: entry.uncompressedSize, open: () => openEntry(zip, entry) });
        }
        zip.readEntry();
      } catch (error) {
        reject(error as Error);
      }
    });
    zip.readEntry();
  });
}

function judge(entry: Entry, limits: ZipLimits): void {
  const { fileName, uncompressedSize: size, compressedSize: packed } = entry;
  const parts = fileName.replace(/\/$/, '').split('/');
  if (fileName.length > 1000 || parts.some((part) => part === '' || part === '.' || part === '..' || !PLAIN_PART.test(part)))
    throw badEntry('a relative path without .. or special characters');
  // The upper half holds the Unix mode: only files and folders may be there, no links or devices.
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) throw badEntry('a file or folder');
  if ((entry.generalPurposeBitFlag & 1) !== 0)
    throw new ArchiveError('zip-protected', 'expected entries without a password, got a protected one');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new ArchiveError('zip-damaged', 'expected stored or deflated entries, got another method');
  if (size > limits.entryBytes || (size > 1_000_000 && size > packed * limits.ratio))
    throw tooLarge(`entries of at most ${limits.entryBytes} bytes and ${limits.ratio} times their packed size`);
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(damaged(error));
      const out = new PassThrough();
      stream.on('error', (fault: Error) => out.destroy(damaged(fault)));
      resolve(stream.pipe(out));
    });
  });
}

const damaged = (cause: Error | null): ArchiveError =>
  new ArchiveError('zip-damaged', 'expected a ZIP that can be read, got a damaged one', cause ? { cause } : undefined);
const badEntry = (expected: string, cause?: Error): ArchiveError =>
  new ArchiveError('zip-entry', `expected ${expected} as the name of an entry, got another`, cause ? { cause } : undefined);
const tooLarge = (expected: string): ArchiveError => new ArchiveError('zip-too-large', `expected ${expected}, got more`);
