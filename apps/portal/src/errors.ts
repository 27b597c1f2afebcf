/** Failure of the portal itself; `code` is stable, the message says what was expected of what and names nobody. */
export class PortalError extends Error {
  readonly code: 'config-invalid' | 'sign-in-failed' | 'sign-in-level' | 'texts-incomplete';

  constructor(code: PortalError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PortalError';
    this.code = code;
  }
}
