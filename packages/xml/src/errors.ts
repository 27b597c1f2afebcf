/** Codes thrown by this package; stable, callers may branch on them. */
export type XmlErrorCode = 'xml-doctype' | 'xml-encoding' | 'xml-too-large' | 'xml-malformed';

/** XML that is refused. Messages name lines and limits, never content. */
export class XmlError extends Error {
  readonly code: XmlErrorCode;
  constructor(code: XmlErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'XmlError';
    this.code = code;
  }
}
