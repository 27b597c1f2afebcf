import type { ScenarioWorld, WorldOptions } from '@einwohnerportal/cases';
import {
  connectPayment,
  createBillProvider,
  createKeySigner,
  createPaymentConnector,
  createRegisterConnector,
  createSealer,
  createTypstRenderer,
  demoSeal,
  type Connector,
  type PaymentProvider,
} from '@einwohnerportal/connectors';
import { openFileStore } from '@einwohnerportal/files';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPaymentProvider } from '../../demo/src/payment/provider.ts';
import { readCompanies } from '../../demo/src/companies.ts';
import { readPeople } from '../../demo/src/people.ts';
import { startRegister } from '../../demo/src/register/register.ts';

/** A scenario waits this long for its register; a slow one takes longer than that. */
const PATIENCE_MS = 1_000;

let sealer: ReturnType<typeof createSealer> | undefined;

/** One seal for all scenarios of this process, made in `folder` when the first document is sealed: two new keys take half a second. */
function sealerOf(folder: string): ReturnType<typeof createSealer> {
  sealer ??= createSealer({
    signer: createKeySigner(demoSeal(folder, () => new Date('2026-01-01T00:00:00Z'))),
    timestamps: null,
    now: () => new Date('2026-06-01T00:00:00Z'),
  });
  return sealer;
}

/**
 * The outside of a scenario: the demo's register and payment provider as real HTTP servers on free ports, with the scenario's clock,
 * and the real renderer and seal.
 */
export async function createScenarioWorld({ account, authoritiesFolder, clock, credited }: WorldOptions): Promise<ScenarioWorld> {
  const now = (): Date => new Date(clock());
  const secret = crypto.randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  const register = await startRegister({
    port: 0,
    token: secret,
    people: readPeople(authoritiesFolder),
    companies: readCompanies(authoritiesFolder),
    now,
  });
  const payment = await startPaymentProvider({ port: 0, secret, file: null, now });
  const registerConnector = createRegisterConnector({ id: 'demo-register', baseUrl: register.url, token: secret, timeoutMs: PATIENCE_MS });
  const paymentConnector = createPaymentConnector({
    id: 'demo-payment',
    baseUrl: payment.url,
    secret,
    publicUrl: 'https://portal.example',
    clock: now,
  });
  const bills = connectPayment({
    id: 'qr-bill',
    provider: createBillProvider({ id: 'qr-bill', account, ledger: { credited } }),
    publicUrl: 'https://portal.example',
    clock: now,
  });
  const post = (url: string, body: object): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    connectors: new Map<string, Connector>([
      [registerConnector.id, registerConnector],
      [paymentConnector.id, paymentConnector],
      [bills.id, bills],
    ]),
    payments: new Map<string, PaymentProvider>([
      [paymentConnector.id, paymentConnector.provider],
      [bills.id, bills.provider],
    ]),
    files: await openFileStore(join(folder, 'files')),
    renderer: createTypstRenderer(),
    sealer: {
      seal: async ({ pdf, authority, key: _key, ...wish }) => (await sealerOf(folder).seal(pdf, { ...wish, name: authority })).file,
    },
    async pay(providerId, outcome) {
      const form = new URLSearchParams(outcome === 'settled' ? { method: 'card' } : { do: 'cancel' });
      await fetch(`${payment.url}/pay/${providerId}`, { method: 'POST', body: form, redirect: 'manual' });
    },
    async fault(connector, kind) {
      if (connector !== registerConnector.id) throw new Error(`expected a connector with faults, got ${connector}`);
      await post(`${register.url}/faults`, { kind, delayMs: 5 * PATIENCE_MS });
    },
    async textOf(pdf) {
      // The library behind it is large, and few look into a document.
      const { pageTexts } = await import('@einwohnerportal/connectors/pdf-text');
      return (await pageTexts(pdf)).join(' ');
    },
    async stop() {
      await Promise.all([register.stop(), payment.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
