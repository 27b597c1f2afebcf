import { z } from 'zod';

export const signingFaults = ['none', 'down', 'slow', 'garbage', 'refused', 'other-key', 'revoked'] as const;

/**
 * What the signing provider does wrong, on purpose. `down`: cuts the connection; `slow`: answers after `delayMs`; `garbage`: answers something
 * that is no answer; `refused`: does not let the key be used; `other-key`: signs with another key than it says; `revoked`: its
 * issuer has revoked the certificate of the seal.
 */
export type SigningFault = (typeof signingFaults)[number];

export const faultSchema = z.object({
  kind: z.enum(signingFaults),
  /** Only for the keys or only for the time stamps; left out: for both. */
  only: z.preprocess((value) => (value === '' ? undefined : value), z.enum(['keys', 'timestamps']).optional()),
  delayMs: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(0).max(120_000).optional()),
});
export type Fault = z.infer<typeof faultSchema>;
