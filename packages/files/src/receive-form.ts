import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { FilesError } from './errors.ts';
import { plainFilename } from './filename.ts';
import { inspectFile } from './inspect.ts';
import { acceptedType } from './media-types.ts';
import type { FileStore, KeptFile, ReceivedFile, Scanner, ScanResult, TakenFile, Wanted } from './types.ts';

export interface Receiving {
  store: FileStore;
  /** Null: files stay `not-scanned`. */
  scanner: Scanner | null;
  /**
   * Asked once, before the first file is taken, with the fields that came before it: null refuses all files (they are read and thrown
   * away); else what each control takes, by its name. Files of other controls are thrown away.
   */
  admit(fields: URLSearchParams): Promise<ReadonlyMap<string, Wanted> | null>;
}

export interface Received {
  fields: URLSearchParams;
  /** In the order of the form; controls without a chosen file are not there. */
  files: ReceivedFile[];
  /** There were files and `admit` refused them. */
  refused: boolean;
}

const LIMITS = { fields: 2000, fieldNameSize: 300, fieldSize: 256 * 1024, files: 50, parts: 2100, headerPairs: 20 };
/** Bytes of all fields together, as for a form without files. */
const MOST_FIELDS = 256 * 1024;

export function isMultipart(contentType: string | undefined): boolean {
  return /^multipart\/form-data\b/i.test(contentType ?? '');
}

/**
 * Reads a form with files (RFC 7578) as a stream: no file is ever in memory as a whole. Each goes to the store, is judged by its
 * content (not by its name or what the browser says), scanned, and kept under its hash only when nothing is wrong with it.
 * @throws FilesError `form-invalid` when the body is no such form, has too many parts, or ends too early
 */
export async function receiveForm(body: Readable, headers: IncomingHttpHeaders, receiving: Receiving): Promise<Received> {
  const fields = new URLSearchParams();
  const files: Promise<ReceivedFile | null>[] = [];
  let admitted: Promise<ReadonlyMap<string, Wanted> | null> | null = null;
  let bytes = 0;
  const counts = new Map<string, number>();
  const parser = parserOf(headers);
  const end = Promise.withResolvers<void>();
  const streams: Readable[] = [];
  const broken = (cause: unknown): void => {
    body.unpipe(parser);
    body.resume();
    for (const stream of streams) stream.destroy(new Error('broken'));
    end.reject(
      cause instanceof FilesError
        ? cause
        : new FilesError('form-invalid', 'expected a form with files to its end, got a part of one', { cause }),
    );
  };
  parser.on('field', (name, value, nameCut, valueCut) => {
    bytes += name.length + value.length;
    if (nameCut || valueCut || bytes > MOST_FIELDS)
      return broken(new FilesError('form-invalid', 'expected fields of a usual size, got more'));
    fields.append(name, value);
  });
  parser.on('file', (name: string, stream: Readable, filename: string | undefined) => {
    // It fails with the whole form, even while nobody reads it yet.
    stream.on('error', () => {});
    if (!filename) return void stream.resume();
    streams.push(stream);
    const place = (counts.get(name) ?? 0) + 1;
    counts.set(name, place);
    admitted ??= receiving.admit(fields);
    const file = one({ name, filename: plainFilename(filename), stream, place }, admitted, receiving);
    // Listened to at once: several files may fail before the end is awaited.
    file.catch(() => {});
    files.push(file);
  });
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
    parser.on(limit, () => broken(new FilesError('form-invalid', 'expected a form of a usual number of parts, got more')));
  parser.once('error', broken);
  parser.once('finish', end.resolve);
  body.once('error', broken);
  body.once('close', () => !body.readableEnded && broken(new Error('closed')));
  body.pipe(parser);
  try {
    await end.promise;
  } catch (error) {
    await Promise.allSettled(files);
    throw error;
  }
  const received = (await Promise.all(files)).filter((each) => each !== null);
  return { fields, files: received, refused: admitted !== null && (await admitted) === null };
}

function parserOf(headers: IncomingHttpHeaders): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits: LIMITS });
  } catch (cause) {
    throw new FilesError('form-invalid', 'expected multipart/form-data with a boundary, got another body', { cause });
  }
}

interface Arriving {
  name: string;
  filename: string;
  stream: Readable;
  /** 1 for the first file of its control. */
  place: number;
}

async function one(
  { name, filename, stream, place }: Arriving,
  admitted: Promise<ReadonlyMap<string, Wanted> | null>,
  { store, scanner }: Receiving,
): Promise<ReceivedFile | null> {
  const wanted = (await admitted)?.get(name);
  if (!wanted) {
    stream.resume();
    return null;
  }
  const arrived = { name, filename, size: 0, kept: null };
  if (place > wanted.count) {
    stream.resume();
    return { ...arrived, problem: 'too-many' };
  }
  let taken: TakenFile;
  try {
    taken = await store.take(stream, wanted.most);
  } catch {
    // Unread, it would keep what comes after it from ever arriving.
    stream.resume();
    return { ...arrived, problem: 'interrupted' };
  }
  const judged = await judge(taken, filename, wanted, scanner).catch(async (error: unknown) => {
    await taken.drop();
    throw error;
  });
  return { ...arrived, size: taken.size, ...judged };
}

async function judge(
  taken: TakenFile,
  filename: string,
  wanted: Wanted,
  scanner: Scanner | null,
): Promise<Pick<ReceivedFile, 'problem' | 'kept'>> {
  const refuse = async (problem: NonNullable<ReceivedFile['problem']>): Promise<Pick<ReceivedFile, 'problem' | 'kept'>> => {
    await taken.drop();
    return { problem, kept: null };
  };
  if (taken.tooLarge) return refuse('size');
  if (taken.size === 0) return refuse('empty');
  const { type, text, problem } = await inspectFile(taken.path);
  const mediaType = acceptedType(type, text, filename, wanted.endings);
  if (mediaType === null) return refuse(problem === 'inside' && type === null ? 'inside' : 'type');
  if (problem !== null) return refuse(problem);
  const scan = await scanned(taken, scanner);
  if (scan === 'infected') return refuse('infected');
  await taken.keep();
  return { problem: null, kept: { hash: taken.hash, mediaType, scan } satisfies KeptFile };
}

/** A scanner that does not answer stops nobody from sending: the file waits for it. */
async function scanned(taken: TakenFile, scanner: Scanner | null): Promise<ScanResult | 'infected'> {
  if (!scanner) return 'not-scanned';
  try {
    return await scanner.scan(taken.read());
  } catch (error) {
    if (error instanceof FilesError) return 'pending';
    throw error;
  }
}
