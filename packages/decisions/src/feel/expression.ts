import type { CompiledExpression, EvaluateOptions, FeelResult } from '../types.ts';
import type { Node, NodeOf } from './ast.ts';
import { builtin } from './builtins/index.ts';
import { compile } from './compile/index.ts';
import type { Code } from './compile/code.ts';
import type { NameShape } from './grammar.ts';
import { freeNames } from './names.ts';
import { parseExpression, parseUnaryTests } from './parse.ts';
import { BudgetExceeded, Run } from './run.ts';
import { DataScope } from './scope.ts';
import { toJson } from './values/json.ts';

/** What can be said about an expression before it is compiled. */
export interface CompileOptions {
  /** Names with operators or keywords in them (`first-name`, `rent and costs`), nested as in the context. */
  names?: NameShape;
}

/**
 * Compiles a FEEL expression, with or without a leading `=`.
 * `evaluate` takes plain JSON and never throws; what cannot be computed is null with a warning.
 * @throws DecisionError `feel-syntax` with `position`
 */
export function compileExpression(text: string, options: CompileOptions = {}): CompiledExpression {
  return compiled(text, parseExpression(text, options.names));
}

/**
 * Compiles the cell of a decision table (`-`, `> 3, "a"`, `not(null)`); the tested value is `?` in the context, the
 * result true, false or null.
 * @throws DecisionError `feel-syntax` with `position`
 */
export function compileUnaryTests(text: string, options: CompileOptions = {}): CompiledExpression {
  const node = parseUnaryTests(text, options.names) as NodeOf<'tests'>;
  return compiled(text, node);
}

function compiled(text: string, node: Node): CompiledExpression {
  const code = compile(node);
  const free = freeNames(node, (name) => builtin(name) !== null);
  return {
    text,
    names: free.names,
    possibleNames: free.possible,
    calls: free.calls,
    evaluate: (context, options) => {
      const run = new Run(options);
      const value = guarded(run, () => toJson(code(new DataScope(context, run), run), run));
      return { value, warnings: run.warnings, steps: run.used } satisfies FeelResult;
    },
  };
}

/** Runs code within the budget of a run: null with a warning when it is used up. */
export function guarded<T>(run: Run, code: () => T): T | null {
  try {
    return code();
  } catch (error) {
    if (error instanceof BudgetExceeded) {
      return run.warn('feel-budget-exceeded', `expected an evaluation within its budget of ${error.limit}, got a longer one`);
    }
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      return run.warn('feel-budget-exceeded', 'expected an evaluation within its budget of depth, got a deeper one');
    }
    // A text or list longer than the runtime can make.
    if (error instanceof RangeError) {
      return run.warn('feel-budget-exceeded', 'expected an evaluation within its budget of collection, got a larger one');
    }
    throw error;
  }
}

export type { Code, EvaluateOptions };
