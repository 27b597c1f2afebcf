import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';

/** `none`: no file in the form; `size`: more than was allowed; `broken`: no such form, or not to its end. */
export type NoDigest = 'none' | 'size' | 'broken';

/**
 * SHA-256 (hex) of the first file that a posted form brings in a control, read as a stream: nothing of it is kept, in memory or on a disk.
 * Beyond `most` bytes it stops reading.
 */
export function digestForm(
  body: Readable,
  headers: IncomingHttpHeaders,
  { control, most }: { control: string; most: number },
): Promise<{ hash: string } | NoDigest> {
  return new Promise((done) => {
    let found: { hash: string } | NoDigest = 'none';
    const end = (answer: { hash: string } | NoDigest): void => {
      body.unpipe();
      done(answer);
    };
    let parser: InstanceType<typeof Busboy>;
    try {
      parser = new Busboy({
        headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
        limits: { fields: 5, fieldSize: 1024, files: 2, parts: 7, headerPairs: 20 },
      });
    } catch {
      return end('broken');
    }
    parser.on('file', (name: string, stream: Readable, filename: string | undefined) => {
      stream.on('error', () => {});
      if (name !== control || !filename || found !== 'none') return void stream.resume();
      const hash = createHash('sha256');
      let size = 0;
      stream.on('data', (part: Buffer) => {
        size += part.length;
        hash.update(part);
        if (size > most) end('size');
      });
      stream.on('end', () => (found = size === 0 ? 'none' : { hash: hash.digest('hex') }));
    });
    parser.once('error', () => end('broken'));
    parser.once('finish', () => end(found));
    body.once('error', () => end('broken'));
    body.once('close', () => !body.readableEnded && end('broken'));
    body.pipe(parser);
  });
}
