import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { CasesError } from '../errors.ts';

/** Keys of the vault by name, 32 bytes each: the first one seals, all open. */
export interface VaultKeys {
  keys: ReadonlyMap<string, Buffer>;
  first: string;
}

/** What a sealed number is bound to: moved to another row, person or kind it cannot be opened. */
export interface VaultPlace {
  vaultId: string;
  /** Person for whom it was given, or the case. */
  holder: string;
  kind: string;
}

export interface SealedValue {
  keyId: string;
  /** Nonce (12), ciphertext, tag (16). */
  sealed: Buffer;
  /** HMAC-SHA-256 of the number, to find the same number again. */
  lookup: Buffer;
}

const NONCE = 12;
const TAG = 16;

/** Two keys out of the one that is configured, so that neither tells of the other (RFC 5869). */
function derived(keys: VaultKeys, keyId: string, use: 'seal' | 'lookup'): Buffer {
  const key = keys.keys.get(keyId);
  if (!key) throw new CasesError('vault-key-unknown', `expected key ${keyId} of the vault among the configured ones, got others`);
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `vault ${use}`, 32));
}

function boundTo({ vaultId, holder, kind }: VaultPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['vault', 1, vaultId, holder, kind, keyId]));
}

/** Encrypts a value with AES-256-GCM (NIST SP 800-38D) under the first key, bound to its place. */
export function sealValue(keys: VaultKeys, place: VaultPlace, plain: string): SealedValue {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', derived(keys, keys.first, 'seal'), nonce).setAAD(boundTo(place, keys.first));
  const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const lookup = createHmac('sha256', derived(keys, keys.first, 'lookup'))
    .update(`${place.kind} ${plain}`)
    .digest();
  return { keyId: keys.first, sealed, lookup };
}

/** @throws CasesError `vault-key-unknown`; `vault-tampered` when it is not what was sealed for this place */
export function openValue(keys: VaultKeys, place: VaultPlace, { keyId, sealed }: Pick<SealedValue, 'keyId' | 'sealed'>): string {
  const cipher = createDecipheriv('aes-256-gcm', derived(keys, keyId, 'seal'), sealed.subarray(0, NONCE)).setAAD(boundTo(place, keyId));
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(NONCE, sealed.length - TAG)), cipher.final()]).toString('utf8');
  } catch (cause) {
    throw new CasesError('vault-tampered', `expected ${place.kind} ${place.vaultId} of the vault as it was sealed, got other bytes`, {
      cause,
    });
  }
}
