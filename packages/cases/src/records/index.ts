export { transferRound } from './transfer-round.ts';
export { ARCHIVE_CAPABILITY, RECORDS_CAPABILITY, type RecordsWorld } from './transfer-types.ts';
export { takeAcknowledgement } from './settle-transfer.ts';
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
export { keepsRecords, RECORDS_ROLE } from './keeps-records.ts';
export {
  readRecords,
  type DeletionRequest,
  type RecordAct,
  type RecordActKind,
  type RecordsOverview,
  type TransferView,
} from './overview.ts';
export {
  answerTransfer,
  decideAct,
  declineRequest,
  offerAgain,
  proposeAct,
  readKeptFile,
  SHORTEST_RECORD_REASON,
  takeDossier,
  takePackage,
  type KeptFile,
  type RecordWish,
} from './decide.ts';
