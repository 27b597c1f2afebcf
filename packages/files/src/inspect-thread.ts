// Runs in a thread of its own (`inspect.ts`): what is thrown here counts as damaged.
import { open, readFile, stat } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { fileTypeFromFile } from 'file-type';
import type { Inspection } from './inspect.ts';

/** A4 at 600 dpi in colour is 35 million pixels. */
const MOST_PIXELS = 120_000_000;
const MOST_PAGES = 1000;
/** A larger PDF is looked at by its beginning and end only. */
const READ_WHOLE = 40 * 1024 * 1024;
const MOST_ENTRIES = 10_000;
const MOST_UNPACKED = 1024 * 1024 * 1024;
/** Office documents pack well below this; bombs far above. */
const MOST_RATIO = 200;

const { path } = workerData as { path: string };
parentPort!.postMessage(await inspect());

async function inspect(): Promise<Inspection> {
  const { size } = await stat(path);
  const type = (await fileTypeFromFile(path))?.mime ?? null;
  if (type === null) return { type, text: await couldBeText(size), problem: null };
  const problem = await problemOf(type, size).catch(() => 'damaged' as const);
  return { type, text: false, problem };
}

async function problemOf(type: string, size: number): Promise<Inspection['problem']> {
  if (type === 'application/pdf') return size <= READ_WHOLE ? wholePdf() : largePdf(size);
  if (type.startsWith('image/')) return image(type);
  if (/zip|openxmlformats|opendocument/.test(type)) return archive(size);
  return null;
}

async function wholePdf(): Promise<Inspection['problem']> {
  const { EncryptedPDFError, PDFDocument } = await import('@cantoo/pdf-lib');
  const content = await readFile(path);
  const load = (how: { password?: string }): ReturnType<typeof PDFDocument.load> =>
    PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: false, ...how });
  try {
    // Files that are only locked against changes open with no password at all, as in every reader.
    const document = await load({}).catch((error: unknown) => {
      if (error instanceof EncryptedPDFError) return load({ password: '' });
      throw error;
    });
    const pages = document.getPageCount();
    return pages > MOST_PAGES ? 'inside' : pages === 0 ? 'damaged' : null;
  } catch (error) {
    return error instanceof EncryptedPDFError || /password/i.test((error as Error).message) ? 'protected' : 'damaged';
  }
}

/** Reads no pages: an encrypted file says so in its trailer, and a cut one has no end. */
async function largePdf(size: number): Promise<Inspection['problem']> {
  const end = await bytes(Math.max(0, size - 64 * 1024), 64 * 1024);
  const text = end.toString('latin1');
  if (!text.includes('%%EOF')) return 'damaged';
  return /\/Encrypt\s+\d+\s+\d+\s+R/.test(text) ? 'protected' : null;
}

async function image(type: string): Promise<Inspection['problem']> {
  const { imageSize } = await import('image-size');
  const { width, height } = imageSize(await bytes(0, 512 * 1024));
  if (!(width > 0 && height > 0)) return 'damaged';
  if (width * height > MOST_PIXELS) return 'inside';
  // A photo cut off on its way has its head, not its end.
  const { size } = await stat(path);
  const end = await bytes(Math.max(0, size - 64), 64);
  if (type === 'image/png' && !end.includes('IEND')) return 'damaged';
  return null;
}

async function archive(packed: number): Promise<Inspection['problem']> {
  const { default: yauzl } = await import('yauzl');
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: true }, (error, zip) => {
      if (error) return reject(error);
      let [entries, unpacked] = [0, 0];
      const end = (problem: Inspection['problem']): void => {
        zip.close();
        resolve(problem);
      };
      zip.on('error', reject);
      zip.on('end', () => end(null));
      zip.on('entry', (entry: { generalPurposeBitFlag: number; uncompressedSize: number }) => {
        entries++;
        unpacked += entry.uncompressedSize;
        if (entry.generalPurposeBitFlag & 1) return end('protected');
        if (entries > MOST_ENTRIES || unpacked > MOST_UNPACKED || (unpacked > 50_000_000 && unpacked > packed * MOST_RATIO))
          return end('inside');
        zip.readEntry();
      });
      zip.readEntry();
    });
  });
}

async function couldBeText(size: number): Promise<boolean> {
  const begin = await bytes(0, Math.min(size, 64 * 1024));
  return !begin.includes(0) && (begin.length < size || isUtf8(begin) || !begin.some((byte) => byte < 9 || (byte > 13 && byte < 32)));
}

function isUtf8(given: Buffer): boolean {
  return Buffer.from(given.toString('utf8')).equals(given);
}

async function bytes(from: number, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(count);
    const { bytesRead } = await file.read(buffer, 0, count, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
