import type { z } from 'zod';
import { ConnectorError } from './types.ts';

/** Answers beyond this many bytes are refused; no business application of ours has a reason to send more. */
const maxAnswerBytes = 2_000_000;

interface Call {
  /** Cancels the call, besides the time limit. */
  signal?: AbortSignal;
  /** Longest wait for the whole answer, in milliseconds. */
  timeoutMs: number;
  /** Who is called, for messages: never personal data. */
  from: string;
  /** Statuses besides 2xx whose answers have the agreed shape too: where a provider says "declined" with a status of its own. */
  alsoReads?: readonly number[];
}

export interface JsonCall<T> extends Call {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Shape that the answer must have. */
  answer: z.ZodType<T>;
}

async function readLimited(response: Response, from: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) throw new ConnectorError('bad-answer', `expected at most ${maxAnswerBytes} bytes from ${from}, got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function judgeStatus(response: Response, from: string): void {
  const { status } = response;
  if (status === 401 || status === 403) throw new ConnectorError('not-allowed', `expected permission from ${from}, got status ${status}`);
  if (status === 408 || status === 429 || status >= 500)
    throw new ConnectorError('not-available', `expected an answer of ${from}, got status ${status}`);
  if (status < 200 || status >= 300) throw new ConnectorError('bad-answer', `expected status 200 from ${from}, got ${status}`);
}

async function call(
  url: URL,
  init: RequestInit,
  { signal, timeoutMs, from, alsoReads }: Call,
): Promise<{ response: Response; body: Buffer }> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: signal ? AbortSignal.any([limit, signal]) : limit });
    if (!alsoReads?.includes(response.status)) judgeStatus(response, from);
    return { response, body: await readLimited(response, from) };
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause;
    const why = limit.aborted ? `none within ${timeoutMs} ms` : 'no connection';
    throw new ConnectorError('not-available', `expected an answer of ${from}, got ${why}`, { cause });
  }
}

/**
 * Calls a business application with JSON and answers what it said, validated. Throws ConnectorError: `not-available` when it is
 * down, too slow or answers 5xx, `not-allowed` at 401 and 403, `bad-answer` at everything that is not the agreed shape.
 * Follows no redirect.
 */
export async function callJson<T>(url: URL, wish: JsonCall<T>): Promise<T> {
  const headers = {
    accept: 'application/json',
    ...(wish.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...wish.headers,
  };
  const { body } = await call(url, { method: wish.method ?? 'POST', headers, body: wish.body }, wish);
  return parseAnswer(body.toString('utf8'), wish.answer, wish.from);
}

/** The same for bytes of an agreed media type; without a body it only asks. */
export async function callBytes(url: URL, wish: Call & { body?: Buffer; contentType?: string; answerType: string }): Promise<Buffer> {
  const headers = { accept: wish.answerType, ...(wish.contentType ? { 'content-type': wish.contentType } : {}) };
  const sent = wish.body ? { method: 'POST', body: new Uint8Array(wish.body) } : { method: 'GET' };
  const { response, body } = await call(url, { ...sent, headers }, wish);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  if (type !== wish.answerType)
    throw new ConnectorError('bad-answer', `expected ${wish.answerType} from ${wish.from}, got another media type`);
  return body;
}

/** Reads JSON of the agreed shape. The message names the places at fault, never their values. */
export function parseAnswer<T>(text: string, shape: z.ZodType<T>, from: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConnectorError('bad-answer', `expected JSON from ${from}, got ${text.length} characters of something else`);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'the whole'} (${issue.code})`);
  throw new ConnectorError('bad-answer', `expected the agreed answer of ${from}, got other things at ${places.join(', ')}`);
}

/** Base address of a business application as configured; throws TypeError when it is not http or https. */
export function baseAddress(text: string): URL {
  const url = new URL(text.endsWith('/') ? text : `${text}/`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`expected an http or https address, got ${url.protocol}`);
  return url;
}
