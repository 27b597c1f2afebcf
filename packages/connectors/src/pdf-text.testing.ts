import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFObject } from 'pdf-lib';

/** Text of a ToUnicode map by glyph number (ISO 32000-1, section 9.10.3), for fonts with two-byte codes. */
function toUnicode(map: string): Map<number, string> {
  const texts = new Map<number, string>();
  const decode = (hex: string): string => (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('');
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
      texts.set(parseInt(code, 16), decode(text));
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', text = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g)) {
      const first = parseInt(from, 16);
      for (let code = first; code <= parseInt(to, 16); code++) texts.set(code, String.fromCharCode(parseInt(text, 16) + code - first));
    }
  }
  return texts;
}

function contents(object: PDFObject | undefined): string {
  if (object instanceof PDFArray)
    return object
      .asArray()
      .map((_part, at) => contents(object.lookup(at)))
      .join('\n');
  if (!(object instanceof PDFRawStream)) return '';
  const bytes = object.getContents();
  return Buffer.from(object.dict.lookup(PDFName.of('Filter'))?.toString() === '/FlateDecode' ? inflateSync(bytes) : bytes).toString(
    'latin1',
  );
}

/** Bytes of a PDF string in parentheses with its escapes (ISO 32000-1, section 7.3.4.2). */
function literalBytes(literal: string): Buffer {
  const plain = literal.slice(1, -1).replace(/\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)/g, (_all, sign: string) => {
    if (/^[0-7]/.test(sign)) return String.fromCharCode(parseInt(sign, 8));
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[sign] ?? (/^\r?\n$/.test(sign) ? '' : sign);
  });
  return Buffer.from(plain, 'latin1');
}

/** The text of each page in the order it is drawn, read through the fonts' ToUnicode maps. For tests: knows what our renderer writes. */
export async function pageTexts(bytes: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return document.getPages().map((page) => {
    const fonts = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict);
    const maps = new Map(
      (fonts?.keys() ?? []).map((name) => [
        name.toString(),
        toUnicode(contents(fonts?.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode')))),
      ]),
    );
    let map: Map<number, string> | undefined;
    let text = '';
    for (const [token] of contents(page.node.Contents()).matchAll(
      /\/[\w.+-]+(?=\s+[\d.]+\s+Tf)|<[0-9a-fA-F]+>|\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|\bET\b|\bTd\b|\bTm\b/g,
    )) {
      if (token.startsWith('/')) map = maps.get(token);
      else if (!/^[<(]/.test(token)) text += token === 'ET' ? ' ' : '';
      else {
        const codes = token.startsWith('<') ? Buffer.from(token.slice(1, -1), 'hex') : literalBytes(token);
        for (let at = 0; at + 1 < codes.length; at += 2) text += map?.get(codes.readUInt16BE(at)) ?? '';
      }
    }
    return text.replace(/ +/g, ' ').trim();
  });
}
