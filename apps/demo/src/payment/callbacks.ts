import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Payment, PaymentStore, State } from './store.ts';

export const callbackFaults = ['none', 'duplicate', 'lost', 'late', 'forged'] as const;

/** What goes wrong with callbacks, on purpose. `forged`: a new payment is called settled by somebody without the key. */
export const callbackFaultSchema = z.object({
  kind: z.enum(callbackFaults),
  delayMs: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(0).max(600_000).optional()),
});
export type CallbackFault = z.infer<typeof callbackFaultSchema>;

const maxAttempts = 10;
const sendTimeoutMs = 5_000;

/** Header of a callback: time and HMAC-SHA256 over `<time>.<body>`. */
export function signature(secret: string, body: string, now: Date): string {
  const at = Math.floor(now.getTime() / 1000);
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

/** Delivers callbacks at least once: repeated with growing pauses until the receiver answers 2xx, over restarts too. */
export class Callbacks {
  readonly #store: PaymentStore;
  readonly #secret: string;
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  fault: CallbackFault = { kind: 'none' };

  constructor(store: PaymentStore, secret: string) {
    this.#store = store;
    this.#secret = secret;
  }

  /** Notes that a payment has a new state; the receiver hears of it soon. */
  announce(payment: Payment, state: State = payment.state, forged = false): void {
    const { kind, delayMs } = this.fault;
    if (kind === 'lost' && !forged) return;
    const times = kind === 'duplicate' && !forged ? 2 : 1;
    const dueAt = Date.now() + (kind === 'late' && !forged ? (delayMs ?? 60_000) : 0);
    const callbackId = randomUUID();
    for (let time = 0; time < times; time++)
      this.#store.deliveries.push({ callbackId, paymentId: payment.paymentId, state, attempts: 0, dueAt, forged });
    this.#store.save();
    this.wake();
  }

  wake(): void {
    if (this.#stopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    const next = Math.min(...this.#store.deliveries.map((delivery) => delivery.dueAt));
    if (!Number.isFinite(next)) return;
    this.#timer = setTimeout(
      () => {
        const work = this.#deliverDue().finally(() => this.#underWay.delete(work));
        this.#underWay.add(work);
      },
      Math.max(0, next - Date.now()),
    );
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await Promise.allSettled(this.#underWay);
  }

  async #deliverDue(): Promise<void> {
    const due = this.#store.deliveries.filter((delivery) => delivery.dueAt <= Date.now());
    // Later attempts wait their turn while this one is under way.
    for (const delivery of due) delivery.dueAt = Date.now() + sendTimeoutMs * 2;
    await Promise.all(
      due.map(async (delivery) => {
        const payment = this.#store.find(delivery.paymentId);
        const taken = payment === null || (await this.#send(payment, delivery.callbackId, delivery.state, delivery.forged));
        delivery.attempts++;
        if (taken || delivery.forged || delivery.attempts >= maxAttempts) this.#store.drop(delivery);
        else delivery.dueAt = Date.now() + Math.min(500 * 2 ** delivery.attempts, 300_000);
      }),
    );
    this.#store.save();
    this.wake();
  }

  async #send(payment: Payment, callbackId: string, state: State, forged: boolean): Promise<boolean> {
    const body = JSON.stringify({ callbackId, paymentId: payment.paymentId, state });
    const secret = forged ? 'somebody else' : this.#secret;
    try {
      const response = await fetch(payment.callbackUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'payment-signature': signature(secret, body, new Date()) },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(sendTimeoutMs),
      });
      await response.body?.cancel();
      return response.status >= 200 && response.status < 300;
    } catch {
      return false;
    }
  }
}
