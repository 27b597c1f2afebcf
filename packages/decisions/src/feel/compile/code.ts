import type { Run } from '../run.ts';
import type { Scope } from '../scope.ts';
import type { Value } from '../values/kind.ts';

/** A compiled expression: called as often as needed, keeps nothing between calls. */
export type Code = (scope: Scope, run: Run) => Value;

/** A compiled unary test: null when the input cannot be compared. */
export type Test = (input: Value, scope: Scope, run: Run) => boolean | null;
