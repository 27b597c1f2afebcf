export type FilesErrorCode = 'form-invalid' | 'scanner-down' | 'scanner-refused' | 'file-missing' | 'configuration-invalid';

/** A failure of receiving, keeping or scanning files; messages hold no content and no name of a file. */
export class FilesError extends Error {
  readonly code: FilesErrorCode;
  constructor(code: FilesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FilesError';
    this.code = code;
  }
}
