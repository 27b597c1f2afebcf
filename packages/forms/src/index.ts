export type * from './types.ts';
export { compileForm } from './compile.ts';
export type { CompileFormOptions } from './compile.ts';
export { expandIncludes } from './include.ts';
export { ownChoices } from './field-types/index.ts';
export { runLookup } from './lookup.ts';
export type { LookupClock, LookupResult, LookupRule } from './lookup.ts';
export { controlId } from './names.ts';
export { FormError } from './errors.ts';
