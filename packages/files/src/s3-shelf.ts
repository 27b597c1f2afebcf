import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { HASH, type Shelf } from './shelf.ts';
import { FilesError } from './errors.ts';

export interface S3Settings {
  /** Address of the bucket, path style, with a prefix if wanted: `https://s3.example/bucket/prefix`. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Longest wait for the beginning of an answer, in milliseconds. */
  timeoutMs?: number;
}

/** An answer about names is at most this long: 1000 of them. */
const maxListBytes = 2_000_000;

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A bucket of an S3-compatible store: one object for each content, signed requests (Signature Version 4), bodies streamed with their digest. */
export function s3Shelf({ url, region, accessKeyId, secretAccessKey, timeoutMs = 20_000 }: S3Settings): Shelf {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2, initRetryMs: 100 });
  const base = url.replace(/\/+$/, '');
  const [, bucket = '', prefix = ''] = /^\/([^/]+)(?:\/(.+))?$/.exec(new URL(base).pathname) ?? [];
  if (!bucket) throw new FilesError('configuration-invalid', 'expected a bucket in the address of the S3 store, got none');
  const at = (name: string): string => {
    if (!HASH.test(name)) throw new FilesError('file-missing', 'expected a hash of 64 hex digits, got another text');
    return `${base}/${name}`;
  };

  async function ask(address: string, init: RequestInit = {}, most = timeoutMs): Promise<Response> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), most);
    try {
      const response = await client.fetch(address, { ...init, redirect: 'manual', signal: patience.signal });
      if (response.ok || response.status === 404) return response;
      await response.body?.cancel();
      throw new FilesError('store-down', `expected the S3 store to answer, got status ${response.status}`);
    } catch (cause) {
      if (cause instanceof FilesError) throw cause;
      throw new FilesError('store-down', 'expected the S3 store to answer, got no connection', { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  async function* list(): AsyncIterable<{ name: string; ageMs: number }> {
    for (let next: string | null = ''; next !== null;) {
      const asked = new URL(base.slice(0, base.length - (prefix ? prefix.length + 1 : 0)));
      asked.search = new URLSearchParams({
        'list-type': '2',
        ...(prefix ? { prefix: `${prefix}/` } : {}),
        ...(next ? { 'continuation-token': next } : {}),
      }).toString();
      const text = await (await ask(asked.href)).text();
      if (text.length > maxListBytes || /<!DOCTYPE/i.test(text))
        throw new FilesError('store-down', 'expected a list of the S3 store, got something else');
      for (const [, entry = ''] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
        const name = /<Key>([^<]*)<\/Key>/.exec(entry)?.[1]?.split('/').at(-1) ?? '';
        const changed = Date.parse(/<LastModified>([^<]*)<\/LastModified>/.exec(entry)?.[1] ?? '');
        if (HASH.test(name) && !Number.isNaN(changed)) yield { name, ageMs: Date.now() - changed };
      }
      const token: string | undefined = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(text)?.[1];
      next = token ? token.replaceAll('&amp;', '&') : null;
    }
  }

  return {
    async put(name, path) {
      const body = await openAsBlob(path);
      // A second per megabyte on top: a gigabyte over a slow line is no outage.
      const most = timeoutMs + body.size / 1_000;
      const response = await ask(at(name), { method: 'PUT', body, headers: { 'x-amz-content-sha256': await sha256Of(path) } }, most);
      await response.body?.cancel();
      if (!response.ok) throw new FilesError('store-down', `expected the bucket of the S3 store, got status ${response.status}`);
      await rm(path, { force: true });
    },
    async open(name) {
      const response = await ask(at(name));
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        throw new FilesError('file-missing', `expected content ${name.slice(0, 12)} in the file store, got none`);
      }
      const length = response.headers.get('content-length');
      if (length === null) {
        await response.body.cancel();
        throw new FilesError('store-down', 'expected the size of content from the S3 store, got none');
      }
      return { size: Number(length), stream: Readable.fromWeb(response.body as never) };
    },
    async removeOlder(name, ms) {
      const found = await ask(at(name), { method: 'HEAD' });
      if (!found.ok) return true;
      if (Date.now() - Date.parse(found.headers.get('last-modified') ?? '') < ms) return false;
      await (await ask(at(name), { method: 'DELETE' })).body?.cancel();
      return true;
    },
    list,
  };
}
