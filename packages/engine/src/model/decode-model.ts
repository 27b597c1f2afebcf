/** Bytes of a file as text. */
export interface DecodedModel {
  xml: string;
  /** Name of the encoding it was read with. */
  encoding: string;
  /** Some bytes are not of that encoding: the file says another one than it has. */
  damaged: boolean;
}

const MARKS: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Reads the bytes of an XML file: by its byte order mark, else by how `<` is written, else by the encoding it declares, else as UTF-8.
 * An encoding that is unknown here is read as UTF-8.
 * Source: XML 1.0, appendix F.
 */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  const encoding = encodingOf(bytes);
  try {
    return { xml: decode(bytes, encoding, true), encoding, damaged: false };
  } catch {
    return { xml: decode(bytes, encoding, false), encoding, damaged: true };
  }
}

function encodingOf(bytes: Uint8Array): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return marked[0];
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase();
  // A declaration that could be read byte by byte is not UTF-16, whatever it says.
  return declared && !declared.startsWith('utf-16') && isKnown(declared) ? declared : 'utf-8';
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, encoding: string, fatal: boolean): string {
  const xml = new TextDecoder(encoding, { fatal }).decode(bytes);
  // The text is no longer in the encoding it declares.
  return xml.replace(/^(\s*<\?xml[^>]*\bencoding\s*=\s*["'])[\w.:-]+/, '$1UTF-8');
}
