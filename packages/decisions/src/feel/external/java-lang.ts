import type { Run } from '../run.ts';
import type { Value } from '../values/kind.ts';
import { Num, toNum } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import { formatJava } from './java-format.ts';
import { mathMethod } from './java-math.ts';
import type { JavaType, JavaValue, Signature } from './signature.ts';

/** What a method gives; undefined stands for an exception. */
type Method = (args: any[], run: Run) => JavaValue | undefined;

const floatings: Record<string, JavaType> = { Double: 'double', Float: 'float' };
const wholeClasses: Record<string, JavaType> = { Integer: 'int', Long: 'long', Short: 'short', Byte: 'byte' };
const limits: Partial<Record<JavaType, bigint>> = { byte: 2n ** 7n, short: 2n ** 15n, int: 2n ** 31n, long: 2n ** 63n };

/** The method of a class for a signature, null if it is not in the closed table. */
export function javaMethod(className: string, signature: Signature): Method | null {
  const [, packageName, simple = ''] = /^(java\.\w+)\.(\w+)$/.exec(className) ?? [];
  const key = `${signature.method}(${signature.types.join(',')}${signature.varargs ? '...' : ''})`;
  if (packageName === 'java.math') return decimals[`${simple}.${key}`] ?? null;
  if (packageName !== 'java.lang') return null;
  if (simple === 'Math' || simple === 'StrictMath') {
    const compute = signature.varargs ? null : mathMethod(signature.method, signature.types);
    return compute === null ? null : (args) => compute(...(args as number[]));
  }
  if (Object.hasOwn(texts, `${simple}.${key}`)) return texts[`${simple}.${key}`] ?? null;
  const whole = Object.hasOwn(wholeClasses, simple) ? wholeClasses[simple] : undefined;
  if (whole !== undefined) return wholeMethod(simple, whole, key);
  const floating = Object.hasOwn(floatings, simple) ? floatings[simple] : undefined;
  return floating === undefined ? null : floatingMethod(simple, floating, key);
}

const text = (value: JavaValue, run: Run) => textOf(typeof value === 'number' ? toNum(value) : value, run) ?? 'null';
const order = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

const texts: Record<string, Method> = {
  'String.format(text,any...)': ([pattern, ...args], run) => (pattern === null ? undefined : (formatJava(pattern, args, run) ?? undefined)),
  'String.join(text,text...)': ([delimiter, ...parts], run) => joined(delimiter, parts, run),
  'String.join(text,any)': ([delimiter, parts], run) => (Array.isArray(parts) ? joined(delimiter, parts, run) : undefined),
  'String.copyValueOf(any)': ([value], run) => text(value, run),
  ...Object.fromEntries(
    (['any', 'boolean', 'char', 'int', 'long', 'float', 'double'] as const).map((type): [string, Method] => [
      `String.valueOf(${type})`,
      ([value], run) => valueText(value, type, run),
    ]),
  ),
  'Boolean.parseBoolean(text)': ([value]) => value?.toLowerCase() === 'true',
  'Boolean.valueOf(text)': ([value]) => value?.toLowerCase() === 'true',
  'Boolean.valueOf(boolean)': ([value]) => value,
  'Boolean.toString(boolean)': ([value]) => String(value),
  'Boolean.logicalAnd(boolean,boolean)': ([a, b]) => a && b,
  'Boolean.logicalOr(boolean,boolean)': ([a, b]) => a || b,
  'Boolean.logicalXor(boolean,boolean)': ([a, b]) => a !== b,
  'Character.toString(char)': ([value]) => value,
  'Character.valueOf(char)': ([value]) => value,
  'Character.getNumericValue(char)': ([value]) => (/^[0-9a-z]$/i.test(value) ? Number.parseInt(value, 36) : -1),
  'Character.isDigit(char)': ([value]) => /^\p{Nd}$/u.test(value),
  'Character.isLetter(char)': ([value]) => /^\p{L}$/u.test(value),
  'Character.toUpperCase(char)': ([value]) => value.toUpperCase(),
  'Character.toLowerCase(char)': ([value]) => value.toLowerCase(),
};

/** Floating numbers have a fraction or an exponent in Java's texts. */
function valueText(value: JavaValue, type: JavaType, run: Run): string {
  const plain = text(value, run);
  return type !== 'double' && type !== 'float' ? plain : plain.includes('.') || !/\d$/.test(plain) ? plain : `${plain}.0`;
}

function joined(delimiter: Value, parts: Value[], run: Run): string | undefined {
  if (typeof delimiter !== 'string') return undefined;
  const written = parts.map((part) => text(part, run));
  run.size(written.reduce((size, part) => size + part.length + delimiter.length, 0));
  return written.join(delimiter);
}

function wholeMethod(simple: string, type: JavaType, key: string): Method | null {
  const parse = (digits: string | null, radix: number): Num | undefined => {
    if (digits === null || !/^[-+]?[0-9a-z]+$/i.test(digits) || digits.length > 65) return undefined;
    if (radix < 2 || radix > 36 || [...digits.replace(/^[-+]/, '')].some((digit) => !(Number.parseInt(digit, 36) < radix)))
      return undefined;
    const size = [...digits.replace(/^[-+]/, '')].reduce((sum, digit) => sum * BigInt(radix) + BigInt(Number.parseInt(digit, 36)), 0n);
    const value = digits.startsWith('-') ? -size : size;
    const limit = limits[type] ?? 0n;
    return value >= -limit && value < limit ? new Num(value.toString()) : undefined;
  };
  const unsigned = (value: number, radix: number) => BigInt.asUintN(type === 'long' ? 64 : 32, BigInt(value)).toString(radix);
  const methods: Record<string, Method> = {
    'valueOf(text)': ([value]) => parse(value, 10),
    'valueOf(text,int)': ([value, radix]) => parse(value, radix),
    [`valueOf(${type})`]: ([value]) => value,
    [`parse${simple === 'Integer' ? 'Int' : simple}(text)`]: ([value]) => parse(value, 10),
    [`parse${simple === 'Integer' ? 'Int' : simple}(text,int)`]: ([value, radix]) => parse(value, radix),
    [`toString(${type})`]: ([value], run) => text(value, run),
    [`toString(${type},int)`]: ([value, radix]) => (value as number).toString(radix >= 2 && radix <= 36 ? radix : 10),
    [`toHexString(${type})`]: ([value]) => unsigned(value, 16),
    [`toOctalString(${type})`]: ([value]) => unsigned(value, 8),
    [`toBinaryString(${type})`]: ([value]) => unsigned(value, 2),
    [`compare(${type},${type})`]: ([a, b]) => order(a, b),
    [`signum(${type})`]: ([value]) => Math.sign(value),
    [`sum(${type},${type})`]: ([a, b]) => wrapped(a + b, type),
    [`max(${type},${type})`]: ([a, b]) => Math.max(a, b),
    [`min(${type},${type})`]: ([a, b]) => Math.min(a, b),
  };
  return Object.hasOwn(methods, key) ? (methods[key] ?? null) : null;
}

function wrapped(value: number, type: JavaType): number {
  return type === 'long' ? value : Number(BigInt.asIntN(32, BigInt(value)));
}

function floatingMethod(simple: string, type: JavaType, key: string): Method | null {
  // What is no number or infinite in Java has no value here.
  const parse = (written: string | null): Num | undefined => {
    const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[dDfF]?\s*$/.exec(written ?? '');
    const value = Number(match?.[1] ?? Number.NaN);
    return toNum(type === 'float' ? Math.fround(value) : value) ?? undefined;
  };
  const methods: Record<string, Method> = {
    'valueOf(text)': ([value]) => parse(value),
    [`parse${simple}(text)`]: ([value]) => parse(value),
    [`valueOf(${type})`]: ([value]) => value,
    [`toString(${type})`]: ([value], run) => valueText(value, type, run),
    [`isNaN(${type})`]: ([value]) => Number.isNaN(value),
    [`isInfinite(${type})`]: ([value]) => Math.abs(value) === Infinity,
    [`isFinite(${type})`]: ([value]) => Number.isFinite(value),
    [`compare(${type},${type})`]: ([a, b]) => order(a, b),
    [`sum(${type},${type})`]: ([a, b]) => a + b,
    [`max(${type},${type})`]: ([a, b]) => Math.max(a, b),
    [`min(${type},${type})`]: ([a, b]) => Math.min(a, b),
  };
  return Object.hasOwn(methods, key) ? (methods[key] ?? null) : null;
}

const decimals: Record<string, Method> = {
  'BigDecimal.valueOf(double)': ([value]) => value,
  'BigDecimal.valueOf(long)': ([value]) => value,
  'BigDecimal.valueOf(long,int)': ([value, scale]) => new Num(value).div(new Num(10).pow(scale)),
  'BigInteger.valueOf(long)': ([value]) => value,
};
