import { createHash, randomInt } from 'node:crypto';

/** Without I, L, O, U, 0 and 1: can be read out on the phone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** A code for an invitation, e.g. `7KMF-4T9Q-AB2C-XY34`: 30^16 possibilities (78 bits), valid for days only. */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]);
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join('')).join('-');
}

/** SHA-256 of a code however it was typed (small letters, spaces, hyphens); null: it cannot be one. */
export function hashOfCode(typed: string): Buffer | null {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return letters.length === LENGTH ? createHash('sha256').update(letters).digest() : null;
}
