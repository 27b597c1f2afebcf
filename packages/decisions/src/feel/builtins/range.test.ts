import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel } from '../testing.ts';

interface Interval {
  low: number;
  high: number;
  left: boolean;
  right: boolean;
}

const interval = fc
  .record({ low: fc.integer({ min: 0, max: 6 }), size: fc.integer({ min: 1, max: 4 }), left: fc.boolean(), right: fc.boolean() })
  .map(({ low, size, left, right }): Interval => ({ low, high: low + size, left, right }));
const text = ({ low, high, left, right }: Interval) => `${left ? '[' : '('}${low}..${high}${right ? ']' : ')'}`;

/** The points of an interval among quarters: enough to tell open from closed ends. */
function points({ low, high, left, right }: Interval): Set<number> {
  const found = new Set<number>();
  for (let point = 0; point <= 12; point += 0.25) {
    if ((left ? point >= low : point > low) && (right ? point <= high : point < high)) found.add(point);
  }
  return found;
}

describe('range functions', () => {
  it('compare points and ranges', () => {
    assertFeel([
      ['before(1, 10)', true],
      ['before(1, [1..10])', false],
      ['before(1, (1..10])', true],
      ['after([5..10), 10)', false],
      ['after(10, [5..10))', true],
      ['meets([1..5], [5..10])', true],
      ['meets([1..5), [5..10])', false],
      ['met by([5..10], [1..5])', true],
      ['finishes(10, [1..10])', true],
      ['finished by([1..10], [5..10])', true],
      ['starts([1..5], [1..10])', true],
      ['started by([1..10], 1)', true],
      ['coincides([1..5], [1..5])', true],
      ['overlaps before([1..5], [3..10])', true],
      ['overlaps after([3..10], [1..5])', true],
      ['during(5, [1..10])', true],
      ['before(1, "a")', null],
    ]);
  });

  it('agree with the sets of points the ranges stand for', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const [inA, inB] = [points(a), points(b)];
        const pair = `${text(a)}, ${text(b)}`;
        assert.equal(feel(`overlaps(${pair})`), !inA.isDisjointFrom(inB), `overlaps(${pair})`);
        assert.equal(feel(`includes(${pair})`), inB.isSubsetOf(inA), `includes(${pair})`);
        assert.equal(feel(`during(${pair})`), inA.isSubsetOf(inB), `during(${pair})`);
        assert.equal(feel(`before(${pair})`), Math.max(...inA) < Math.min(...inB), `before(${pair})`);
      }),
    );
  });
});
