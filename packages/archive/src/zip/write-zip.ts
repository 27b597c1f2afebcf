import { createHash } from 'node:crypto';
import { PassThrough, Readable, Transform } from 'node:stream';
import { ZipFile } from 'yazl';
import { ArchiveError } from '../errors.ts';

/** One file of a ZIP. `open` is called when its turn comes, one after the other. */
export interface ZipEntry {
  /** Path with `/`, relative. */
  path: string;
  open(): Promise<NodeJS.ReadableStream> | NodeJS.ReadableStream;
  /** Known before: what comes out otherwise ends the ZIP with an error. */
  sha256?: string;
  /** False for what is packed already. Default true. */
  compress?: boolean;
}

/** PDFs, pictures and packed files gain nothing from being packed once more. */
const PACKED = /^(application\/(pdf|zip|.*openxmlformats.*|.*opendocument.*)|image\/(jpeg|png|webp|heic)|video\/|audio\/)/;

/** Is it worth packing content of this media type. */
export function worthPacking(mediaType: string): boolean {
  return !PACKED.test(mediaType);
}

/**
 * Writes a ZIP as a stream: one entry open at a time, Zip64 where sizes or counts need it. The same entries and `mtime` give the same
 * bytes. The stream fails with `content-differs` when content has another hash than was said.
 */
export function writeZip(entries: Iterable<ZipEntry>, { mtime }: { mtime: Date }): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  let current: NodeJS.ReadableStream | null = null;
  const fail = (error: Error): void => void out.destroy(error);
  // Nobody may read it at all: then a failure is nobody's, and must not end the process.
  out.on('error', () => {});
  // Whoever reads may leave in the middle: what is open then is closed.
  out.on('close', () => (current as Readable | null)?.destroy());
  zip.on('error', fail);
  zip.outputStream.on('error', fail);
  for (const entry of entries) {
    const options = { mtime, mode: 0o100644, compress: entry.compress ?? true, forceDosTimestamp: true };
    zip.addReadStreamLazy(entry.path, options, (give) => {
      opened(entry).then((stream) => {
        current = stream.on('error', fail);
        give(null, stream);
      }, fail);
    });
  }
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}

async function opened(entry: ZipEntry): Promise<NodeJS.ReadableStream> {
  const stream = await entry.open();
  if (entry.sha256 === undefined) return stream;
  const checked = checking(entry.path, entry.sha256);
  stream.on('error', (error) => checked.destroy(error as Error));
  return stream.pipe(checked);
}

function checking(path: string, sha256: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      if (hash.digest('hex') === sha256) return done();
      done(new ArchiveError('content-differs', `expected the content of ${path} with the hash it was kept under, got another`));
    },
  });
}

/** Bytes as a stream that can be opened again. */
export const streamOf = (bytes: Uint8Array | string): Readable => Readable.from([typeof bytes === 'string' ? Buffer.from(bytes) : bytes]);
