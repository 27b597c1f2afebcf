import { XmlError } from './errors.ts';
import type { XmlLimits } from './types.ts';

const FORBIDDEN = /<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i;
/** Longest of the forbidden beginnings less one: what a cut between two pieces may hide. */
const HIDDEN = '<!NOTATION'.length - 1;

/**
 * Turns bytes into text piece by piece, before any parser sees them: only UTF-8, no declaration of a document type, and not more than
 * the limit. A declaration is refused wherever it stands, also in a comment: no message that we take has a reason to hold one.
 */
export class GuardedText {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #limits: XmlLimits;
  #bytes = 0;
  #tail = '';
  #first = true;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
  }

  /** @throws XmlError `xml-too-large`, `xml-encoding` or `xml-doctype` */
  take(piece: Uint8Array, last: boolean): string {
    this.#bytes += piece.byteLength;
    if (this.#bytes > this.#limits.bytes)
      throw new XmlError('xml-too-large', `expected at most ${this.#limits.bytes} bytes of XML, got more`);
    let text: string;
    try {
      text = this.#decoder.decode(piece, { stream: !last });
    } catch (cause) {
      throw new XmlError('xml-encoding', 'expected XML in UTF-8, got other bytes', { cause });
    }
    if (this.#first && text.length > 0) this.#judgeBeginning(text);
    const seen = this.#tail + text;
    if (FORBIDDEN.test(seen)) throw new XmlError('xml-doctype', 'expected XML without a document type, got one with it');
    this.#tail = seen.slice(-HIDDEN);
    return text;
  }

  #judgeBeginning(text: string): void {
    this.#first = false;
    const encoding = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']/.exec(text)?.[1];
    if (encoding && !/^(utf-8|us-ascii)$/i.test(encoding))
      throw new XmlError('xml-encoding', 'expected XML in UTF-8, got another encoding');
    if (text.includes('\0')) throw new XmlError('xml-encoding', 'expected XML in UTF-8, got zero bytes');
  }
}
