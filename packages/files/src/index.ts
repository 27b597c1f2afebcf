export { FilesError, type FilesErrorCode } from './errors.ts';
export { plainFilename } from './filename.ts';
export { USUAL_ENDINGS } from './media-types.ts';
export { isMultipart, receiveForm, type Received, type Receiving } from './receive-form.ts';
export { createClamdScanner } from './scan-with-clamd.ts';
export { openFileStore } from './store.ts';
export type { FileProblem, FileStore, KeptFile, ReceivedFile, Scanner, ScanResult, TakenFile, Wanted } from './types.ts';
