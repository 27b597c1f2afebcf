import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { JWKS } from 'oidc-provider';

/** Signing key and cookie secrets of the identity provider. */
export interface ProviderKeys {
  jwks: JWKS;
  cookieKeys: string[];
}

/** Reads the keys from the file, or makes them there (mode 0600) on the first start. Without a file they live as long as the process. */
export function providerKeys(path: string | null): ProviderKeys {
  if (path && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as ProviderKeys;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
  const keys = { jwks: { keys: [key] } as JWKS, cookieKeys: [randomBytes(32).toString('base64url')] };
  if (path) writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
