import { createHash, randomBytes } from 'node:crypto';
import { CasesError } from './errors.ts';

/** UUID version 7 (RFC 9562, section 5.7): the time in front keeps a case's rows together and carries its month. */
export function uuidv7(now: string): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(new Date(now).getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return format(bytes);
}

/** A UUID made from a name: the same name gives the same id (RFC 9562, section 5.8). */
export function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return format(bytes);
}

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

// Without I, L, O, U, 0 and 1: can be read out on the phone (Crockford's idea, narrower).
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function spell(bytes: Uint8Array, length: number): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let i = 0; i < length; i++) {
    text += LETTERS[Number(value % 30n)];
    value /= 30n;
  }
  return text;
}

/** Reference of a case: year and eight letters that nobody can guess, e.g. `2026-K7MF-4T9Q`. */
export function newReference(today: string): string {
  const letters = spell(randomBytes(12), 8);
  return `${today.slice(0, 4)}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Draws references until `write` says that it wrote one row: two cases never have the same. @throws CasesError `reference-taken` after five draws */
export async function withNewReference(today: string, write: (reference: string) => Promise<{ rowCount: number | null }>): Promise<string> {
  for (let draw = 0; draw < 5; draw++) {
    const reference = newReference(today);
    if ((await write(reference)).rowCount === 1) return reference;
  }
  throw new CasesError('reference-taken', 'expected a reference that no case has among five drawn, got none');
}

/** Verification code of a document: the same document step gives the same code, so that a repeated job prints the same PDF. */
export function verificationCode(secret: string, stepKey: string): string {
  const letters = spell(createHash('sha256').update(`${secret} ${stepKey}`).digest(), 12);
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Has this text the shape of a reference that {@link newReference} gives? */
export function isReference(text: string): boolean {
  return /^\d{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/.test(text);
}
