import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { listen, type Listening } from '../listen.ts';
import { pageHeaders } from '../page/page.ts';
import { callbackFaultSchema, Callbacks } from './callbacks.ts';
import { payPage, providerPage, unknownPage } from './pages.ts';
import { PaymentStore, type Payment, type State } from './store.ts';

export interface PaymentOptions {
  /** 0: any free port. */
  port: number;
  /** Shared with the portal: its bearer token, and the key of our callbacks' signatures. */
  secret: string;
  /** Where payments are kept; null: in memory. */
  file: string | null;
  now?: () => Date;
}

const money = z.string().regex(/^\d{1,9}\.\d{2}$/);
const toRappen = (amount: string): number => Number(amount.replace('.', ''));
const fromRappen = (rappen: number): string => `${Math.trunc(rappen / 100)}.${String(rappen % 100).padStart(2, '0')}`;
const web = z.url({ protocol: /^https?$/ });
const orderSchema = z
  .object({
    items: z
      .array(z.object({ text: z.string().max(300), amount: money }))
      .min(1)
      .max(50),
    total: money,
    currency: z.literal('CHF'),
    reference: z.string().min(1).max(100),
    returnUrl: web,
    callbackUrl: web,
    expiresAt: z.iso.datetime(),
    language: z.string().max(20),
  })
  .refine((order) => order.items.reduce((sum, item) => sum + toRappen(item.amount), 0) === toRappen(order.total), {
    path: ['total'],
    error: 'is not the sum of the items',
  });
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Starts the demo's payment provider: JSON for the portal, a page for payers, signed callbacks, and a switch for faults. */
export async function startPaymentProvider(options: PaymentOptions): Promise<Listening> {
  const store = new PaymentStore(options.file);
  const callbacks = new Callbacks(store, options.secret);
  const expected = digest(`Bearer ${options.secret}`);
  const now = options.now ?? (() => new Date());
  let ownUrl = '';

  const change = (payment: Payment, state: State): void => {
    payment.state = state;
    if (state === 'settled') payment.settledAt = now().toISOString();
    if (state === 'refunded') payment.refundedAt = now().toISOString();
    store.save();
    callbacks.announce(payment);
  };
  const find = (id: string): Payment | null => {
    const payment = store.find(id);
    if (payment?.state === 'pending' && Date.parse(payment.expiresAt) <= now().getTime()) change(payment, 'expired');
    return payment;
  };
  const created = (payment: Payment): object => ({
    paymentId: payment.paymentId,
    redirectUrl: `${ownUrl}/pay/${payment.paymentId}`,
    expiresAt: payment.expiresAt,
  });

  const app = new Hono();
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  app.onError((error, c) =>
    error.name === 'ZodError' || error instanceof SyntaxError
      ? c.json({ error: 'invalid-request' }, 400)
      : c.json({ error: 'failed' }, 500),
  );
  app.get('/health', (c) => c.json({ up: true }));
  app.get('/', (c) => c.html(providerPage(callbacks.fault, store.all().slice(-20).reverse()), 200, pageHeaders()));
  app.get('/faults', (c) => c.json(callbacks.fault));
  app.post('/faults', async (c) => {
    const origin = c.req.header('origin');
    if (origin && origin !== new URL(c.req.url).origin) return c.json({ error: 'foreign-origin' }, 403);
    const isForm = !c.req.header('content-type')?.includes('json');
    callbacks.fault = callbackFaultSchema.parse(isForm ? await c.req.parseBody() : await c.req.json());
    return isForm ? c.redirect('/', 303) : c.json(callbacks.fault);
  });

  app.use('/payments/*', async (c, next) => {
    if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected)) return c.json({ error: 'not-allowed' }, 403);
    await next();
  });
  app.post('/payments', async (c) => {
    const key = c.req.header('idempotency-key');
    if (!key) return c.json({ error: 'idempotency-key-missing' }, 400);
    const order = orderSchema.parse(await c.req.json());
    const known = store.findByKey(key);
    if (known)
      return known.total === toRappen(order.total) && known.reference === order.reference
        ? c.json(created(known))
        : c.json({ error: 'idempotency-key-used-for-another-request' }, 409);
    const { currency: _currency, ...kept } = order;
    const payment: Payment = {
      ...kept,
      paymentId: randomUUID(),
      key,
      total: toRappen(order.total),
      state: 'pending',
      settledAt: null,
      refundedAt: null,
      refunds: {},
    };
    store.add(payment);
    store.save();
    if (callbacks.fault.kind === 'forged') callbacks.announce(payment, 'settled', true);
    return c.json(created(payment));
  });
  app.get('/payments/:id', (c) => {
    const payment = find(c.req.param('id'));
    if (!payment) return c.json({ error: 'unknown' }, 404);
    const { expiresAt, refundedAt, settledAt, state } = payment;
    return c.json({ state, amount: fromRappen(payment.total), currency: 'CHF', settledAt, refundedAt, expiresAt });
  });
  app.post('/payments/:id/expiry', (c) => {
    const payment = find(c.req.param('id'));
    if (!payment) return c.json({ error: 'unknown' }, 404);
    if (payment.state === 'pending') change(payment, 'expired');
    const { expiresAt, refundedAt, settledAt, state } = payment;
    return c.json({ state, amount: fromRappen(payment.total), currency: 'CHF', settledAt, refundedAt, expiresAt });
  });
  app.post('/payments/:id/refunds', async (c) => {
    const key = c.req.header('idempotency-key');
    if (!key) return c.json({ error: 'idempotency-key-missing' }, 400);
    const { amount } = z.object({ amount: money }).parse(await c.req.json());
    const payment = find(c.req.param('id'));
    if (!payment) return c.json({ error: 'unknown' }, 404);
    const kept = Object.hasOwn(payment.refunds, key) ? payment.refunds[key] : undefined;
    if (kept) return c.json(kept);
    const before = Object.values(payment.refunds).reduce((sum, refund) => sum + (refund.amount ?? 0), 0);
    const asked = toRappen(amount);
    const possible = payment.state === 'settled' && asked > 0 && before + asked <= payment.total;
    // Paid back in part it stays settled.
    if (possible && before + asked === payment.total) change(payment, 'refunded');
    const answer = possible
      ? { outcome: 'refunded' as const, refundedAt: payment.refundedAt ?? now().toISOString(), amount: asked }
      : { outcome: 'impossible' as const, refundedAt: null };
    payment.refunds[key] = answer;
    store.save();
    return c.json(answer);
  });

  app.get('/pay/:id', (c) => {
    const payment = find(c.req.param('id'));
    return payment
      ? c.html(payPage(payment, false), 200, pageHeaders([new URL(payment.returnUrl).origin]))
      : c.html(unknownPage('de'), 404, pageHeaders());
  });
  app.post('/pay/:id', async (c) => {
    const payment = find(c.req.param('id'));
    if (!payment) return c.html(unknownPage('de'), 404, pageHeaders());
    const form = await c.req.parseBody();
    if (payment.state === 'pending') {
      const hasMethod = form['method'] === 'card' || form['method'] === 'phone';
      if (form['do'] === 'cancel') change(payment, 'cancelled');
      else if (hasMethod) change(payment, 'settled');
      else return c.html(payPage(payment, true), 422, pageHeaders([new URL(payment.returnUrl).origin]));
    }
    return c.redirect(payment.returnUrl, 303);
  });

  const listening = await listen(getRequestListener(app.fetch), options.port);
  ownUrl = listening.url;
  callbacks.wake();
  const expiry = setInterval(() => store.all().forEach((payment) => find(payment.paymentId)), 5_000);
  expiry.unref();
  return {
    ...listening,
    stop: async () => {
      clearInterval(expiry);
      await Promise.all([listening.stop(), callbacks.stop()]);
    },
  };
}
