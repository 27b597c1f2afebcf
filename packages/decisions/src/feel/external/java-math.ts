import type { JavaType } from './signature.ts';

/** A method of numbers: its parameter types without the ones it may be overloaded for, and what it computes. */
type Compute = (...numbers: number[]) => number;

const wholes: readonly JavaType[] = ['int', 'long'];
const every: readonly JavaType[] = ['int', 'long', 'float', 'double'];

const floating: Record<string, Compute> = {
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  atan2: Math.atan2,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  copySign: (size, sign) => (Object.is(Math.sign(sign), -1) || Object.is(sign, -0) ? -Math.abs(size) : Math.abs(size)),
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  fma: (a, b, c) => a * b + c,
  hypot: Math.hypot,
  IEEEremainder: (a, b) => a - b * rint(a / b),
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  pow: (base, exponent) => base ** exponent,
  rint,
  signum: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  toDegrees: (angle) => (angle * 180) / Math.PI,
  toRadians: (angle) => (angle * Math.PI) / 180,
};

const whole: Record<string, Compute> = {
  addExact: (a, b) => a + b,
  subtractExact: (a, b) => a - b,
  multiplyExact: (a, b) => a * b,
  incrementExact: (a) => a + 1,
  decrementExact: (a) => a - 1,
  negateExact: (a) => -a,
  toIntExact: (a) => a,
  floorDiv: (a, b) => Math.floor(a / b),
  floorMod: (a, b) => a - b * Math.floor(a / b),
  ceilDiv: (a, b) => Math.ceil(a / b),
};

const both: Record<string, Compute> = {
  abs: Math.abs,
  max: Math.max,
  min: Math.min,
};

/** Half to even, as Java's `rint`. */
function rint(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}

/** The method of `java.lang.Math` for parameters of these types, null if there is none. */
export function mathMethod(name: string, types: readonly JavaType[]): Compute | null {
  const [first] = types;
  if (first === undefined) return null;
  if (name === 'round') return types.length === 1 && (first === 'float' || first === 'double') ? (value) => Math.floor(value + 0.5) : null;
  const fits = (allowed: readonly JavaType[]) => types.every((type) => allowed.includes(type));
  const found =
    (Object.hasOwn(floating, name) && fits(['float', 'double']) ? floating[name] : undefined) ??
    (Object.hasOwn(whole, name) && fits(wholes) ? whole[name] : undefined) ??
    (Object.hasOwn(both, name) && fits(every) ? both[name] : undefined);
  if (found === undefined) return null;
  const count = ['hypot', 'max', 'min'].includes(name) ? 2 : found.length;
  return count === types.length ? exact(found, types) : null;
}

/** Whole results outside their type have no result, as the exact methods of Java. */
function exact(compute: Compute, types: readonly JavaType[]): Compute {
  if (!types.every((type) => wholes.includes(type))) return compute;
  const limit = types.includes('long') ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  return (...numbers) => {
    const result = compute(...numbers);
    return Math.abs(result) <= limit ? result + 0 : Number.NaN;
  };
}
