/** Codes thrown by this package; stable, callers may branch on them. */
export type ArchiveErrorCode =
  | 'zip-damaged'
  | 'zip-entry'
  | 'zip-too-large'
  | 'zip-protected'
  | 'content-differs'
  | 'package-invalid'
  | 'acknowledgement-invalid'
  | 'transfer-not-available'
  | 'transfer-differs';

/** What cannot be written, read or handed over. Messages name places and limits, never content of a case. */
export class ArchiveError extends Error {
  readonly code: ArchiveErrorCode;
  constructor(code: ArchiveErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ArchiveError';
    this.code = code;
  }
}
