import { readdirSync, readFileSync } from 'node:fs';
import { readXml, validateXml, XmlError, type XmlElement } from '@einwohnerportal/xml';
import type { ZipFile } from 'yauzl';
import type { PackageFault } from './check-package.ts';
import { contentOf, list, opened, sumOf } from './zip-entries.ts';

const MOST_MESSAGE = 20_000_000;
const official = new URL('../schemas/eCH-0147/', import.meta.resolve('@einwohnerportal/archive'));

/**
 * Judges a dossier as a records system does, with nothing of the code that wrote it: message and header against the official schema of
 * eCH-0147 T1, every file named in the message, nothing beside it, every hash. An empty list: it is filed.
 */
export async function checkDossier(path: string): Promise<PackageFault[]> {
  let zip: ZipFile;
  try {
    zip = await opened(path);
  } catch {
    return [{ kind: 'notValid', text: 'no ZIP' }];
  }
  try {
    const entries = await list(zip);
    const faults: PackageFault[] = [];
    let message: XmlElement | null = null;
    for (const name of ['header.xml', 'message.xml']) {
      const entry = entries.get(name);
      if (!entry) return [{ kind: 'referenceWithoutFile', text: name }];
      if (entry.uncompressedSize > MOST_MESSAGE) return [{ kind: 'notValid', text: `${name} too large` }];
      const bytes = await contentOf(zip, entry);
      message = readXml(bytes);
      faults.push(...(await fitsSchema(name, bytes)));
    }
    if (faults.length > 0) return faults;
    const named = new Map(filesOf(message!));
    for (const name of entries.keys())
      if (name.startsWith('files/') && !named.has(name)) faults.push({ kind: 'fileWithoutReference', text: name });
    for (const [name, sum] of named) {
      const entry = entries.get(name);
      if (!entry) faults.push({ kind: 'referenceWithoutFile', text: name });
      else if ((await sumOf(zip, entry, 'SHA-256')) !== sum) faults.push({ kind: 'notValid', text: `hash of ${name}` });
    }
    return faults;
  } catch (error) {
    return [{ kind: 'notValid', text: error instanceof XmlError ? error.code : 'cannot be read' }];
  } finally {
    zip.close();
  }
}

async function fitsSchema(name: string, contents: Buffer): Promise<PackageFault[]> {
  const files = readdirSync(official).map((file) => ({
    name: file,
    contents: readFileSync(new URL(file, official), 'utf8').replace(/schemaLocation="[^"]*\/([^"/]+)"/g, 'schemaLocation="$1"'),
  }));
  const main = 'eCH-0147T1.xsd';
  const imports = files.filter((file) => file.name !== main);
  const result = await validateXml({ xml: { name, contents }, schema: files.find((file) => file.name === main)!, imports });
  return result.valid ? [] : result.faults.slice(0, 20).map(({ line }) => ({ kind: 'notValid', text: `${name}, line ${line ?? '?'}` }));
}

/** Paths of the message with their SHA-256. */
function* filesOf(element: XmlElement): Iterable<[string, string]> {
  const text = (name: string): string => element.children.find((child) => child.name === name)?.text ?? '';
  if (element.name === 'file') yield [text('pathFileName'), text('hashCode')];
  for (const child of element.children) yield* filesOf(child);
}
