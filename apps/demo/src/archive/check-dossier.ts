import { readdirSync, readFileSync } from 'node:fs';
import { readXml, type XmlElement } from '@einwohnerportal/xml';
import { judgeZip, schemaFaults, type PackageFault } from './judge-zip.ts';
import { contentOf, sumOf } from './zip-entries.ts';

const MOST_MESSAGE = 20_000_000;
const official = new URL('../schemas/eCH-0147/', import.meta.resolve('@einwohnerportal/archive'));

/**
 * Judges a dossier as a records system does, with nothing of the code that wrote it: message and header against the official schema of
 * eCH-0147 T1, every file named in the message, nothing beside it, every hash. An empty list: it is filed.
 */
export function checkDossier(path: string): Promise<PackageFault[]> {
  return judgeZip(path, async (zip, entries) => {
    const faults: PackageFault[] = [];
    let message: XmlElement | null = null;
    for (const name of ['header.xml', 'message.xml']) {
      const entry = entries.get(name);
      if (!entry) return [{ kind: 'referenceWithoutFile', text: name }];
      if (entry.uncompressedSize > MOST_MESSAGE) return [{ kind: 'notValid', text: `${name} too large` }];
      const contents = await contentOf(zip, entry);
      message = readXml(contents);
      faults.push(...(await schemaFaults({ name, contents }, schemas(), 'eCH-0147T1.xsd')));
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
  });
}

function schemas(): { name: string; contents: string }[] {
  return readdirSync(official).map((name) => ({
    name,
    contents: readFileSync(new URL(name, official), 'utf8').replace(/schemaLocation="[^"]*\/([^"/]+)"/g, 'schemaLocation="$1"'),
  }));
}

/** Paths of the message with their SHA-256. */
function* filesOf(element: XmlElement): Iterable<[string, string]> {
  const text = (name: string): string => element.children.find((child) => child.name === name)?.text ?? '';
  if (element.name === 'file') yield [text('pathFileName'), text('hashCode')];
  for (const child of element.children) yield* filesOf(child);
}
