import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { listen, type Listening } from '../listen.ts';
import { pageHeaders } from '../page/page.ts';
import { cscRoutes } from './csc.ts';
import { faultSchema, type Fault } from './faults.ts';
import { signingKeys } from './keys.ts';
import { signingPage } from './page.ts';
import { answerTimestamp } from './timestamps.ts';

export interface SigningOptions {
  /** 0: any free port. */
  port: number;
  /** Where keys are kept; null: new ones, in memory. */
  folder: string | null;
  clientId: string;
  clientSecret: string;
  pin: string;
  now?: () => Date;
}

export interface SigningProvider extends Listening {
  /** Certificate of the demonstration's own root, PEM. */
  root: string;
}

/**
 * Starts the demo's signing provider: a root of its own, keys by the CSC API below `/csc/v2/`, time stamps (RFC 3161) at `/timestamps`,
 * what it has revoked at `/revoked.crl`, and a switch for faults.
 */
export async function startSigningProvider(options: SigningOptions): Promise<SigningProvider> {
  const now = options.now ?? (() => new Date());
  let fault: Fault = { kind: 'none' };
  const faultOf = (part: 'keys' | 'timestamps'): Fault['kind'] => (fault.only === undefined || fault.only === part ? fault.kind : 'none');
  const served = { keys: 0, timestamps: 0 };

  const app = new Hono<{ Bindings: { outgoing: import('node:http').ServerResponse } }>();
  // The address stands in the certificates, so it comes first; nothing is asked before all routes are there.
  const listening = await listen(getRequestListener(app.fetch), options.port);
  const keys = signingKeys(options.folder, now(), `${listening.url}/revoked.crl`);
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  app.get('/health', (c) => c.json({ up: true }));
  app.get('/', (c) => c.html(signingPage(fault, served), 200, pageHeaders()));
  app.get('/root.pem', (c) => c.text(keys.root, 200, { 'content-type': 'application/x-pem-file' }));
  app.get('/revoked.crl', (c) => {
    const serial = new X509Certificate(keys.seal.certificates[0] ?? Buffer.alloc(0)).serialNumber;
    const list = keys.list(faultOf('keys') === 'revoked' ? [serial] : [], now());
    return c.body(new Uint8Array(list), 200, { 'content-type': 'application/pkix-crl' });
  });
  app.get('/faults', (c) => c.json(fault));
  app.post('/faults', async (c) => {
    const origin = c.req.header('origin');
    if (origin && origin !== new URL(c.req.url).origin) return c.json({ error: 'foreign-origin' }, 403);
    const isForm = !c.req.header('content-type')?.includes('json');
    const asked = faultSchema.safeParse(isForm ? await c.req.parseBody() : await c.req.json());
    if (!asked.success) return c.json({ error: 'invalid-request' }, 400);
    fault = asked.data;
    return isForm ? c.redirect('/', 303) : c.json(fault);
  });
  for (const [path, part] of [
    ['/csc/v2/*', 'keys'],
    ['/timestamps', 'timestamps'],
  ] as const)
    app.use(path, async (c, next) => {
      served[part] += 1;
      const kind = faultOf(part);
      if (kind === 'down') c.env.outgoing.destroy();
      if (kind === 'garbage') return c.html('<html><body>Wartungsfenster', 200);
      if (kind === 'slow') await sleep(fault.delayMs ?? 3_000, null, { ref: false });
      await next();
    });
  app.post('/timestamps', async (c) => {
    const request = Buffer.from(await c.req.arrayBuffer());
    const key = faultOf('timestamps') === 'other-key' ? keys.seal : keys.timestamps;
    return c.body(new Uint8Array(answerTimestamp(request, key, now())), 200, { 'content-type': 'application/timestamp-reply' });
  });
  const { clientId, clientSecret, pin } = options;
  app.route(
    '/csc/v2',
    cscRoutes({ key: keys.seal, otherKey: keys.timestamps, clientId, clientSecret, pin, now, fault: () => faultOf('keys') }),
  );
  return { ...listening, root: keys.root };
}
