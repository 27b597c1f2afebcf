import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileExpression } from './expression.ts';
import type { FeelBudget } from '../types.ts';

function stopped(text: string, budget: Partial<FeelBudget>, context: Record<string, unknown> = {}): string | undefined {
  const result = compileExpression(text).evaluate(context, { budget });
  const stop = result.warnings.find(({ code }) => code === 'feel-budget-exceeded');
  if (stop !== undefined) assert.equal(result.value, null);
  return stop?.message;
}

describe('the budget', () => {
  it('stops loops after so many steps', () => {
    assert.match(stopped('for i in 1..200, j in 1..200 return i * j', { steps: 1000 }) ?? '', /budget of steps/);
    assert.equal(stopped('for i in 1..20 return i', { steps: 1000 }), undefined);
  });

  it('stops recursion at a depth, before the stack ends', () => {
    const forever = '(function(f) f(f))(function(f) f(f))';
    assert.match(stopped(forever, {}) ?? '', /budget of depth/);
    assert.match(stopped(forever, { depth: 1e9, steps: 1e9 }) ?? '', /budget/);
  });

  it('stops collections and texts that grow too large', () => {
    assert.match(stopped('for i in 1..1000000000 return i', {}) ?? '', /budget of collection/);
    assert.match(stopped('for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]', {}) ?? '', /budget/);
    assert.match(stopped('count(concatenate(list, list))', { collection: 15 }, { list: Array(10).fill(1) }) ?? '', /collection/);
    assert.match(stopped('[item]', { collection: 1 }, { item: 1 }) ?? 'none', /none/);
  });

  it('stops after a wall time', () => {
    const slow = 'every i in 1..90000, j in 1..90000 satisfies i + j > 0';
    assert.match(stopped(slow, { steps: Number.MAX_SAFE_INTEGER, milliseconds: 20 }) ?? '', /budget of milliseconds/);
  });

  it('stops a filter, a sort and a comparison of every element with every other', () => {
    const list = Array.from({ length: 3000 }, (_, index) => index);
    assert.match(stopped('list[item > 1]', { steps: 500 }, { list }) ?? '', /steps/);
    assert.match(stopped('sort(list, function(a, b) a > b)', { steps: 5000 }, { list }) ?? '', /steps/);
    assert.match(stopped('distinct values(list)', { steps: 50_000 }, { list }) ?? '', /steps/);
  });
});
