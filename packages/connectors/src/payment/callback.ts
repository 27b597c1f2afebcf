import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const callbackShape = z.object({
  callbackId: z.string().min(1).max(100),
  paymentId: z.string().min(1).max(100),
  state: z.string().max(20),
});

/** A genuine callback is a hint to ask the provider, never the truth itself. */
export type CallbackJudgement =
  { genuine: true; callbackId: string; paymentId: string; state: string } | { genuine: false; reason: 'signature' | 'too-old' | 'body' };

/** How long after its signing a callback is accepted, either way, in seconds. */
const toleranceSeconds = 300;

/**
 * Judges a callback before reading it: header `t=<Unix seconds>,v1=<hex>` with HMAC-SHA256 over `<t>.<body>`.
 * A callback replayed within the tolerance is genuine again; it does no harm, since state comes from asking.
 */
export function judgeCallback(secret: string, body: string, signature: string, now: Date): CallbackJudgement {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature);
  if (!match) return { genuine: false, reason: 'signature' };
  const [, at = '', given = ''] = match;
  const expected = createHmac('sha256', secret).update(`${at}.${body}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return { genuine: false, reason: 'signature' };
  if (Math.abs(now.getTime() / 1000 - Number(at)) > toleranceSeconds) return { genuine: false, reason: 'too-old' };
  try {
    return { genuine: true, ...callbackShape.parse(JSON.parse(body)) };
  } catch {
    return { genuine: false, reason: 'body' };
  }
}
