import { validateXml, XmlError } from '@einwohnerportal/xml';
import type { Entry, ZipFile } from 'yauzl';
import { list, opened } from './zip-entries.ts';

/** Words of eCH-0147 for what is wrong with a delivery. */
export interface PackageFault {
  kind: 'notValid' | 'fileWithoutReference' | 'referenceWithoutFile';
  text: string;
}

/** Opens a ZIP and lets its entries be judged; what cannot be opened or read is a fault, never an exception. */
export async function judgeZip(
  path: string,
  judge: (zip: ZipFile, entries: Map<string, Entry>) => Promise<PackageFault[]>,
): Promise<PackageFault[]> {
  let zip: ZipFile;
  try {
    zip = await opened(path);
  } catch {
    return [{ kind: 'notValid', text: 'no ZIP' }];
  }
  try {
    return await judge(zip, await list(zip));
  } catch (error) {
    return [{ kind: 'notValid', text: error instanceof XmlError ? error.code : 'cannot be read' }];
  } finally {
    zip.close();
  }
}

interface NamedContents {
  name: string;
  contents: Buffer | string;
}

/** Faults of a document against the schema called `main` among `schemas`, at most 20, by their lines. */
export async function schemaFaults(xml: NamedContents, schemas: NamedContents[], main: string): Promise<PackageFault[]> {
  const schema = schemas.find(({ name }) => name === main)!;
  const result = await validateXml({ xml, schema, imports: schemas.filter((each) => each !== schema) });
  return result.valid ? [] : result.faults.slice(0, 20).map(({ line }) => ({ kind: 'notValid', text: `${xml.name}, line ${line ?? '?'}` }));
}
