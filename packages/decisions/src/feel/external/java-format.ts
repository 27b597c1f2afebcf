import type { Run } from '../run.ts';
import { Num, toNum } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import type { JavaValue } from './signature.ts';

const directive = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;
const widest = 1000;

interface Part {
  flags: string;
  precision: number | null;
  kind: string;
}

/**
 * The text of `java.lang.String.format` in the root locale; null where Java throws (a conversion that does not fit its
 * argument, a missing argument, an unknown conversion) and for widths or precisions over 1000.
 */
export function formatJava(pattern: string, args: readonly JavaValue[], run: Run): string | null {
  let next = 0;
  let failed = pattern.replace(directive, '').includes('%');
  const text = pattern.replace(directive, (_all, position?: string, flags = '', width?: string, precision?: string, kind = '') => {
    run.step();
    if (Number(width ?? 0) > widest || Number(precision ?? 0) > widest) failed = true;
    if (failed) return '';
    if (kind === 'n') return '\n';
    const index = position === undefined ? next : Number(position) - 1;
    if (kind !== '%' && position === undefined) next++;
    if (kind !== '%' && index >= args.length) failed = true;
    const part = { flags, precision: precision === undefined ? null : Number(precision), kind: kind.toLowerCase() };
    const body = failed ? null : kind === '%' ? '%' : converted(args[index] ?? null, part, run);
    if (body === null) {
      failed = true;
      return '';
    }
    return padded(/[A-Z]/.test(kind) ? body.toUpperCase() : body, flags, Number(width ?? 0), kind);
  });
  run.size(text.length);
  return failed ? null : text;
}

function converted(arg: JavaValue, part: Part, run: Run): string | null {
  const { kind, precision } = part;
  if (kind === 's') return cut(plainText(arg, run), precision);
  if (kind === 'b') return cut(String(typeof arg === 'boolean' ? arg : arg !== null), precision);
  if (arg === null) return 'defghaocx'.includes(kind) ? 'null' : null;
  if (kind === 'c') return typeof arg === 'string' && Array.from(arg).length === 1 ? arg : null;
  const number = typeof arg === 'number' ? toNum(arg) : arg instanceof Num ? arg : null;
  if (number === null) return null;
  return 'dxo'.includes(kind) ? wholeText(number, part) : floatText(number, part);
}

function plainText(arg: JavaValue, run: Run): string {
  const value = typeof arg === 'number' ? toNum(arg) : arg;
  return textOf(value, run) ?? 'null';
}

const cut = (text: string, precision: number | null) => (precision === null ? text : text.slice(0, precision));

function wholeText(number: Num, { flags, kind, precision }: Part): string | null {
  if (!number.isInteger() || precision !== null) return null;
  if (kind === 'd') return signed(grouped(number.abs().toFixed(), flags), number.isNeg(), flags);
  const digits = BigInt(number.toFixed()).toString(kind === 'x' ? 16 : 8);
  return flags.includes('#') ? (kind === 'x' ? `0x${digits}` : `0${digits}`) : digits;
}

function floatText(number: Num, { flags, kind, precision }: Part): string | null {
  const places = precision ?? 6;
  const size = number.abs();
  // Java rounds half up here, whatever the type of the number.
  if (kind === 'f') return signed(grouped(size.toFixed(places, Num.ROUND_HALF_UP), flags), number.isNeg(), flags);
  if (kind !== 'e' && kind !== 'g') return null;
  if (kind === 'g' && !size.isZero() && size.gte('0.0001') && size.lt(new Num(10).pow(Math.max(places, 1)))) {
    const rounded = size.toSignificantDigits(Math.max(places, 1), Num.ROUND_HALF_UP);
    return signed(grouped(rounded.toFixed(Math.max(places - 1 - rounded.e, 0)), flags), number.isNeg(), flags);
  }
  const [mantissa = '', exponent = ''] = size.toExponential(kind === 'g' ? Math.max(places - 1, 0) : places, Num.ROUND_HALF_UP).split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return signed(`${mantissa}e${sign}${exponent.replace(/^[-+]/, '').padStart(2, '0')}`, number.isNeg(), flags);
}

function grouped(digits: string, flags: string): string {
  if (!flags.includes(',')) return digits;
  const [whole = '', fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

function signed(digits: string, negative: boolean, flags: string): string {
  if (negative) return flags.includes('(') ? `(${digits})` : `-${digits}`;
  return (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
}

function padded(text: string, flags: string, width: number, kind: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || !'dfegDFEGxXo'.includes(kind)) return text.padStart(width);
  const [, sign = '', digits = ''] = /^([-+( ]?)(.*)$/s.exec(text) ?? [];
  return sign + digits.padStart(width - sign.length, '0');
}
