export type * from './types.ts';
export { createEngine } from './engine.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { migrate, readMigrations, type Migration } from './migrate.ts';
export { decodeModel, type DecodedModel } from './model/decode-model.ts';
export { compileProcess, inspectModel } from './model/compile-process.ts';
export { PROPERTIES } from './model/mappings.ts';
export { migrations, standaloneHost } from './standalone-host.ts';
export { commandOutcome, enqueueCommand, WORK_CHANNEL } from './store/enqueue.ts';
export { readState as readCaseState } from './store/read-state.ts';
export { unownedTokens, type UnownedToken } from './store/unowned.ts';
export { openMonths } from './store/months.ts';
export {
  endedBefore,
  holdCase,
  previewRetention,
  runRetention,
  type RetentionMonth,
  type RetentionOptions,
  type RetentionRule,
} from './retention.ts';
