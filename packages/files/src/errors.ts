export type FilesErrorCode =
  | 'form-invalid'
  | 'scanner-down'
  | 'scanner-refused'
  | 'file-missing'
  | 'configuration-invalid'
  /** Content is not what was kept: somebody or something changed it where it lies. */
  | 'content-tampered'
  /** Content is encrypted under a key that is not configured. */
  | 'key-unknown'
  /** Where contents lie does not answer; later it will. */
  | 'store-down';

/** A failure of receiving, keeping or scanning files; messages hold no content and no name of a file. */
export class FilesError extends Error {
  readonly code: FilesErrorCode;
  constructor(code: FilesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FilesError';
    this.code = code;
  }
}
