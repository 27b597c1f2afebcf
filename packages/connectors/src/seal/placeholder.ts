import { appended } from './pdf-append.ts';
import { entry, extended, objectBody, readIndex, withReference } from './pdf-objects.ts';

/** Space for the signature in bytes: certificate chain, attributes, a 4096-bit signature and a time-stamp token with its own chain fit. */
const signatureBytes = 16_000;
const rangeWidth = 10;

export interface SignatureField {
  /** When, as the signature dictionary says it. */
  at: Date;
  reason: string;
  /** Who, in words. */
  name: string;
}

/** A PDF with a hole where the signature goes. */
export interface Prepared {
  bytes: Buffer;
  /** The two stretches that are signed: offset and length of each. */
  range: [number, number, number, number];
}

const pdfDate = (at: Date): string => `D:${at.toISOString().replace(/[-T:]/g, '').slice(0, 14)}Z`;

/** A text string in UTF-16 with byte order mark, in hexadecimal (ISO 32000-1, section 7.9.2.2). */
const pdfText = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

/** Number of the first page's object: down the page tree along the first kid. */
function firstPage(text: string, index: ReturnType<typeof readIndex>, catalog: string): number {
  let number = Number(entry(catalog, /\/Pages\s+(\d+)\s+0\s+R/, 'Pages'));
  for (let depth = 0; depth < 20; depth++) {
    const body = objectBody(text, index, number);
    if (!/\/Type\s*\/Pages\b/.test(body)) return number;
    number = Number(entry(body, /\/Kids\s*\[\s*(\d+)\s+0\s+R/, 'Kids'));
  }
  return number;
}

/**
 * Appends an invisible signature field with a hole (an incremental update: not one byte of the file before changes).
 * What PDF/A asks of it is kept: file identifier, structure tree, metadata, and a field of no size that prints.
 * @param field what the signature says of itself; `timestamp`: a document time stamp, which says when and nothing else
 */
export function withPlaceholder(pdf: Uint8Array, field: SignatureField | 'timestamp'): Prepared {
  const text = Buffer.from(pdf).toString('latin1');
  const index = readIndex(text);
  const rootNumber = Number(entry(index.trailer, /\/Root\s+(\d+)\s+0\s+R/, 'Root'));
  const catalog = objectBody(text, index, rootNumber);
  const pageNumber = firstPage(text, index, catalog);
  const formNumber = Number(/\/AcroForm\s+(\d+)\s+0\s+R/.exec(catalog)?.[1] ?? index.size + 2);
  const signature = index.size;
  const widget = index.size + 1;
  const isFirst = !catalog.includes('/AcroForm');
  const count = isFirst ? 1 : (objectBody(text, index, formNumber).match(/\d+ 0 R/g) ?? []).length + 1;

  const blank = '*'.repeat(rangeWidth);
  const hole = `/ByteRange [0 ${blank} ${blank} ${blank}]\n  /Contents <${'0'.repeat(signatureBytes * 2)}>`;
  const objects: [number, string][] = [
    [
      signature,
      field === 'timestamp'
        ? `<<\n  /Type /DocTimeStamp\n  /Filter /Adobe.PPKLite\n  /SubFilter /ETSI.RFC3161\n  ${hole}\n>>`
        : `<<\n  /Type /Sig\n  /Filter /Adobe.PPKLite\n  /SubFilter /ETSI.CAdES.detached\n  ${hole}\n  /M (${pdfDate(field.at)})\n  /Reason ${pdfText(field.reason)}\n  /Name ${pdfText(field.name)}\n>>`,
    ],
    [
      widget,
      `<<\n  /Type /Annot\n  /Subtype /Widget\n  /FT /Sig\n  /Rect [0 0 0 0]\n  /F 4\n  /T (${field === 'timestamp' ? 'Timestamp' : 'Seal'}${count})\n  /V ${signature} 0 R\n  /P ${pageNumber} 0 R\n>>`,
    ],
    [
      formNumber,
      isFirst
        ? `<<\n  /SigFlags 3\n  /Fields [${widget} 0 R]\n>>`
        : withReference(objectBody(text, index, formNumber), 'Fields', `${widget} 0 R`),
    ],
    [pageNumber, withReference(objectBody(text, index, pageNumber), 'Annots', `${widget} 0 R`)],
    ...(isFirst ? ([[rootNumber, extended(catalog, `/AcroForm ${formNumber} 0 R`)]] as [number, string][]) : []),
  ];

  const bytes = appended(pdf, text, index, objects);
  const from = bytes.indexOf('/Contents <', pdf.length) + '/Contents '.length;
  const after = from + signatureBytes * 2 + 2;
  const range: Prepared['range'] = [0, from, after, bytes.length - after];
  const numbers = range.slice(1).map((number) => String(number).padEnd(rangeWidth, ' '));
  bytes.write(`/ByteRange [0 ${numbers.join(' ')}]`, bytes.indexOf('/ByteRange', pdf.length), 'latin1');
  return { bytes, range };
}

/** Puts the signature into the hole. Throws RangeError when it does not fit. */
export function fill(prepared: Prepared, signature: Buffer): Uint8Array {
  if (signature.length > signatureBytes)
    throw new RangeError(`expected a signature of at most ${signatureBytes} bytes, got ${signature.length}`);
  prepared.bytes.write(signature.toString('hex'), prepared.range[1] + 1, 'latin1');
  return new Uint8Array(prepared.bytes);
}

/** The bytes that are signed. */
export function signedBytes({ bytes, range: [first, length, second, rest] }: Prepared): Buffer {
  return Buffer.concat([bytes.subarray(first, first + length), bytes.subarray(second, second + rest)]);
}
