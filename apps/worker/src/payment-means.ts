import { readFileSync } from 'node:fs';
import {
  connectPayment,
  createBillProvider,
  createSaferpayProvider,
  type BillAccount,
  type Connector,
  type PaymentProvider,
} from '@einwohnerportal/connectors';
import { z } from 'zod';

const saferpay = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,50}$/),
  kind: z.literal('saferpay'),
  url: z.url({ protocol: /^https?$/ }),
  customerId: z.string().min(1),
  terminalId: z.string().min(1),
  interfaceName: z.string().min(1),
  /** File that holds nothing but the password. */
  passwordFile: z.string().min(1),
});
const shape = z.array(z.discriminatedUnion('kind', [saferpay]));

export interface MeansSurroundings {
  publicUrl: string;
  callbackSecret: string;
  account(authority: string): BillAccount | null;
  credited(reference: string): Promise<{ rappen: number; at: string } | null>;
}

/** Invoices with a QR-bill, for every authority that has an account. */
export function bills({ account, credited, publicUrl }: MeansSurroundings): Connector & { provider: PaymentProvider } {
  return connectPayment({ id: 'qr-bill', provider: createBillProvider({ id: 'qr-bill', account, ledger: { credited } }), publicUrl });
}

/**
 * Means of payment of this node from a JSON file: providers of cards and TWINT. @throws Error `config-invalid` that names the places at
 * fault, never a value
 */
export function readPaymentMeans(path: string, around: MeansSurroundings): (Connector & { provider: PaymentProvider })[] {
  const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw Object.assign(new Error(`expected means of payment, got faults at ${places.join('; ')}`), { code: 'config-invalid' });
  }
  const { callbackSecret, publicUrl } = around;
  return parsed.data.map((entry) => {
    const provider = createSaferpayProvider({ ...entry, baseUrl: entry.url, password: readFileSync(entry.passwordFile, 'utf8').trim() });
    return connectPayment({ id: entry.id, provider, publicUrl, callbackSecret });
  });
}
