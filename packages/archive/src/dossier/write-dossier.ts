import type { Readable } from 'node:stream';
import type { CaseFile, OpenContent } from '../case-file.ts';
import { ArchiveError } from '../errors.ts';
import { validateDossierMessage } from '../schemas.ts';
import { placeFiles, type PlacedDossier } from '../sip/plan.ts';
import { plainName } from '../text.ts';
import { streamOf, worthPacking, writeZip, type ZipEntry } from '../zip/write-zip.ts';
import { headerXml, messageXml, type DossierMessage } from './message.ts';

export interface DossierExport {
  /** Name of the ZIP without ending. */
  name: string;
  message: string;
  /** @throws ArchiveError `package-invalid` when the message does not fit the official schema */
  validate(): Promise<void>;
  stream(open: OpenContent): Readable;
}

/**
 * Case files for a records system (GEVER): a ZIP with header.xml, message.xml (eCH-0147 T1) and the files below `files/`, as eCH-0039
 * says. For hand-over by sedex, folder or download.
 */
export function createDossierExport(given: Omit<DossierMessage, 'dossiers'> & { caseFiles: readonly CaseFile[] }): DossierExport {
  const { caseFiles, ...rest } = given;
  const dossiers = placeFiles(caseFiles);
  const message = messageXml({ ...rest, dossiers });
  const header = headerXml({ ...rest, dossiers });
  return {
    name: `eCH-0147_${given.at.slice(0, 10).replaceAll('-', '')}_${plainName(caseFiles[0]?.reference ?? given.messageId, 60)}`,
    message,
    async validate() {
      for (const xml of [message, header]) {
        const result = await validateDossierMessage(xml);
        if (!result.valid) {
          throw new ArchiveError('package-invalid', `expected a message that fits eCH-0147 T1, got ${result.faults.length} faults`, {
            cause: new Error(
              result.faults
                .map((fault) => fault.message)
                .join('\n')
                .slice(0, 4000),
            ),
          });
        }
      }
    },
    stream: (open) => writeZip(entries(header, message, dossiers, open), { mtime: new Date(given.at) }),
  };
}

function* entries(header: string, message: string, dossiers: readonly PlacedDossier[], open: OpenContent): Iterable<ZipEntry> {
  yield { path: 'header.xml', open: () => streamOf(header) };
  yield { path: 'message.xml', open: () => streamOf(message) };
  for (const { folder, files } of dossiers) {
    for (const { name, file } of files) {
      yield {
        path: `files/${folder}/${name}`,
        sha256: file.sha256,
        compress: worthPacking(file.mediaType),
        open: () => (file.bytes ? streamOf(file.bytes) : open(file.sha256)),
      };
    }
  }
}
