import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel } from './testing.ts';

// DMN 1.5, section 10.3.1.2: precedence by the order of alternatives in rules 2 and 4, operators from the left.
describe('an "in" without parentheses', () => {
  it('binds closer than and, or and other comparisons', () => {
    assertFeel([
      ['1 in [1..2] and true', true],
      ['5 in [1..2] or true', true],
      ['"a" in ["a"] and "b" in ["c"] or true', true],
      ['false and 1 in [1] or true', true],
      ['false and (1 in [1] or true)', false],
      ['1 in > 0 and 2 in < 1', false],
      ['1 in != 1 or true', true],
      ['1 in [1] = true', true],
      ['1 in (1, 2) and 3 in (1, 2)', false],
      ['if 1 in [1..3] and false then "a" else "b"', 'b'],
      ['every x in [1, 2] satisfies x in [1..2] and x > 0', true],
      ['1 in ([1] = [1])', null],
      ['3 in ? > 0 and ? < 5', true],
      ['1 + 1 in [2]', true],
    ]);
  });

  it('means the same as with parentheses, whatever follows', () => {
    const term = fc.oneof(
      fc.constantFrom('true', 'false'),
      fc
        .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('[1..2]', '[0, 3]', '> 1', '= 2', '(1, 2)', '2'))
        .map(([x, test]) => `${x} in ${test}`),
    );
    const more = fc.array(fc.tuple(fc.constantFrom('and', 'or'), term), { maxLength: 5 });
    fc.assert(
      fc.property(term, more, (first, rest) => {
        const text = rest.reduce((all, [operator, next]) => `${all} ${operator} ${next}`, first);
        const closed = rest.reduce((all, [operator, next]) => `${all} ${operator} (${next})`, `(${first})`);
        assert.equal(feel(text), feel(closed), text);
      }),
    );
  });
});
