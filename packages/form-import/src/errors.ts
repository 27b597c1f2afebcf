/** Nothing can be imported from this file: code `form-unreadable`; the message names file, line and column. */
export class FormImportError extends Error {
  readonly code: 'form-unreadable' | 'option-invalid';

  constructor(code: FormImportError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
