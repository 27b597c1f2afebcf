import type { Value } from '../values/kind.ts';
import { Num } from '../values/number.ts';

/** What a Java parameter takes, as far as functions of the closed table need it. */
export type JavaType = 'double' | 'float' | 'long' | 'int' | 'short' | 'byte' | 'boolean' | 'char' | 'text' | 'decimal' | 'any';

/** A method signature as it is written in a model: `format(java.lang.String, [Ljava.lang.Object;)`. */
export interface Signature {
  method: string;
  types: JavaType[];
  /** The last parameter takes any number of values. */
  varargs: boolean;
}

/** A converted argument: numbers of whole and floating types as JS numbers, everything else as it is. */
export type JavaValue = Value | number;

const written: Record<string, JavaType> = {
  double: 'double',
  Double: 'double',
  float: 'float',
  Float: 'float',
  long: 'long',
  Long: 'long',
  int: 'int',
  Integer: 'int',
  short: 'short',
  Short: 'short',
  byte: 'byte',
  Byte: 'byte',
  boolean: 'boolean',
  Boolean: 'boolean',
  char: 'char',
  Character: 'char',
  String: 'text',
  CharSequence: 'text',
  BigDecimal: 'decimal',
  BigInteger: 'decimal',
  Number: 'decimal',
  Object: 'any',
  List: 'any',
  Iterable: 'any',
  Map: 'any',
};

/** Reads `name(type, type…)`; null for anything else and for types without mapping (DMN 1.5, section 10.3.2.13.3). */
export function readSignature(text: string): Signature | null {
  const match = /^\s*(\w+)\s*\(([^()]*)\)\s*$/.exec(text);
  if (match === null) return null;
  const [, method = '', list = ''] = match;
  const names = list.trim() === '' ? [] : list.split(',').map((name) => name.trim());
  const last = names.at(-1) ?? '';
  const varargs = /^\[L.*;$|\[\]$|\.\.\.$/.test(last);
  const types = names.map((name) => written[name.replace(/^\[L|;$|\[\]$|\.\.\.$/g, '').replace(/^(?:\w+\.)+/, '')]);
  return types.every((type) => type !== undefined) ? { method, types, varargs } : null;
}

const wholeLimits: Partial<Record<JavaType, number>> = { long: 2 ** 63, int: 2 ** 31, short: 2 ** 15, byte: 2 ** 7 };

/** The argument as the Java type, undefined where there is no conversion. */
export function toJava(value: Value, type: JavaType): JavaValue | undefined {
  switch (type) {
    case 'any':
      return value;
    case 'text':
      return value === null || typeof value === 'string' ? value : undefined;
    case 'char':
      return typeof value === 'string' && value.length === 1 ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'decimal':
      return value === null || value instanceof Num ? value : undefined;
    case 'double':
      return value instanceof Num ? value.toNumber() : undefined;
    case 'float':
      return value instanceof Num ? Math.fround(value.toNumber()) : undefined;
    default: {
      const whole = value instanceof Num ? Math.trunc(value.toNumber()) : Number.NaN;
      const limit = wholeLimits[type] ?? 0;
      return whole >= -limit && whole < limit ? whole + 0 : undefined;
    }
  }
}
