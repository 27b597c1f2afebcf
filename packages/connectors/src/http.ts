import type { z } from 'zod';
import { ConnectorError } from './types.ts';

/** Answers beyond this many bytes are refused; no business application of ours has a reason to send more. */
const maxAnswerBytes = 2_000_000;

export interface JsonCall<T> {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Shape that the answer must have. */
  answer: z.ZodType<T>;
  /** Cancels the call, besides the time limit. */
  signal?: AbortSignal;
  /** Longest wait for the whole answer, in milliseconds. */
  timeoutMs: number;
  /** Who is called, for messages: never personal data. */
  from: string;
}

async function readLimited(response: Response, from: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) throw new ConnectorError('bad-answer', `expected at most ${maxAnswerBytes} bytes from ${from}, got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function judgeStatus(response: Response, from: string): void {
  const { status } = response;
  if (status === 401 || status === 403) throw new ConnectorError('not-allowed', `expected permission from ${from}, got status ${status}`);
  if (status === 408 || status === 429 || status >= 500)
    throw new ConnectorError('not-available', `expected an answer of ${from}, got status ${status}`);
  if (status < 200 || status >= 300) throw new ConnectorError('bad-answer', `expected status 200 from ${from}, got ${status}`);
}

/**
 * Calls a business application with JSON and answers what it said, validated. Throws ConnectorError: `not-available` when it is
 * down, too slow or answers 5xx, `not-allowed` at 401 and 403, `bad-answer` at everything that is not the agreed shape.
 * Follows no redirect.
 */
export async function callJson<T>(url: URL, call: JsonCall<T>): Promise<T> {
  const limit = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([limit, call.signal]) : limit;
  let text: string;
  try {
    const response = await fetch(url, {
      method: call.method ?? 'POST',
      headers: { accept: 'application/json', ...(call.body === undefined ? {} : { 'content-type': 'application/json' }), ...call.headers },
      body: call.body,
      redirect: 'manual',
      signal,
    });
    judgeStatus(response, call.from);
    text = await readLimited(response, call.from);
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause;
    const why = limit.aborted ? `none within ${call.timeoutMs} ms` : 'no connection';
    throw new ConnectorError('not-available', `expected an answer of ${call.from}, got ${why}`, { cause });
  }
  return parseAnswer(text, call.answer, call.from);
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
