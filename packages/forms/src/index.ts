export type * from './types.ts';
export { compileForm } from './compile.ts';
export type { CompileFormOptions } from './compile.ts';
export { FormError } from './errors.ts';
