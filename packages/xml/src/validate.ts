import { memoryPages, validateXML } from 'xmllint-wasm';
import { XmlError } from './errors.ts';
import { GuardedText } from './guarded-text.ts';
import { usualLimits } from './types.ts';

export interface XmlFile {
  /** Name by which schemas import it. */
  name: string;
  contents: string | Uint8Array;
}

/** `file`: name of the document in which the fault is. */
export type XmlValidation = { valid: true } | { valid: false; faults: { file: string | null; line: number | null; message: string }[] };

/**
 * Validates documents against an XSD with libxml2 as WebAssembly in a thread of its own: no network, no file besides those given.
 * About a second of processor time a call with large schemas, which are read once for all documents: for imports, the worker and tests, never in a request.
 * @throws XmlError `xml-doctype`, `xml-encoding` before the validator sees it; `xml-malformed` when a schema cannot be read
 */
export async function validateXml(request: {
  xml: XmlFile | readonly XmlFile[];
  schema: XmlFile;
  imports?: readonly XmlFile[];
}): Promise<XmlValidation> {
  const { xml, schema, imports = [] } = request;
  const documents = Array.isArray(xml) ? (xml as readonly XmlFile[]) : [xml as XmlFile];
  for (const { contents } of documents) {
    const bytes = typeof contents === 'string' ? Buffer.from(contents, 'utf8') : contents;
    new GuardedText({ ...usualLimits, bytes: Number.MAX_SAFE_INTEGER }).take(bytes, true);
  }
  const file = ({ name, contents }: XmlFile) => ({ fileName: name, contents });
  let result;
  try {
    result = await validateXML({
      xml: documents.map(file),
      schema: [file(schema)],
      preload: imports.map(file),
      initialMemoryPages: 32 * memoryPages.MiB,
      maxMemoryPages: memoryPages.GiB,
      modifyArguments: (given) => ['--nonet', ...given],
    });
  } catch (cause) {
    throw new XmlError('xml-malformed', `expected schema ${schema.name} to be read, got a failure of the validator`, { cause });
  }
  if (result.valid) return { valid: true };
  return {
    valid: false,
    faults: result.errors.map(({ loc, message }) => ({ file: loc?.fileName ?? null, line: loc?.lineNumber ?? null, message })),
  };
}
