/** Misuse of a compiled form by its caller; faults of answers are values (`FieldError`), never thrown. */
export class FormError extends Error {
  readonly code: 'page-unknown' | 'type-unknown';

  constructor(code: FormError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FormError';
    this.code = code;
  }
}
