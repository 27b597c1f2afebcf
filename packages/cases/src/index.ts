export * from './audit/index.ts';
export * from './search/index.ts';
export type * from './types.ts';
export * from './catalogue/index.ts';
export { CasesError, CatalogueError } from './errors.ts';
export { createTexts, readTexts, textKeys, type Texts, type TextLayer } from './texts/index.ts';
export { dayWords } from './texts/day-words.ts';
export { formatLocale } from './texts/message.ts';

export { applicantOf, localDay, requireSession, withSession } from './request/scope.ts';
export { glance, type Glance } from './request/glance.ts';
export { dropHeldInput, extendSession, holdInput, readHeldInput, signIn, signOut } from './request/sessions.ts';

export { startDraft, DRAFT_DAYS, type StartedDraft } from './drafts/start-draft.ts';
export { choosePlace, dropDraft, listDrafts, readDraft, saveDraft } from './drafts/read-draft.ts';
export { lookUp } from './drafts/look-up.ts';
export { submitDraft, type Submission } from './drafts/submit-draft.ts';
export { startPageFee } from './drafts/start-page-fee.ts';
export { pilotPlace } from './catalogue/offer.ts';
export { offerToBegin, type FoundOffice, type NoOffice, type NoOfficeReason } from './names/competence.ts';
export { readSubmission, type KeptSubmission } from './submission/read-submission.ts';
export * from './receipts/index.ts';
export { feedbackFigures, giveFeedback, LONGEST_FEEDBACK, type Feedback, type FeedbackFigure } from './feedback/feedback.ts';

export { FEE_STATES } from './case-view/fee-states.ts';
export { listCases, periodWords, readCase, readCountedCase, type CountedView } from './case-view/read-case.ts';
export { withdrawCase } from './case-view/withdraw-case.ts';
export { choosePayment, noteCallback, noteCallbackAddress, noteLeavingToPay, noteReturnFromPayment } from './case-view/payment-hints.ts';
export { creditedTo, importBankFile, type BankImport, type Judgement } from './payments/import-bank-file.ts';
export { listLetters, noteReturned, type LetterState } from './letters/list-letters.ts';
export { runLetters } from './letters/print-run.ts';
export { listOpenMoney, noteMoneyDone, type OpenMoney } from './payments/open-money.ts';
export { readPaymentPaper } from './payments/read-paper.ts';
export { counts } from './documents/counts.ts';
export { countUnread, listInbox, readMessage } from './documents/inbox.ts';
export { keepContent, openContent, readContent, type ContentStore, type KeptContent } from './documents/content.ts';
export { readDocument, verifyDocument, verifyDocumentHash, type FoundDocument, type Verified } from './documents/read-document.ts';

export { readOfficeTask, readTask } from './tasks/read-task.ts';
export { ASSIGN_AT_ONCE, assignTask, assignTasks, leads, listColleagues, type AssignTo } from './tasks/assign-tasks.ts';
export { addAbsence, dropAbsence, listAbsences } from './tasks/absences.ts';
export { ASK_LIMITS, ASK_PERIODS, askApplicant, readAskable } from './tasks/ask-back.ts';
export { dropFilter, FILTER_LIMITS, keepFilter, listFilters, renameFilter } from './tasks/filters.ts';
export { handOver, readHandOver } from './tasks/hand-over.ts';
export { addAskedFiles, dropAskedFile, wantedOfTask } from './tasks/asked-files.ts';
export { listDurations, MEASURED_DAYS } from './tasks/durations.ts';
export { checkControl, SHOWN, TICKED } from './tasks/checklist.ts';
export { completeOfficeTask, completeTask } from './tasks/complete-task.ts';
export { listSetAside, readSetAside, takeBack, wasTakenBack } from './tasks/take-back.ts';
export { tickTask } from './tasks/tick-task.ts';
export { COUNTED, countTasks, listTasks } from './tasks/list-tasks.ts';
export { countIncidents, listIncidents, retryIncident } from './tasks/list-incidents.ts';
export { readTaskForm, taskPages, type TaskReading } from './tasks/task-form.ts';

export * from './representation/index.ts';
export * from './counter/index.ts';
export * from './talk/index.ts';
export * from './vault/index.ts';
export * from './deliveries/index.ts';
export * from './emergency/index.ts';
export * from './money/index.ts';

export * from './organisation/index.ts';
export * from './studio/index.ts';
export * from './operate/index.ts';
export * from './history/index.ts';
export * from './records/index.ts';
export * from './personal/index.ts';

export { catalogueOf, openCatalogue, type OpenCatalogue } from './store/open-catalogue.ts';
export { loadCatalogue, type LoadedCatalogue } from './store/load-catalogue.ts';
export { createEngineHost } from './worker/engine-host.ts';
export { createCaseBeginner } from './starts/begin-cases.ts';
export { publishMessage, type IncomingMessage, type Published } from './starts/publish-message.ts';
export { createPrefill } from './worker/prefill.ts';
export { createLane, runWorker, sweep, workOnce, type JobLane, type RunningWorker } from './worker/run-worker.ts';
export type {
  AlertSender,
  DocumentRenderer,
  DocumentSealer,
  PaymentProvider,
  WorkerContext,
  WorkerLog,
  WorkerMeasures,
} from './worker/types.ts';
export { runScenarios } from './scenario/run-scenarios.ts';
export type { ScenarioOptions, ScenarioReport, ScenarioWorld, WorldOptions } from './scenario/types.ts';
export {
  addFiles,
  readFile,
  readSentFile,
  removeFile,
  wantedFiles,
  type FileRow,
  type NewFile,
  type SentContent,
  type WantedFiles,
} from './files/draft-files.ts';
export { readCaseFiles, replaceFile, type CaseFile } from './files/case-files.ts';
export { neededContents, pendingFiles, settleScan, unneededContents, type PendingFile } from './worker/files.ts';
export { changeProfile, readProfile, type Profile, type ProfileField, type TypedProfile } from './person/profile.ts';
export { askForCode, proveNumber, readPhoneProof, type PhoneProof } from './person/phone-proof.ts';
export { exportMyData, MOST_LOOKS, readMyData, type Look, type MyData } from './person/my-data.ts';
export {
  answerBarrier,
  BARRIER_LIMITS,
  listBarriers,
  reportBarrier,
  type BarrierReport,
  type ReportedBarrier,
} from './barriers/barriers.ts';
export { phoneText } from './texts/phone.ts';
