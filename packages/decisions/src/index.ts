export { compileDecisions } from './dmn/decisions.ts';
export type { DecisionOptions } from './dmn/decisions.ts';
export type { ResolveImport } from './dmn/imports.ts';
export { compileExpression, compileUnaryTests } from './feel/expression.ts';
export type { CompileOptions } from './feel/expression.ts';
export type { NameShape } from './feel/grammar.ts';
export { DecisionError } from './errors.ts';
export type { DecisionErrorCode } from './errors.ts';
export type * from './types.ts';
