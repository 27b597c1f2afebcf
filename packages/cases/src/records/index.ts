export { ARCHIVE_CAPABILITY, transferRound, type RecordsWorld } from './transfer-round.ts';
export {
  destroyRound,
  previewDestruction,
  readDestructions,
  type DestroyedCase,
  type Destruction,
  type DueCaseFile,
} from './destroy-round.ts';
export { readCaseFile } from './read-case-file.ts';
export { recordRules, type RecordRulesOf } from './record-rules.ts';
export { contentOpener } from './content.ts';
