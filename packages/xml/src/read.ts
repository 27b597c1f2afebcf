import { Parse } from './parse.ts';
import { usualLimits, type XmlElement, type XmlLimits } from './types.ts';

/**
 * Reads a whole document. Never expands an entity, never opens a file or an address. Comments and processing instructions are left out.
 * @throws XmlError `xml-doctype`, `xml-encoding`, `xml-too-large`, `xml-malformed`
 */
export function readXml(input: Uint8Array | string, limits: Partial<XmlLimits> = {}): XmlElement {
  const parse = new Parse({ ...usualLimits, ...limits });
  parse.feed(typeof input === 'string' ? Buffer.from(input, 'utf8') : input);
  return parse.finish();
}

/**
 * Reads a document of any length: `take` gets every element at the path (names from the root on, `['Document', 'Ntry']`) with all that is
 * inside, and it is forgotten afterwards. Gives the root with what was not taken.
 * @throws XmlError as `readXml`; what `take` throws
 */
export async function streamXml(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: readonly string[],
  take: (element: XmlElement) => void,
  limits: Partial<XmlLimits> = {},
): Promise<XmlElement> {
  const parse = new Parse({ ...usualLimits, ...limits }, (element, at) => {
    if (at.length !== path.length || !path.every((name, index) => name === at[index])) return 'keep';
    take(element);
    return 'drop';
  });
  for await (const piece of pieces) parse.feed(piece);
  return parse.finish();
}

/** The first child of a name, or null. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** All children of a name, in order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The element at a path of names below, first of each name, or null. */
export function elementAt(element: XmlElement, ...path: string[]): XmlElement | null {
  let at: XmlElement | null = element;
  for (const name of path) at = at && childOf(at, name);
  return at;
}

/** The trimmed text of the element at a path below, or null if there is no such element. */
export function textAt(element: XmlElement, ...path: string[]): string | null {
  return elementAt(element, ...path)?.text.trim() ?? null;
}
