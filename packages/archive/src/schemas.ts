import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { validateXml, type XmlFile, type XmlValidation } from '@einwohnerportal/xml';

const FOLDER = new URL('../schemas/', import.meta.url);

export interface SchemaFile {
  name: string;
  bytes: Buffer;
  sha256: string;
}

const known = new Map<string, readonly SchemaFile[]>();

/** The official schema files of one folder below `schemas/`, by name. */
export function schemaFiles(folder: 'eCH-0160-1.2' | 'eCH-0147'): readonly SchemaFile[] {
  let files = known.get(folder);
  if (!files) {
    const at = new URL(`${folder}/`, FOLDER);
    files = readdirSync(at)
      .filter((name) => name.endsWith('.xsd'))
      .sort()
      .map((name) => {
        const bytes = readFileSync(new URL(name, at));
        return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
      });
    known.set(folder, files);
  }
  return files;
}

/** Validates metadata of a SIP against arelda 4.2 (eCH-0160 1.2), offline. About a second: never in a request. */
export function validateSipMetadata(contents: string | Uint8Array): Promise<XmlValidation> {
  return validate('eCH-0160-1.2', 'arelda.xsd', { name: 'metadata.xml', contents });
}

/** Validates a message or header of eCH-0147 T1, offline. */
export function validateDossierMessage(contents: string | Uint8Array): Promise<XmlValidation> {
  return validate('eCH-0147', 'eCH-0147T1.xsd', { name: 'message.xml', contents });
}

function validate(folder: 'eCH-0160-1.2' | 'eCH-0147', main: string, xml: XmlFile): Promise<XmlValidation> {
  const files = schemaFiles(folder).map(({ name, bytes }) => ({ name, contents: localImports(bytes.toString('utf8')) }));
  return validateXml({ xml, schema: files.find(({ name }) => name === main)!, imports: files.filter(({ name }) => name !== main) });
}

/** Schemas import each other by address; offline they lie side by side. Only the address is changed, and only in memory. */
function localImports(text: string): string {
  return text.replace(/schemaLocation="http:\/\/www\.ech\.ch\/xmlns\/[^"]*\/([^"/]+)"/g, 'schemaLocation="$1"');
}
