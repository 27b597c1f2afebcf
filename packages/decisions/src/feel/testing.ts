import assert from 'node:assert/strict';
import type { EvaluateOptions } from '../types.ts';
import { compileExpression, compileUnaryTests } from './expression.ts';

/** The plain value of an expression, for tests. */
export function feel(text: string, context: Record<string, unknown> = {}, options?: EvaluateOptions): unknown {
  return compileExpression(text).evaluate(context, options).value;
}

/** The warning codes of an expression, for tests. */
export function warnings(text: string, context: Record<string, unknown> = {}, options?: EvaluateOptions): string[] {
  return compileExpression(text)
    .evaluate(context, options)
    .warnings.map(({ code }) => code);
}

/** Whether an input passes the text of a table cell, for tests. */
export function passes(input: unknown, cell: string, context: Record<string, unknown> = {}): unknown {
  return compileUnaryTests(cell).evaluate({ ...context, '?': input }).value;
}

/** Checks pairs of expression and value, naming the expression that differs. */
export function assertFeel(cases: readonly (readonly [text: string, value: unknown])[], context = {}): void {
  for (const [text, value] of cases) assert.deepEqual(feel(text, context), value, text);
}
