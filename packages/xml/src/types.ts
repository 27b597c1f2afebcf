/** An XML element; names are local names, the namespace stands beside. */
export interface XmlElement {
  name: string;
  /** Namespace, empty without one. */
  namespace: string;
  /** Attributes by their name as written, without declarations of namespaces. */
  attributes: Record<string, string>;
  children: XmlElement[];
  /** All character data directly inside, joined, with its white space. */
  text: string;
  /** Line of the start tag, from 1. */
  line: number;
}

/** What a document may have at most. */
export interface XmlLimits {
  bytes: number;
  depth: number;
  elements: number;
  /** Attributes of one element, declarations of namespaces included. */
  attributes: number;
  /** Characters of text of one element. */
  text: number;
}

/** Enough for any bank file or message of a register; files of millions of entries are streamed with limits of their own. */
export const usualLimits: XmlLimits = { bytes: 20_000_000, depth: 64, elements: 500_000, attributes: 64, text: 1_000_000 };
