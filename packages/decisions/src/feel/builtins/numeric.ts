import { Decimal } from 'decimal.js';
import type { Run } from '../run.ts';
import { Num, finite, toInteger, zero } from '../values/number.ts';
import { DaysTime, YearsMonths } from '../values/duration.ts';
import type { Value } from '../values/kind.ts';
import { define } from './define.ts';

// Numeric functions, DMN 1.5, section 10.3.4.5.

/** An optional scale is 0 where it is not given; given as null there is no result. */
function scaled(name: string, rounding: Decimal.Rounding, optional = false): void {
  define(name, 'n: number, scale: number', ([n, scale], run) => round(n, scale, rounding, name, run));
  if (optional) define(name, 'n: number', ([n], run) => round(n, zero, rounding, name, run));
}

function round(n: Num, scale: Num, rounding: Decimal.Rounding, name: string, run: Run): Value {
  const places = toInteger(scale.trunc());
  if (places === null || places < -6111 || places > 6176) {
    return run.warn('feel-argument', `expected a scale of ${name} between -6111 and 6176, got another`);
  }
  if (places >= 0) return finite(n.toDecimalPlaces(places, rounding));
  const unit = new Num(10).pow(-places);
  return finite(n.div(unit).toDecimalPlaces(0, rounding).times(unit));
}

scaled('decimal', Decimal.ROUND_HALF_EVEN);
scaled('floor', Decimal.ROUND_FLOOR, true);
scaled('ceiling', Decimal.ROUND_CEIL, true);
scaled('round up', Decimal.ROUND_UP);
scaled('round down', Decimal.ROUND_DOWN);
scaled('round half up', Decimal.ROUND_HALF_UP);
scaled('round half down', Decimal.ROUND_HALF_DOWN);

define('abs', 'n: number', ([n]) => n.abs());
define('abs', 'n: days and time duration', ([n]) => (n.nanos < 0n ? new DaysTime(-(n as DaysTime).nanos) : n));
define('abs', 'n: years and months duration', ([n]) => new YearsMonths(Math.abs(n.months)));

define('modulo', 'dividend: number, divisor: number', ([dividend, divisor], run) => {
  if (divisor.isZero()) return run.warn('feel-division-by-zero', 'expected a divisor of modulo other than 0, got 0');
  const rest: Num = dividend.mod(divisor);
  return finite(!rest.isZero() && rest.isNeg() !== divisor.isNeg() ? rest.plus(divisor) : rest);
});

define('sqrt', 'number: number', ([number], run) => outside(number.sqrt(), 'sqrt', run));
define('log', 'number: number', ([number], run) => outside(number.ln(), 'log', run));
define('exp', 'number: number', ([number], run) => outside(number.exp(), 'exp', run));

function outside(value: Num, name: string, run: Run): Value {
  run.step(64);
  return finite(value) ?? run.warn('feel-number', `expected a number for which ${name} has a result, got another`);
}

define('odd', 'number: number', ([number]) => number.isInteger() && !number.mod(2).isZero());
define('even', 'number: number', ([number]) => number.isInteger() && number.mod(2).isZero());
