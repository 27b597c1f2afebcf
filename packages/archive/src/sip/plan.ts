import { Readable } from 'node:stream';
import type { CaseFile, ContentFile } from '../case-file.ts';
import { schemaFiles } from '../schemas.ts';
import { endingOf } from '../text.ts';
import type { ZipEntry } from '../zip/write-zip.ts';
import { streamOf, worthPacking } from '../zip/write-zip.ts';

/** A file of a package with its place and its id in the table of contents. */
export interface PlacedFile {
  id: string;
  /** Name inside its folder. */
  name: string;
  folder: string;
  originalName: string;
  file: ContentFile;
}

export interface PlacedDossier {
  caseFile: CaseFile;
  /** Folder below `content/`. */
  folder: string;
  /** In the order of the documents. */
  files: PlacedFile[];
}

/**
 * Gives every case file a folder and every document a short name without special characters (eCH-0160: names inside packages are
 * technical, the original name stands in the metadata).
 */
export function placeFiles(caseFiles: readonly CaseFile[]): PlacedDossier[] {
  let number = 0;
  return caseFiles.map((caseFile, at) => {
    const folder = `d${String(at + 1).padStart(6, '0')}`;
    return {
      caseFile,
      folder,
      files: caseFile.documents.map(({ file }) => {
        const id = `p${String(++number).padStart(6, '0')}`;
        return { id, name: `${id}.${endingOf(file.filename)}`, folder, originalName: file.filename, file };
      }),
    };
  });
}

/** Entries of the ZIP in reading order: metadata, schemas, content. */
export function* sipEntries(
  metadata: () => Iterable<string>,
  dossiers: readonly PlacedDossier[],
  open: (file: ContentFile) => Promise<NodeJS.ReadableStream>,
): Iterable<ZipEntry> {
  yield { path: 'header/metadata.xml', open: () => textStream(metadata()) };
  for (const { name, bytes, sha256 } of schemaFiles('eCH-0160-1.2'))
    yield { path: `header/xsd/${name}`, sha256, open: () => streamOf(bytes) };
  for (const { folder, files } of dossiers) {
    for (const { name, file } of files) {
      yield {
        path: `content/${folder}/${name}`,
        sha256: file.sha256,
        compress: worthPacking(file.mediaType),
        open: async () => (file.bytes ? streamOf(file.bytes) : open(file)),
      };
    }
  }
}

/** Text in pieces of some kilobytes, so that a stream does not move one tag at a time. */
function textStream(pieces: Iterable<string>): NodeJS.ReadableStream {
  return Readable.from(buffers(pieces), { objectMode: false });
}

function* buffers(pieces: Iterable<string>): Iterable<Buffer> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < 32_768) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  yield Buffer.from(text, 'utf8');
}
