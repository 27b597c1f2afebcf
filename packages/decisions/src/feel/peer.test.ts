import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { evaluate } from 'feelin';
import { feel } from './testing.ts';

/** Expressions over whole numbers and booleans. The peer counts null as false in "some", the standard does not. */
const { number, condition } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', 'n', 'list[1]', 'person.age', 'null'),
    fc.integer({ min: 0, max: 50 }).map(String),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([x, sign, y]) => `(${x} ${sign} ${y})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([x, y, z]) => `(if ${x} then ${y} else ${z})`),
    fc.tuple(tie('number'), tie('number')).map(([x, y]) => `sum(for i in [${x}, ${y}] return i)`),
    fc.tuple(tie('number'), tie('number')).map(([x, y]) => `count([1, 2, 3][item > ${x}][item < ${y}])`),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'false', 'yes'),
    fc.tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number')).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map((parts) => `(${parts.join(' ')})`),
    tie('condition').map((x) => `not(${x})`),
    tie('number').map((x) => `(some i in list satisfies (i > ${x}) = true)`),
    tie('number').map((x) => `(${x} in [1..10])`),
  ),
}));

it('agrees with feelin on whole numbers and conditions', () => {
  const context = { a: 3, b: 7, n: 0, list: [5, 8], person: { age: 40 }, yes: true };
  fc.assert(
    fc.property(fc.oneof(number, condition), (text) => {
      const peer = evaluate(text, context).value as unknown;
      const own = feel(text, context);
      // Beyond 15 digits the peer has lost digits.
      if (typeof own === 'string') return;
      assert.equal(own, peer === undefined || Object.is(peer, -0) ? (peer === undefined ? null : 0) : peer, text);
    }),
    { numRuns: 300 },
  );
});
