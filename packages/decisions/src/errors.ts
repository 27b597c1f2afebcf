/** Codes thrown by this package; stable, callers may branch on them. */
export type DecisionErrorCode = 'feel-syntax' | 'dmn-read' | 'dmn-unsupported' | 'dmn-reference' | 'decision-unknown';

/**
 * An expression or a decision file that cannot be compiled, or a decision that is not there.
 * Messages follow "expected ‹what› of ‹where›, got ‹what›" and never carry data of a case.
 */
export class DecisionError extends Error {
  readonly code: DecisionErrorCode;
  /** Offsets in the expression text, for `feel-syntax`. */
  readonly position: { from: number; to: number } | null;

  constructor(code: DecisionErrorCode, message: string, options: { cause?: unknown; position?: { from: number; to: number } } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DecisionError';
    this.code = code;
    this.position = options.position ?? null;
  }
}
