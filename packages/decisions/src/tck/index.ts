export { runKit } from './run-kit.ts';
export type { KitOptions } from './run-kit.ts';
export type { Count, KitFailure, KitResult, Score } from './types.ts';
