import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { FilesError, isMultipart, receiveForm, type ReceivedFile } from '@einwohnerportal/files';
import type { Context, MiddlewareHandler } from 'hono';
import type { Page, Visit } from './visit.ts';

/** What was posted: fields, and files of a page that takes some. */
export interface Posted {
  body: URLSearchParams;
  files: ReceivedFile[];
}

/** The limit of a body, except for forms with files: those are read as a stream, with a limit for each file. */
export function limitWithoutFiles(limit: MiddlewareHandler): MiddlewareHandler {
  return (http, next) => (isMultipart(http.req.header('content-type')) ? next() : limit(http, next));
}

/**
 * Reads the body of a post. Files are taken only for a page that asks for some, and only after `admits` said of the fields before them
 * that they come from our own form. Null: files cannot be taken here at all. A form that cannot be read to its end gives no fields.
 */
export async function receive<V extends Visit>(
  page: Page<V>,
  visit: V,
  admits: (fields: URLSearchParams) => Promise<boolean>,
): Promise<Posted | null> {
  const { http, site } = visit;
  const type = http.req.header('content-type') ?? '';
  if (!isMultipart(type) || !page.files) {
    const text = await http.req.text();
    return { body: new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? text : ''), files: [] };
  }
  const none = { store: site.files?.store, scanner: site.files?.scanner ?? null };
  if (!none.store) return null;
  try {
    const { fields, files } = await receiveForm(bodyOf(visit), Object.fromEntries(http.req.raw.headers), {
      store: none.store,
      scanner: none.scanner,
      admit: async (before) => ((await admits(before)) ? page.files!(visit) : null),
    });
    return { body: fields, files };
  } catch (error) {
    // Without its token the post is refused, on the same page.
    if (error instanceof FilesError && error.code === 'form-invalid') return { body: new URLSearchParams(), files: [] };
    throw error;
  }
}

/** How much of a body that is too large is read to its end, and for how long: a browser that is still sending when we hang up shows no page. */
const [PASSED_BYTES, PASSED_MS] = [8 * 1024 * 1024, 3000];

/** Reads what is left of a body without keeping it. False: there is more than anybody waits for. */
export async function passBy({ req }: Context): Promise<boolean> {
  const { body } = req.raw;
  if (!body || body.locked) return body === null;
  const reader = body.getReader();
  const late = AbortSignal.timeout(PASSED_MS);
  const away = new Promise<null>((resolve) => late.addEventListener('abort', () => resolve(null), { once: true }));
  for (let bytes = 0; bytes <= PASSED_BYTES;) {
    const read = await Promise.race([reader.read(), away]).catch(() => null);
    if (read === null) return false;
    if (read.done) return true;
    bytes += read.value.byteLength;
  }
  return false;
}

/** The stream of the connection itself where there is one, without another one made for the web around it. */
export function bodyOf({ http }: Pick<Visit, 'http'>): Readable {
  const { incoming } = (http.env ?? {}) as { incoming?: IncomingMessage };
  if (incoming) return incoming;
  const { body } = http.req.raw;
  return body ? Readable.fromWeb(body as never) : Readable.from([]);
}
