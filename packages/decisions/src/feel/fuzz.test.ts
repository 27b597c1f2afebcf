import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DecisionError } from '../errors.ts';
import { builtinNames } from './builtins/index.ts';
import { compileExpression, compileUnaryTests } from './expression.ts';

const literals = [
  '0',
  '-1',
  '2.5',
  '1e6144',
  'true',
  'null',
  '"a"',
  '"2020-01-01"',
  '"[1..2]"',
  '"\\\\d+"',
  '"s"',
  '[]',
  '[1, null, "a"]',
  '{}',
  '?',
];
const temporal = ['2020-01-01', '10:00:00Z', '999999999-12-31T10:00:00', '2020-03-29T02:30:00@Europe/Zurich', 'P1D', '-P14M', '-PT1.5S'];
const names = ['x', 'list', 'place', 'place.a', 'item', 'partial', 'nowhere'];
const functions = ['function(a) a', 'function(a, b) a < b', 'function(a: number) a'];
const atom = fc.constantFrom(
  ...literals,
  ...temporal.map((text) => `@"${text}"`),
  ...names,
  ...functions,
  '[1..3]',
  '(< 5)',
  '(= 3)',
  ']1..3[',
);
const types = fc.constantFrom('number', 'list<number>', 'context<a: Any>', 'function<number>->number', 'range<date>', 'Null', 'nothing');

/** Expressions of every form, most of them without sense. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const pair = fc.tuple(inner, inner);
  const triple = fc.tuple(inner, inner, inner);
  return {
    expression: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(fc.constantFrom(...builtinNames()), fc.array(inner, { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(', ')})`),
      fc
        .tuple(pair, fc.constantFrom('+', '-', '*', '/', '**', '=', '!=', '<', '>=', 'and', 'or', 'in'))
        .map(([[a, b], sign]) => `(${a} ${sign} ${b})`),
      pair.map(([a, b]) => `${a}[${b}]`),
      fc.tuple(inner, fc.constantFrom('a', 'year', 'start', 'time offset', 'months')).map(([a, part]) => `(${a}).${part}`),
      triple.map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
      triple.map(([a, b, c]) => `(for i in ${a}, j in ${b} return ${c})`),
      triple.map(([a, b, c]) => `(some i in ${a}, j in ${b} satisfies ${c})`),
      triple.map(([a, b, c]) => `(${a} between ${b} and ${c})`),
      triple.map(([a, b, c]) => `(${a} in (${b}, > ${c}))`),
      fc.tuple(inner, types).map(([a, type]) => `(${a} instance of ${type})`),
      pair.map(([a, b]) => `{a: ${a}, b: ${b}}`),
      pair.map(([a, b]) => `[${a}..${b}]`),
      pair.map(([a, b]) => `(function(p, q) ${a})(${b}, 1)`),
      inner.map((a) => `-${a}`),
    ),
  };
});
const damage = fc.tuple(
  fc.nat(200),
  fc.constantFrom('(', '"', '[', ',', '-', '..', '@', ' in ', ' return ', '\\', '{', '/*', '`', '\u{1f600}'),
);
const data = { x: 5, list: [1, 'a', { a: 1 }], place: { a: [1, { b: 2 }], b: null }, '?': 3 };

describe('expressions of any form', () => {
  it('have a plain result, null only with a reason, or are refused with a code', () => {
    fc.assert(
      fc.property(expression, fc.option(damage, { freq: 6 }), fc.boolean(), (text, change, isCell) => {
        const written = change === null ? text : text.slice(0, change[0]) + change[1] + text.slice(change[0]);
        let compiled;
        try {
          compiled = isCell ? compileUnaryTests(written) : compileExpression(written);
        } catch (error) {
          assert.ok(error instanceof DecisionError, String(error));
          assert.equal(error.code, 'feel-syntax');
          return;
        }
        const { value } = compiled.evaluate(data);
        assert.equal(typeof value === 'number' && !Number.isFinite(value), false, written);
        assert.doesNotThrow(() => JSON.stringify(value));
      }),
      { numRuns: 3000 },
    );
  });

  it('say why when an operator, a test or a function has no result', () => {
    const silent = [
      'null',
      'x.a',
      'place.b',
      'if true then null else 1',
      '[null][1]',
      'get value({}, "a")',
      'function(a) a',
      'string(null)',
      '@"10:00:00".timezone',
    ];
    fc.assert(
      fc.property(
        fc.tuple(atom, atom).filter((pair) => !pair.some((text) => text.startsWith('function'))),
        fc.constantFrom('+', '-', '*', '/', '**', '<', 'and', 'or', 'in'),
        ([a, b], sign) => {
          const { value, warnings } = compileExpression(`(${a}) ${sign} (${b})`).evaluate(data);
          if (value === null) assert.notDeepEqual(warnings, [], `(${a}) ${sign} (${b})`);
        },
      ),
      { numRuns: 1500 },
    );
    // What is there and null needs no reason.
    for (const text of silent.filter((each) => each !== 'x.a')) assert.deepEqual(compileExpression(text).evaluate(data).warnings, [], text);
  });
});
