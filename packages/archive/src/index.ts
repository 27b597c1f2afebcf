export { ArchiveError, type ArchiveErrorCode } from './errors.ts';
export {
  CLASSIFICATIONS,
  OPENNESS,
  type Activity,
  type CaseDocument,
  type CaseFile,
  type Classification,
  type ContentFile,
  type OpenContent,
  type Openness,
  type PartialDate,
  type Producer,
  type Protection,
} from './case-file.ts';
export { createSip, type Sip } from './sip/write-sip.ts';
export { createDossierExport, type DossierExport } from './dossier/write-dossier.ts';
export { schemaFiles, validateDossierMessage, validateSipMetadata } from './schemas.ts';
export { readZip, zipLimits, type ReadEntry, type ZipLimits } from './zip/read-zip.ts';
export { streamOf, worthPacking, writeZip, type ZipEntry } from './zip/write-zip.ts';
export { createFolderTransfer } from './transfer/folder.ts';
export { createHttpTransfer, type HttpTransferOptions } from './transfer/http.ts';
export { acknowledgedTransfer, readAcknowledgement } from './transfer/read-acknowledgement.ts';
export type { Acknowledgement, ArchiveTransfer, HandedPackage } from './transfer/types.ts';
export { cut, plainName } from './text.ts';
