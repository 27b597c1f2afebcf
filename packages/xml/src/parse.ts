import { SaxesParser, type SaxesTagNS } from 'saxes';
import { XmlError } from './errors.ts';
import { GuardedText } from './guarded-text.ts';
import type { XmlElement, XmlLimits } from './types.ts';

/** Told when an element has ended; says whether it stays in the tree of its parent. */
export type ElementEnded = (element: XmlElement, path: readonly string[]) => 'keep' | 'drop';

/** A parser fed piece by piece; strict, with namespaces, without entities of its own. */
export class Parse {
  readonly #limits: XmlLimits;
  readonly #guard: GuardedText;
  readonly #ended: ElementEnded;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #open: XmlElement[] = [];
  readonly #path: string[] = [];
  #elements = 0;
  #root: XmlElement | null = null;

  constructor(limits: XmlLimits, ended: ElementEnded = () => 'keep') {
    this.#limits = limits;
    this.#guard = new GuardedText(limits);
    this.#ended = ended;
    // Saxes reports the first fault and would go on; we stop there.
    this.#parser.on('error', (cause) => {
      throw new XmlError('xml-malformed', `expected well-formed XML, got a fault at line ${this.#parser.line}`, { cause });
    });
    this.#parser.on('doctype', () => {
      throw new XmlError('xml-doctype', 'expected XML without a document type, got one with it');
    });
    this.#parser.on('attribute', () => this.#countAttribute());
    this.#parser.on('opentagstart', () => (this.#attributes = 0));
    this.#parser.on('opentag', (tag) => this.#begin(tag));
    this.#parser.on('closetag', () => this.#end());
    this.#parser.on('text', (text) => this.#add(text));
    this.#parser.on('cdata', (text) => this.#add(text));
  }

  #attributes = 0;

  /** Takes the next bytes. @throws XmlError */
  feed(piece: Uint8Array): void {
    this.#parser.write(this.#guard.take(piece, false));
  }

  /** The document has ended; gives its root, with what was kept of it. @throws XmlError */
  finish(): XmlElement {
    this.#parser.write(this.#guard.take(new Uint8Array(), true));
    this.#parser.close();
    if (!this.#root) throw new XmlError('xml-malformed', 'expected one root element of XML, got none');
    return this.#root;
  }

  #countAttribute(): void {
    if (++this.#attributes > this.#limits.attributes)
      throw new XmlError('xml-too-large', `expected at most ${this.#limits.attributes} attributes of an element, got more`);
  }

  #begin(tag: SaxesTagNS): void {
    if (this.#open.length >= this.#limits.depth)
      throw new XmlError('xml-too-large', `expected at most ${this.#limits.depth} nested elements, got more`);
    if (++this.#elements > this.#limits.elements)
      throw new XmlError('xml-too-large', `expected at most ${this.#limits.elements} elements, got more`);
    const own = Object.values(tag.attributes).filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns');
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: Object.fromEntries(own.map((attribute) => [attribute.name, attribute.value])),
      children: [],
      text: '',
      line: this.#parser.line,
    };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
    this.#path.push(element.name);
  }

  #end(): void {
    const element = this.#open.pop();
    if (!element) return;
    // The parent's list ends with this element: nothing else was opened since.
    if (this.#ended(element, this.#path) === 'drop') this.#open.at(-1)?.children.pop();
    this.#path.pop();
  }

  #add(text: string): void {
    const element = this.#open.at(-1);
    if (!element) return;
    element.text += text;
    if (element.text.length > this.#limits.text)
      throw new XmlError('xml-too-large', `expected at most ${this.#limits.text} characters of text in an element, got more`);
  }
}
