import { Parser } from 'saxen';
import { DecisionError } from '../errors.ts';

/** An XML element with local names only: files of all DMN versions look the same. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  /** Line in the file, from 1. */
  line: number;
}

const maximumLength = 5_000_000;
const maximumDepth = 200;

/**
 * Reads XML to a tree. Comments and processing instructions are left out.
 * @throws DecisionError `dmn-read` for text that is not well-formed, has a DOCTYPE, or is too large or too deep
 */
export function readXml(xml: string): XmlElement {
  if (xml.length > maximumLength) throw new DecisionError('dmn-read', `expected at most ${maximumLength} characters of DMN, got more`);
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new DecisionError('dmn-read', 'expected XML without DOCTYPE, got one with it');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '', line: 0 };
  const open = [root];
  let failure: DecisionError | null = null;
  const parser = new Parser();
  const fail = (message: string, line: number, cause?: unknown) => {
    failure ??= new DecisionError('dmn-read', `${message} at line ${line + 1}`, { cause });
    parser.stop();
  };
  parser.on('openTag', (name, attributes, decode, _selfClosing, where) => {
    if (open.length > maximumDepth) return fail(`expected at most ${maximumDepth} nested elements, got more`, where().line);
    const decoded = Object.entries(attributes()).map(([key, value]) => [localName(key), decode(value)]);
    const element = {
      name: localName(name),
      attributes: Object.fromEntries(decoded) as Record<string, string>,
      children: [],
      text: '',
      line: where().line + 1,
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closeTag', () => void (open.length > 1 && open.pop()));
  parser.on('text', (text, decode) => addText(open, decode(text)));
  parser.on('cdata', (text) => addText(open, text));
  parser.on('error', (error, where) => fail('expected well-formed XML, got other text', where().line, error));
  const error = parser.parse(xml);
  if (failure !== null) throw failure as DecisionError;
  const [top] = root.children;
  if (error instanceof Error || top === undefined || open.length > 1) {
    throw new DecisionError('dmn-read', 'expected well-formed XML, got other text', { cause: error });
  }
  return top;
}

function addText(open: XmlElement[], text: string): void {
  const element = open.at(-1);
  if (element !== undefined) element.text += text;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of a name, or null. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** All children of a name, in order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of a child, trimmed, or null if there is no such child. */
export function textOf(element: XmlElement, name: string): string | null {
  return childOf(element, name)?.text.trim() ?? null;
}
