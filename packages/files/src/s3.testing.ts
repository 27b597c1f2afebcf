// A small S3-compatible store for tests; signatures are judged by another implementation than the one that makes them.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

export interface TestBucket {
  /** Address of the bucket. */
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  objects: Map<string, { bytes: Buffer; changed: Date }>;
  /** Requests refused for their signature or digest. */
  refused: () => number;
  /** True: answers 503 to everything. */
  down: boolean;
  stop(): Promise<void>;
}

/** Names of one page of a list; small, so that tests see several. */
const PAGE = 2;

export async function startTestBucket(): Promise<TestBucket> {
  const accessKeyId = 'test-key';
  const secretAccessKey = 'test-secret';
  const objects: TestBucket['objects'] = new Map();
  let refused = 0;
  const bucket = { accessKeyId, secretAccessKey, objects, refused: () => refused, down: false } as TestBucket;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region: 'test',
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });

  async function isSigned(request: IncomingMessage, url: URL, body: Buffer): Promise<boolean> {
    const given = String(request.headers.authorization);
    const signed = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? [];
    const headers = Object.fromEntries(signed.map((name) => [name, String(request.headers[name])]));
    const at = String(request.headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
    const made = await signer.sign(
      {
        method: request.method ?? '',
        protocol: 'http:',
        hostname: url.hostname,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers,
      },
      { signingDate: new Date(at), signableHeaders: new Set(signed) },
    );
    const digest = request.headers['x-amz-content-sha256'];
    const isWhole = request.method !== 'PUT' || digest === createHash('sha256').update(body).digest('hex');
    return made.headers.authorization === given && isWhole;
  }

  function answer(request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void {
    const name = url.pathname.replace(/^\/bucket\/?/, '');
    if (request.method === 'GET' && name === '') return list(url, response);
    if (request.method === 'PUT') objects.set(name, { bytes: body, changed: new Date() });
    const found = objects.get(name);
    if (request.method === 'DELETE') objects.delete(name);
    else if (!found) return void response.writeHead(404).end();
    else response.setHeader('last-modified', found.changed.toUTCString());
    if (found && request.method !== 'DELETE') response.setHeader('content-length', request.method === 'PUT' ? 0 : found.bytes.length);
    response.writeHead(request.method === 'DELETE' ? 204 : 200).end(request.method === 'GET' ? found?.bytes : undefined);
  }

  function list(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('continuation-token') ?? '';
    const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
    const page = names.slice(0, PAGE);
    const entries = page.map(
      (name) => `<Contents><Key>${name}</Key><LastModified>${objects.get(name)!.changed.toISOString()}</LastModified></Contents>`,
    );
    const more = names.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><ListBucketResult>${entries.join('')}${more}</ListBucketResult>`);
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const body = Buffer.concat(parts);
      if (bucket.down) return void response.writeHead(503).end();
      void isSigned(request, url, body).then((good) => {
        if (good) return answer(request, url, body, response);
        refused += 1;
        response.writeHead(403).end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bucket.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`;
  bucket.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return bucket;
}
