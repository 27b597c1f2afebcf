import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Seals a small JSON value for a cookie (AES-256-GCM, random nonce); `purpose` binds it, so that a sealed value cannot be
 * used in another place. Base64url text.
 */
export function seal(key: Buffer, purpose: string, value: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Opens a sealed value; null when it is missing, changed, of another purpose or of another key. */
export function unseal<T>(key: Buffer, purpose: string, text: string | undefined): T | null {
  if (!text || text.length > 4096) return null;
  try {
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return JSON.parse(decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')) as T;
  } catch {
    return null;
  }
}
