export { authoredBy, AUTHOR_ROLE } from './authored.ts';
export {
  beginServiceDraft,
  decideServiceDraft,
  keepServiceFiles,
  listServiceChanges,
  readServiceDraft,
  type DraftDecided,
  type DraftDecision,
  type FileChange,
  type FilesKept,
} from './drafts.ts';
export { isPackagePath, PACKAGE_LIMITS, storedHash } from './files.ts';
export { judgeServiceDrafts, type JudgePackage } from './judge.ts';
export { publishReleasedServices, type Publishing } from './publish.ts';
export { listOwnServices, packageInForce, readOwnService } from './read-services.ts';
export { placeOfFinding, rowAnchor, tableAnchor, type FoundPlace } from './read/anchor.ts';
export { readPackage } from './read/read-package.ts';
export { changeLine, readLine, type EditableLine, type LineChanged, type LineField } from './edit/change-line.ts';
export type * from './types.ts';
