import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { plainFilename } from './filename.ts';

/** Fields of a form with files, and which files were chosen: control and plain name, in the order of the form. */
export interface FieldsOfForm {
  fields: URLSearchParams;
  files: { name: string; filename: string }[];
}

/** Bytes of all fields together, as for a form without files. */
const MOST_FIELDS = 256 * 1024;
const LIMITS = { fields: 2000, fieldNameSize: 300, fieldSize: MOST_FIELDS, files: 50, parts: 2100, headerPairs: 20 };

/**
 * What a posted form with files says, without its files: they are read and thrown away, nothing of them is kept in memory or on a disk.
 * Null: it is no such form, does not come to its end within `milliseconds`, or brings more than `most` bytes.
 */
export function fieldsOfForm(
  body: Readable,
  headers: IncomingHttpHeaders,
  { most, milliseconds }: { most: number; milliseconds: number },
): Promise<FieldsOfForm | null> {
  return new Promise((done) => {
    const found: FieldsOfForm = { fields: new URLSearchParams(), files: [] };
    const streams: Readable[] = [];
    const end = (answer: FieldsOfForm | null): void => {
      clearTimeout(timer);
      body.unpipe();
      if (answer === null) for (const stream of streams) stream.destroy(new Error('broken'));
      done(answer);
    };
    const broken = (): void => end(null);
    const timer = setTimeout(broken, milliseconds);
    let parser: InstanceType<typeof Busboy>;
    try {
      parser = new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits: LIMITS });
    } catch {
      return broken();
    }
    let [fieldBytes, fileBytes] = [0, 0];
    parser.on('field', (name, value, nameCut, valueCut) => {
      fieldBytes += name.length + value.length;
      if (nameCut || valueCut || fieldBytes > MOST_FIELDS) return broken();
      found.fields.append(name, value);
    });
    parser.on('file', (name: string, stream: Readable, filename: string | undefined) => {
      stream.on('error', () => {});
      streams.push(stream);
      if (filename) found.files.push({ name, filename: plainFilename(filename) });
      stream.on('data', (part: Buffer) => (fileBytes += part.length) > most && broken());
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(limit, broken);
    parser.once('error', broken);
    parser.once('finish', () => end(found));
    body.once('error', broken);
    body.once('close', () => !body.readableEnded && broken());
    body.pipe(parser);
  });
}
