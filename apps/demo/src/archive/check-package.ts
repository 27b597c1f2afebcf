import { readdirSync, readFileSync } from 'node:fs';
import { childOf, childrenOf, readXml, type XmlElement } from '@einwohnerportal/xml';
import type { Entry, ZipFile } from 'yauzl';
import { judgeZip, schemaFaults, type PackageFault } from './judge-zip.ts';
import { contentOf, sumOf } from './zip-entries.ts';

const MOST_METADATA = 50_000_000;
const official = new URL('../schemas/eCH-0160-1.2/', import.meta.resolve('@einwohnerportal/archive'));

/**
 * Judges a package as an archive does, with nothing of the code that wrote it: the official schema, every file in the table of contents,
 * nothing beside it, every check sum, every reference. An empty list: it is taken.
 */
export function checkPackage(path: string): Promise<PackageFault[]> {
  return judgeZip(path, async (zip, entries) => {
    const metadata = entries.get('header/metadata.xml');
    if (!metadata) return [{ kind: 'referenceWithoutFile', text: 'header/metadata.xml' }];
    if (metadata.uncompressedSize > MOST_METADATA) return [{ kind: 'notValid', text: 'metadata too large' }];
    const contents = await contentOf(zip, metadata);
    const root = readXml(contents);
    const schemas = readdirSync(official).map((name) => ({ name, contents: readFileSync(new URL(name, official)) }));
    const faults = await schemaFaults({ name: 'metadata.xml', contents }, schemas, 'arelda.xsd');
    return faults.length > 0 ? faults : [...(await compareFiles(zip, entries, root)), ...compareReferences(root)];
  });
}

interface ListedFile {
  id: string;
  algorithm: string;
  sum: string;
}

/** Files of the table of contents by their path. */
function listed(root: XmlElement): Map<string, ListedFile> {
  const found = new Map<string, ListedFile>();
  const text = (element: XmlElement, name: string): string => childOf(element, name)?.text ?? '';
  const walk = (folder: XmlElement, path: string): void => {
    for (const child of childrenOf(folder, 'ordner')) walk(child, `${path}${text(child, 'name')}/`);
    for (const file of childrenOf(folder, 'datei'))
      found.set(`${path}${text(file, 'name')}`, {
        id: file.attributes.id ?? '',
        algorithm: text(file, 'pruefalgorithmus'),
        sum: text(file, 'pruefsumme'),
      });
  };
  const contents = childOf(root, 'inhaltsverzeichnis');
  if (contents) walk(contents, '');
  return found;
}

async function compareFiles(zip: ZipFile, entries: Map<string, Entry>, root: XmlElement): Promise<PackageFault[]> {
  const faults: PackageFault[] = [];
  const files = listed(root);
  for (const path of entries.keys())
    if (path !== 'header/metadata.xml' && !files.has(path)) faults.push({ kind: 'fileWithoutReference', text: path });
  for (const [path, { algorithm, sum }] of files) {
    const entry = entries.get(path);
    if (!entry) faults.push({ kind: 'referenceWithoutFile', text: path });
    else if ((await sumOf(zip, entry, algorithm)) !== sum.toLowerCase()) faults.push({ kind: 'notValid', text: `check sum of ${path}` });
  }
  return faults;
}

/** Every document of a dossier points to files of the package, every file of the content belongs to a document. */
function compareReferences(root: XmlElement): PackageFault[] {
  const referenced = new Set<string>();
  const walk = (element: XmlElement): void => {
    if (element.name === 'dateiRef') for (const id of element.text.trim().split(/\s+/)) referenced.add(id);
    element.children.forEach(walk);
  };
  walk(root);
  const content = [...listed(root)].filter(([path]) => path.startsWith('content/'));
  return content
    .filter(([, { id }]) => !referenced.has(id))
    .map(([path]) => ({ kind: 'fileWithoutReference', text: `${path} in no document` }));
}
