import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passes } from '../testing.ts';

describe('cells of a decision table', () => {
  const check = (cases: [input: unknown, cell: string, result: unknown][]) => {
    for (const [input, cell, result] of cases) assert.equal(passes(input, cell), result, `${JSON.stringify(input)} in ${cell}`);
  };

  it('let everything pass when empty or a dash', () => {
    check([
      [1, '-', true],
      [null, '', true],
    ]);
  });

  it('match values, alternatives, bounds and intervals', () => {
    check([
      ['post', '"post"', true],
      ['inbox', '"post"', false],
      ['inbox', '"post", "inbox"', true],
      [5, '> 3', true],
      [5, '< 3, > 10', false],
      [5, '[1..5)', false],
      [5, '(1..5]', true],
      [null, 'null', true],
      ['a', 'null', false],
      [null, '> 3', null],
      ['2024-06-01', 'date("2024-06-01")', null],
    ]);
  });

  it('are turned round by not', () => {
    check([
      ['a', 'not("a", "b")', false],
      ['c', 'not("a", "b")', true],
      [null, 'not(null)', false],
      [4, 'not([1..3])', true],
    ]);
  });

  it('may be conditions over the input', () => {
    check([
      ['abcd', 'string length(?) > 3', true],
      ['ab', 'string length(?) > 3', false],
      [[1, 2], 'list contains(?, 2)', true],
      [true, '?', true],
      [false, 'not(?)', true],
    ]);
  });

  it('match booleans by equality, not by truth', () => {
    check([
      [false, 'false', true],
      [true, 'false', false],
      [false, 'true', false],
    ]);
  });

  it('may name values of the context and lists of them', () => {
    assert.equal(passes('a', 'allowed', { allowed: ['a', 'b'] }), true);
    assert.equal(passes('c', 'allowed', { allowed: ['a', 'b'] }), false);
    assert.equal(passes(3, '< limit', { limit: 4 }), true);
  });
});
