/** Failure of the demo's own programs. `code` is stable; the message says what was expected and how to go on. */
export class DemoError extends Error {
  readonly code: string;
  constructor(
    code: 'postgres' | 'database' | 'port-taken' | 'already-running' | 'not-healthy' | 'people' | 'settings',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'DemoError';
    this.code = code;
  }
}
