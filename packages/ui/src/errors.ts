/** Failure of this package; `code` is stable, the message says what was expected of what. */
export class UiError extends Error {
  readonly code: 'ui.theme-colour' | 'ui.theme-drawing' | 'ui.theme-radius' | 'ui.theme-id' | 'ui.asset-unknown';

  constructor(code: UiError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UiError';
    this.code = code;
  }
}
