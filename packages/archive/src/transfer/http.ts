import { Readable } from 'node:stream';
import { ArchiveError } from '../errors.ts';
import { MOST_BYTES, readAcknowledgement } from './read-acknowledgement.ts';
import type { ArchiveTransfer } from './types.ts';

export interface HttpTransferOptions {
  id: string;
  /** Address of the archive's interface, from the operator's settings alone. */
  baseUrl: string;
  token: string;
  /** A large package takes its time. */
  handOverMs?: number;
  answerMs?: number;
}

/**
 * Hands packages over by HTTP: `PUT <base>/packages/<id>` with the ZIP, `GET <base>/packages/<id>/acknowledgement` for the answer
 * (404 or 204 while there is none). The id makes a repeated PUT harmless; redirects are refused.
 */
export function createHttpTransfer({ id, baseUrl, token, handOverMs = 600_000, answerMs = 20_000 }: HttpTransferOptions): ArchiveTransfer {
  const address = (transferId: string): string => `${baseUrl.replace(/\/$/, '')}/packages/${encodeURIComponent(transferId)}`;
  const authorization = `Bearer ${token}`;
  return {
    id,
    async handOver(given) {
      const response = await ask(address(given.id), {
        method: 'PUT',
        headers: {
          authorization,
          'content-type': 'application/zip',
          'content-length': String(given.size),
          'content-disposition': `attachment; filename="${given.name}.zip"`,
          'repr-digest': `sha-256=:${Buffer.from(given.sha256, 'hex').toString('base64')}:`,
        },
        body: Readable.toWeb(Readable.from(await given.open())) as never,
        duplex: 'half',
        signal: AbortSignal.timeout(handOverMs),
      } as RequestInit);
      if (response.status === 409)
        throw new ArchiveError('transfer-differs', 'expected no other package of this id at the archive, got one');
      if (!response.ok) throw notAvailable(`status ${response.status}`);
      const receipt = (await limited(response)).toString('utf8').trim();
      return { receipt: /^[\x21-\x7E]{1,200}$/.test(receipt) ? receipt : given.id };
    },
    async acknowledgement({ id: transferId }) {
      const url = `${address(transferId)}/acknowledgement`;
      const response = await ask(url, { headers: { authorization, accept: 'application/xml' }, signal: AbortSignal.timeout(answerMs) });
      if (response.status === 404 || response.status === 204) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok) throw notAvailable(`status ${response.status}`);
      if (!/^(application|text)\/xml\b/.test(response.headers.get('content-type') ?? ''))
        throw new ArchiveError('acknowledgement-invalid', 'expected XML as the answer of the archive, got another type');
      return readAcknowledgement(await limited(response), transferId);
    },
  };
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error' });
  } catch (cause) {
    throw notAvailable('no answer', cause);
  }
}

async function limited(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > MOST_BYTES) throw new ArchiveError('acknowledgement-invalid', `expected an answer of at most ${MOST_BYTES} bytes, got more`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const notAvailable = (got: string, cause?: unknown): ArchiveError =>
  new ArchiveError('transfer-not-available', `expected the archive to answer, got ${got}`, { cause });
