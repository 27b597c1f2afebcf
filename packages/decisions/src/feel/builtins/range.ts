import { compare, contains, equal } from '../values/compare.ts';
import type { Value } from '../values/kind.ts';
import { FeelRange } from '../values/range.ts';
import { parseRange } from '../values/range-read.ts';
import { define } from './define.ts';

// Range functions, DMN 1.5, section 10.3.4.11 (Allen's interval relations), and range() of section 10.3.4.1.

type Relation = (a: Value, b: Value) => boolean | null;

const less = (a: Value, b: Value) => order(a, b, (result) => result < 0);
/** Bounds are never lists or contexts: there is no work to count. */
const free = { step: () => undefined, bound: () => undefined };
const same = (a: Value, b: Value) => equal(a, b, free);

function order(a: Value, b: Value, decide: (order: number) => boolean): boolean | null {
  const result = compare(a, b);
  return result === null ? null : decide(result);
}

/** Three-valued: false wins over null. */
function both(a: boolean | null, b: boolean | null): boolean | null {
  return a === false || b === false ? false : a === null || b === null ? null : true;
}

function either(a: boolean | null, b: boolean | null): boolean | null {
  return a === true || b === true ? true : a === null || b === null ? null : false;
}

const isRange = (value: Value): value is FeelRange => value instanceof FeelRange;

const before: Relation = (a, b) => {
  if (isRange(a) && isRange(b)) {
    const touching = both(!a.highIncluded || !b.lowIncluded, same(a.high, b.low));
    return either(less(a.high, b.low), touching);
  }
  if (isRange(a)) return either(less(a.high, b), both(same(a.high, b), !a.highIncluded));
  if (isRange(b)) return either(less(a, b.low), both(same(a, b.low), !b.lowIncluded));
  return less(a, b);
};

const meets = (a: FeelRange, b: FeelRange) => both(a.highIncluded && b.lowIncluded, same(a.high, b.low));

const overlapsBefore = (a: FeelRange, b: FeelRange) => {
  const startsFirst = either(less(a.low, b.low), both(same(a.low, b.low), a.lowIncluded && !b.lowIncluded));
  const reachesIn = either(less(b.low, a.high), both(same(a.high, b.low), a.highIncluded && b.lowIncluded));
  const endsFirst = either(less(a.high, b.high), both(same(a.high, b.high), !a.highIncluded || b.highIncluded));
  return both(both(startsFirst, reachesIn), endsFirst);
};

const overlaps = (a: FeelRange, b: FeelRange) => {
  const reaches = (x: FeelRange, y: FeelRange) => either(less(y.low, x.high), both(same(x.high, y.low), x.highIncluded && y.lowIncluded));
  return both(reaches(a, b), reaches(b, a));
};

const endsInside = (range: FeelRange, inner: FeelRange) =>
  either(less(inner.high, range.high), both(same(inner.high, range.high), !inner.highIncluded || range.highIncluded));
const startsInside = (range: FeelRange, inner: FeelRange) =>
  either(less(range.low, inner.low), both(same(inner.low, range.low), !inner.lowIncluded || range.lowIncluded));

const includes = (range: FeelRange, inner: Value) =>
  isRange(inner) ? both(startsInside(range, inner), endsInside(range, inner)) : contains(range, inner);

const starts = (a: Value, b: FeelRange) => {
  if (!isRange(a)) return both(same(a, b.low), b.lowIncluded);
  return both(both(same(a.low, b.low), a.lowIncluded === b.lowIncluded), endsInside(b, a));
};

const finishes = (a: Value, b: FeelRange) => {
  if (!isRange(a)) return both(same(a, b.high), b.highIncluded);
  return both(both(same(a.high, b.high), a.highIncluded === b.highIncluded), startsInside(b, a));
};

const point = 'string|number|date|time|date and time|days and time duration|years and months duration';

type Call = (args: any[]) => Value;

/** A relation of two points, of a point and a range either way round, and of two ranges, by the names of their parameters. */
function relate(name: string, ways: readonly ('points' | 'point in' | 'range of' | 'ranges')[], call: Call): void {
  for (const way of ways) define(name, parameters[way], call);
}

const parameters = {
  points: `point1: ${point}, point2: ${point}`,
  'point in': `point: ${point}, range: range`,
  'range of': `range: range, point: ${point}`,
  ranges: 'range1: range, range2: range',
};

relate('before', ['points', 'point in', 'range of', 'ranges'], ([a, b]) => before(a, b));
relate('after', ['points', 'point in', 'range of', 'ranges'], ([a, b]) => before(b, a));
relate('meets', ['ranges'], ([a, b]) => meets(a, b));
relate('met by', ['ranges'], ([a, b]) => meets(b, a));
relate('overlaps', ['ranges'], ([a, b]) => overlaps(a, b));
relate('overlaps before', ['ranges'], ([a, b]) => overlapsBefore(a, b));
relate('overlaps after', ['ranges'], ([a, b]) => overlapsBefore(b, a));
relate('finishes', ['point in', 'ranges'], ([a, b]) => finishes(a, b));
relate('finished by', ['range of', 'ranges'], ([a, b]) => finishes(b, a));
relate('includes', ['range of', 'ranges'], ([a, b]) => includes(a, b));
relate('during', ['point in', 'ranges'], ([a, b]) => includes(b, a));
relate('starts', ['point in', 'ranges'], ([a, b]) => starts(a, b));
relate('started by', ['range of', 'ranges'], ([a, b]) => starts(b, a));
relate('coincides', ['points', 'ranges'], ([a, b]) => equal(a, b, free));
define(
  'range',
  'from: string',
  ([from], run) => parseRange(from) ?? run.warn('feel-literal', 'expected a valid text for range, got another'),
);
