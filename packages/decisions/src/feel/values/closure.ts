import type { Run } from '../run.ts';
import type { TypeNode } from '../ast.ts';
import type { Value } from './kind.ts';

/** A function value: defined in FEEL, built in, or a business knowledge model. */
export class FeelClosure {
  readonly name: string;
  /** Parameter names for named invocation; null when the function sorts them out itself (overloads). */
  readonly parameters: readonly string[] | null;
  readonly types: readonly (TypeNode | null)[];
  /** The type of the result, where it is evident. */
  readonly result: TypeNode | null;
  /** `named` is set for a named invocation of a function without parameter names. */
  readonly call: (args: Value[], run: Run, named: string[] | null) => Value;

  constructor(
    name: string,
    parameters: readonly string[] | null,
    call: (args: Value[], run: Run, named: string[] | null) => Value,
    types: readonly (TypeNode | null)[] = [],
    result: TypeNode | null = null,
  ) {
    this.name = name;
    this.parameters = parameters;
    this.call = call;
    this.types = types;
    this.result = result;
  }
}
