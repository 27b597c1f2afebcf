export type * from './types.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { migrate, readMigrations, type Migration } from './migrate.ts';
