import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { baseAddress, callJson } from '../../http.ts';
import { ConnectorError } from '../../types.ts';
import { failureShape, SPEC_VERSION, type Failure } from './messages.ts';

export interface SaferpayOptions {
  id: string;
  /** `https://www.saferpay.com/api`, in tests of an authority `https://test.saferpay.com/api`. */
  baseUrl: string;
  customerId: string;
  terminalId: string;
  /** Name and password of the interface, made in the provider's back office. */
  interfaceName: string;
  password: string;
  timeoutMs?: number;
  clock?: () => Date;
}

export type Told<T> = { failed: false; answer: T } | { failed: true; failure: Failure };

export interface SaferpayRequest<T> {
  path: string;
  /** Work that this is: the same for every try, so that the provider does it once. Null for a question. */
  key: string | null;
  /** How often it was tried before. */
  attempt: number;
  body: Record<string, unknown>;
  answer: z.ZodType<T>;
  signal?: AbortSignal;
}

/** One request of the interface; an answer that says "declined" or "not found" is an answer, not a failure of the connection. */
export type SaferpayCall = <T>(request: SaferpayRequest<T>) => Promise<Told<T>>;

/** Failures after which the same request may be sent again (chapter "Error Handling", column Behavior). */
const again = new Set(['RETRY', 'RETRY_LATER']);
const faultsOfOurs = new Set(['AUTHENTICATION_FAILED', 'PERMISSION_DENIED', 'NO_CONTRACT', 'NO_CREDITS_AVAILABLE']);

/** Id of a request: [A-Za-z0-9.:_-], at most 50 characters. */
export const requestId = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 48);

/** Talks to the provider. Throws ConnectorError as `callJson` does, and `not-available` where the provider says "again later". */
export function createSaferpayCall(options: SaferpayOptions): SaferpayCall {
  const base = baseAddress(options.baseUrl);
  const from = `the payment provider ${options.id}`;
  const authorization = `Basic ${Buffer.from(`${options.interfaceName}:${options.password}`).toString('base64')}`;
  return async ({ path, key, attempt, body, answer, signal }) => {
    const RequestId = key === null ? randomUUID() : requestId(key);
    const RequestHeader = { SpecVersion: SPEC_VERSION, CustomerId: options.customerId, RequestId, RetryIndicator: Math.min(attempt, 9) };
    const said = await callJson(new URL(path, base), {
      headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ RequestHeader, ...body }),
      answer: z.union([answer, failureShape]) as z.ZodType<unknown>,
      signal,
      timeoutMs: options.timeoutMs ?? 10_000,
      from,
      alsoReads: [400, 402, 403, 404, 409],
    });
    const failure = failureShape.safeParse(said);
    const header = (said as { ResponseHeader: { RequestId: string } }).ResponseHeader;
    if (header.RequestId !== RequestId)
      throw new ConnectorError('bad-answer', `expected the answer to our request from ${from}, got another's`);
    if (!failure.success) return { failed: false, answer: said as never };
    const { Behavior, ErrorName } = failure.data;
    if (faultsOfOurs.has(ErrorName)) throw new ConnectorError('not-allowed', `expected permission from ${from}, got ${ErrorName}`);
    if (again.has(Behavior) && !ErrorName.startsWith('TRANSACTION_'))
      throw new ConnectorError('not-available', `expected an answer of ${from}, got ${ErrorName}`);
    return { failed: true, failure: failure.data };
  };
}
