export type * from './types.ts';
export { compileForm } from './compile.ts';
export type { CompileFormOptions } from './compile.ts';
export { expandIncludes } from './include.ts';
export { ownChoices } from './field-types/index.ts';
export { FormError } from './errors.ts';
