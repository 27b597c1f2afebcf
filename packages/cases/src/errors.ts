/** Faults of the domain. `code` is stable; the message never holds personal data. */
export class CasesError extends Error {
  code: string;
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CasesError';
    this.code = code;
  }
}

/** A fault of catalogue data met at run time, e.g. `service-unknown`. */
export class CatalogueError extends CasesError {
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'CatalogueError';
  }
}
