import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileDecisions } from './decisions.ts';
import { tableFile } from './testing.ts';
import type { TableSketch } from './testing.ts';

function value(sketch: TableSketch, context: Record<string, unknown>): unknown {
  return compileDecisions(tableFile(sketch)).evaluate('d', context).value;
}

function codes(sketch: TableSketch, context: Record<string, unknown>): string[] {
  return compileDecisions(tableFile(sketch))
    .evaluate('d', context)
    .warnings.map(({ code }) => code);
}

/** Two rules that both match 5, one for everything, and the second output first in order. */
const overlapping = (hitPolicy: string, aggregation?: string): TableSketch => ({
  hitPolicy,
  ...(aggregation === undefined ? {} : { aggregation }),
  outputs: [{ values: '30, 10, 20' }],
  rules: [
    ['> 3', '10'],
    ['> 4', '20'],
    ['> 4.5', '30'],
    ['> 100', '40'],
  ],
});

describe('hit policies', () => {
  it('UNIQUE takes the one rule that matches and refuses two', () => {
    assert.equal(value(overlapping('UNIQUE'), { x: 4 }), 10);
    assert.equal(value(overlapping('UNIQUE'), { x: 5 }), null);
    assert.deepEqual(codes(overlapping('UNIQUE'), { x: 5 }), ['dmn-hit-policy']);
  });

  it('FIRST takes the first, RULE ORDER all in their order', () => {
    assert.equal(value(overlapping('FIRST'), { x: 5 }), 10);
    assert.deepEqual(value(overlapping('RULE ORDER'), { x: 5 }), [10, 20, 30]);
  });

  it('PRIORITY takes the first by the order of the allowed outputs, OUTPUT ORDER sorts by it', () => {
    assert.equal(value(overlapping('PRIORITY'), { x: 5 }), 30);
    assert.deepEqual(value(overlapping('OUTPUT ORDER'), { x: 5 }), [30, 10, 20]);
  });

  it('ANY takes equal outputs and refuses different ones', () => {
    const same = {
      hitPolicy: 'ANY',
      rules: [
        ['> 3', '1'],
        ['> 4', '1.0'],
      ],
    };
    assert.equal(value(same, { x: 5 }), 1);
    assert.equal(value(overlapping('ANY'), { x: 5 }), null);
    assert.deepEqual(codes(overlapping('ANY'), { x: 5 }), ['dmn-hit-policy']);
  });

  it('COLLECT lists, adds, counts, takes the least or the greatest', () => {
    assert.deepEqual(value(overlapping('COLLECT'), { x: 5 }), [10, 20, 30]);
    assert.equal(value(overlapping('COLLECT', 'SUM'), { x: 5 }), 60);
    assert.equal(value(overlapping('COLLECT', 'COUNT'), { x: 5 }), 3);
    assert.equal(value(overlapping('COLLECT', 'MIN'), { x: 5 }), 10);
    assert.equal(value(overlapping('COLLECT', 'MAX'), { x: 5 }), 30);
  });

  it('without a match give null, an empty list, zero or the default outputs', () => {
    assert.equal(value(overlapping('UNIQUE'), { x: 1 }), null);
    assert.deepEqual(value(overlapping('COLLECT'), { x: 1 }), []);
    assert.equal(value(overlapping('COLLECT', 'COUNT'), { x: 1 }), 0);
    assert.equal(value(overlapping('COLLECT', 'SUM'), { x: 1 }), null);
    const fallback = { outputs: [{ name: 'a', fallback: '"none"' }, { name: 'b' }], rules: [['1', '"one"', 'x']] };
    assert.deepEqual(value(fallback, { x: 2 }), { a: 'none', b: null });
    assert.deepEqual(value(fallback, { x: 1 }), { a: 'one', b: 1 });
  });

  it('COLLECT SUM is the exact sum of what matches', () => {
    const cents = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cents, (amounts) => {
        const rules = amounts.map((amount) => ['-', `${amount} / 100`]);
        const total = amounts.reduce((sum, amount) => sum + amount, 0);
        assert.equal(value({ hitPolicy: 'COLLECT', aggregation: 'SUM', rules }, { x: 1 }), total / 100);
      }),
      { numRuns: 30 },
    );
  });
});

describe('inputs and outputs', () => {
  it('outside the allowed values give null with a warning; a missing input is no wrong one', () => {
    const sketch = {
      inputs: [{ name: 'x', values: '"a", "b"' }],
      outputs: [{ values: '1, 2' }],
      rules: [
        ['"a"', '1'],
        ['"b"', '9'],
        ['null', '2'],
      ],
    };
    assert.equal(value(sketch, { x: 'a' }), 1);
    assert.equal(value(sketch, { x: 'c' }), null);
    assert.deepEqual(codes(sketch, { x: 'c' }), ['dmn-input-value']);
    assert.equal(value(sketch, { x: 'b' }), null);
    assert.deepEqual(codes(sketch, { x: 'b' }), ['dmn-output-value']);
    assert.equal(value(sketch, {}), 2);
  });

  it('of another type than declared give null with a warning', () => {
    const sketch = {
      outputs: [{ type: 'number' }],
      rules: [
        ['1', '"one"'],
        ['2', '2'],
      ],
    };
    assert.equal(value(sketch, { x: 1 }), null);
    assert.deepEqual(codes(sketch, { x: 1 }), ['dmn-type']);
    assert.equal(value(sketch, { x: 2 }), 2);
    assert.equal(value({ inputs: [{ name: 'x', type: 'number' }], rules: [['-', '1']] }, { x: 'one' }), 1);
  });

  it('may be expressions and conditions over the input', () => {
    const sketch = {
      inputs: [{ name: 'x + 1' }],
      rules: [
        ['? > limit', '"above"'],
        ['-', '"below " + string(x)'],
      ],
      hitPolicy: 'FIRST',
    };
    const file = tableFile({ ...sketch, inputs: [{ name: 'x' }, { name: 'limit' }], rules: [] }).replace(
      /<decisionTable.*<\/decisionTable>/,
      tableFile(sketch).match(/<decisionTable.*<\/decisionTable>/)?.[0] ?? '',
    );
    const decisions = compileDecisions(file);
    assert.equal(decisions.evaluate('d', { x: 4, limit: 4 }).value, 'above');
    assert.equal(decisions.evaluate('d', { x: 1, limit: 4 }).value, 'below 1');
  });

  it('are explained with the rules that fired', () => {
    const decisions = compileDecisions(tableFile(overlapping('COLLECT')));
    assert.deepEqual(decisions.evaluate('d', { x: 4.2 }).explanations, [{ decision: 'd', rules: ['r1', 'r2'], inputs: { x: 4.2 } }]);
    assert.deepEqual(decisions.rules('d'), ['r1', 'r2', 'r3', 'r4']);
  });
});
