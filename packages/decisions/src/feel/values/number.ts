import { Decimal as Base } from 'decimal.js';

/**
 * Exact decimal numbers of 34 significant digits, rounded half to even, with the exponents of IEEE 754 decimal128.
 * Source: DMN 1.5, section 10.3.2.3.1.
 */
export const Num = Base.clone({
  precision: 34,
  rounding: Base.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6176,
  toExpPos: 6200,
  toExpNeg: -6200,
});
export type Num = Base;

export const zero = new Num(0);

/** A number from text or a JS number; null if it is not finite. Longer mantissas are rounded to 34 digits. */
export function toNum(value: string | number): Num | null {
  try {
    // A JS number has 17 significant digits at most.
    if (typeof value === 'number') return finite(new Num(value));
    const num = new Num(value);
    return finite(num.precision() > 34 ? num.toSignificantDigits(34) : num);
  } catch {
    return null;
  }
}

/** The number itself, or null for overflow and "not a number"; minus zero becomes zero. */
export function finite(value: Num): Num | null {
  if (!value.isFinite()) return null;
  return value.isZero() && value.isNegative() ? zero : value;
}

/** As a JS number if it has at most 15 significant digits and JS would not write it with an exponent, else as decimal text. */
export function toPlainNumber(value: Num): number | string {
  const plain = value.toNumber();
  if (value.e < 21 && value.precision() <= 15 && new Num(plain).eq(value)) return plain + 0;
  return value.toFixed();
}

/** As a whole JS number, or null when it has a fraction or is too large to count with. */
export function toInteger(value: Num): number | null {
  if (!value.isInteger()) return null;
  const plain = value.toNumber();
  return Number.isSafeInteger(plain) ? plain : null;
}
