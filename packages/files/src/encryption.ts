import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { FilesError } from './errors.ts';

/** Keys that encrypt the keys of files: the first encrypts, all decrypt. */
export interface KeyRing {
  keys: ReadonlyMap<string, Buffer>;
  /** Name of the key for new files. */
  first: string;
}

const MAGIC = Buffer.from('EPF1');
const CHUNK = 65_536;
const TAG = 16;
const WRAPPED = 12 + 32 + TAG;

/**
 * Reads `name=base64,name=base64`: keys of 32 bytes, the one for what is new first. `of`: what they are for, for the message.
 * @throws FilesError `configuration-invalid`; the message holds no key
 */
export function readKeyRing(text: string, of = 'files'): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',')) {
    const [, name = '', value = ''] = /^\s*([\w.-]{1,32})=([\w+/=-]+)\s*$/.exec(entry) ?? [];
    const key = Buffer.from(value, 'base64');
    if (!name || key.length !== 32 || keys.has(name))
      throw new FilesError(
        'configuration-invalid',
        `expected keys of ${of} as name=base64 of 32 bytes, each name once, got something else`,
      );
    keys.set(name, key);
  }
  return { keys, first: [...keys.keys()][0]! };
}

const tampered = (hash: string, cause?: unknown): FilesError =>
  new FilesError('content-tampered', `expected content ${hash.slice(0, 12)} as it was kept, got other bytes`, { cause });

/** Counter of the chunk, and whether it is the last: so no chunk can be moved, repeated or left out (STREAM, Hoang et al. 2015). */
function nonceOf(chunk: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(chunk, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function header(name: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from([name.length]), Buffer.from(name, 'latin1')]);
}

/** A data key under the ring's first key, bound to the content it is for. */
function wrap(ring: KeyRing, dataKey: Buffer, hash: string): Buffer {
  const head = header(ring.first);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', ring.keys.get(ring.first)!, nonce).setAAD(Buffer.concat([head, Buffer.from(hash)]));
  return Buffer.concat([head, nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(ring: KeyRing, name: string, wrapped: Buffer, hash: string): Buffer {
  const key = ring.keys.get(name);
  if (!key)
    throw new FilesError('key-unknown', `expected the key of content ${hash.slice(0, 12)} among the configured ones, got another name`);
  const cipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12)).setAAD(Buffer.concat([header(name), Buffer.from(hash)]));
  cipher.setAuthTag(wrapped.subarray(44));
  try {
    return Buffer.concat([cipher.update(wrapped.subarray(12, 44)), cipher.final()]);
  } catch (cause) {
    throw tampered(hash, cause);
  }
}

/**
 * Encrypts a stream with AES-256-GCM in chunks of 64 KiB under a key of its own, which stands at the beginning, encrypted. `hash` is the
 * SHA-256 of what comes in. Holds one chunk in memory.
 */
export async function* encrypt(source: AsyncIterable<Buffer>, ring: KeyRing, hash: string): AsyncGenerator<Buffer> {
  const dataKey = randomBytes(32);
  yield wrap(ring, dataKey, hash);
  const sealed = (plain: Buffer, chunk: number, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', dataKey, nonceOf(chunk, last));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  let chunk = 0;
  const bytes = new Bytes(source);
  for (;;) {
    const plain = await bytes.upTo(CHUNK);
    const last = await bytes.ended();
    yield sealed(plain, chunk++, last);
    if (last) return;
  }
}

/** Takes a stream in stretches of wanted lengths. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #done = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** So many bytes, fewer only at the end. */
  async upTo(length: number): Promise<Buffer> {
    const parts = [this.#rest];
    let size = this.#rest.length;
    while (size < length && !this.#done) {
      const { value, done } = await this.#source.next();
      if (done) this.#done = true;
      else {
        parts.push(value);
        size += value.length;
      }
    }
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    this.#rest = whole.subarray(Math.min(length, whole.length));
    return whole.subarray(0, length);
  }

  async ended(): Promise<boolean> {
    while (this.#rest.length === 0 && !this.#done) {
      const { value, done } = await this.#source.next();
      if (done) this.#done = true;
      else this.#rest = value;
    }
    return this.#rest.length === 0;
  }

  /** What is left, and where it came from is let go. */
  async *all(): AsyncGenerator<Buffer> {
    for (let part = await this.upTo(CHUNK); part.length > 0; part = await this.upTo(CHUNK)) yield part;
  }
}

/** What lies in a store, opened: its size in the clear and its bytes. Content from before encryption was set is taken as it is. */
export async function decrypt(
  stored: { size: number; stream: Readable },
  ring: KeyRing | null,
  hash: string,
): Promise<{ size: number; bytes: AsyncIterable<Buffer> }> {
  const bytes = new Bytes(stored.stream as AsyncIterable<Buffer>);
  const start = await bytes.upTo(5);
  const isOurs = start.length === 5 && start.subarray(0, 4).equals(MAGIC);
  if (!isOurs || !ring) {
    if (isOurs) throw new FilesError('key-unknown', `expected a key for content ${hash.slice(0, 12)}, got none configured`);
    return { size: stored.size, bytes: joined(start, bytes) };
  }
  const name = (await bytes.upTo(start[4]!)).toString('latin1');
  const dataKey = unwrap(ring, name, await bytes.upTo(WRAPPED), hash);
  const body = stored.size - 5 - name.length - WRAPPED;
  const size = body - Math.ceil(body / (CHUNK + TAG)) * TAG;
  return { size, bytes: opened(bytes, dataKey, hash) };
}

async function* joined(start: Buffer, rest: Bytes): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  yield* rest.all();
}

async function* opened(bytes: Bytes, dataKey: Buffer, hash: string): AsyncGenerator<Buffer> {
  for (let chunk = 0; ; chunk += 1) {
    const sealed = await bytes.upTo(CHUNK + TAG);
    const last = await bytes.ended();
    if (sealed.length < TAG) throw tampered(hash);
    const cipher = createDecipheriv('aes-256-gcm', dataKey, nonceOf(chunk, last));
    cipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    let plain: Buffer;
    try {
      plain = Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - TAG)), cipher.final()]);
    } catch (cause) {
      throw tampered(hash, cause);
    }
    if (plain.length > 0) yield plain;
    if (last) return;
  }
}

/** Name of the key under which stored content lies; null: it is not encrypted. */
export async function keyNameOf(stream: Readable): Promise<string | null> {
  const bytes = new Bytes(stream as AsyncIterable<Buffer>);
  const start = await bytes.upTo(5);
  const name = start.length === 5 && start.subarray(0, 4).equals(MAGIC) ? (await bytes.upTo(start[4]!)).toString('latin1') : null;
  stream.destroy();
  return name;
}
