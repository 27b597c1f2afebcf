/** Stable codes of the errors this package throws. */
export type EngineErrorCode =
  | 'model-refused'
  | 'model-unreadable'
  | 'definition-unknown'
  | 'command-too-large'
  | 'migration-changed'
  | 'migration-order'
  | 'retention-blind'
  | 'case-unknown';

/** An error of the engine with a code that callers may rely on; messages never hold case data. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly details: unknown;

  constructor(code: EngineErrorCode, message: string, options: { cause?: unknown; details?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'EngineError';
    this.code = code;
    this.details = options.details ?? null;
  }
}
