/** Failure of an application before or beside a page; `code` is stable, the message says what was expected of what and names nobody. */
export class WebError extends Error {
  readonly code: 'config-invalid' | 'sign-in-failed' | 'texts-incomplete';

  constructor(code: WebError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WebError';
    this.code = code;
  }
}
