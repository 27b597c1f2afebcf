import type { CasesContext, FoundDocument, IncidentRow, Scope, SentContent, TaskReading } from '@einwohnerportal/cases';
import type * as cases from '@einwohnerportal/cases';
import type { CompiledForm, FormContext, PagePlan } from '@einwohnerportal/forms';
import type { SessionDomain } from '@einwohnerportal/web';

/** What the pages of operators ask. */
type Operating = Pick<
  typeof cases,
  | 'answerBarrier'
  | 'awaitPreview'
  | 'decideIntervention'
  | 'listBarriers'
  | 'listInterventions'
  | 'listOperatedIncidents'
  | 'listOperatedJobs'
  | 'listOperatedTimers'
  | 'mayOperate'
  | 'openIntervention'
  | 'operatedReference'
  | 'otherVersions'
  | 'pathNames'
  | 'prepareIntervention'
  | 'readChanges'
  | 'readModels'
  | 'readOperated'
  | 'readOperatedValues'
  | 'retryJobNow'
  | 'retryMany'
  | 'retryOperated'
>;

/** What the work list and the tasks ask. */
type Working = Pick<
  typeof cases,
  | 'addAbsence'
  | 'askApplicant'
  | 'assignTask'
  | 'assignTasks'
  | 'completeOfficeTask'
  | 'tickTask'
  | 'countIncidents'
  | 'countTasks'
  | 'dropAbsence'
  | 'handOver'
  | 'listAbsences'
  | 'listDurations'
  | 'listColleagues'
  | 'listTasks'
  | 'dropFilter'
  | 'keepFilter'
  | 'listFilters'
  | 'renameFilter'
  | 'readAskable'
  | 'readHandOver'
  | 'readSetAside'
  | 'listSetAside'
  | 'takeBack'
  | 'readOfficeCase'
  | 'readOfficeTask'
  | 'listNumbers'
  | 'openInEmergency'
  | 'endOpening'
  | 'listOpenings'
  | 'revealNumber'
  | 'searchCases'
>;

/** What offices and residents write to each other. */
type Talking = Pick<typeof cases, 'countUnreadTalks' | 'listUnreadTalks' | 'readOfficeTalk' | 'writeNote' | 'writeOfficeMessage'>;

/** What those ask who capture for others. */
type Capturing = Pick<
  typeof cases,
  | 'beginCapture'
  | 'giveCaptureCode'
  | 'dropCapture'
  | 'keepSignedPaper'
  | 'listCaptures'
  | 'openCapture'
  | 'payAtCounter'
  | 'readCapture'
  | 'readCounterFee'
>;

/** How documents reach their persons. */
type Delivering = Pick<typeof cases, 'countReturned' | 'listDeliveries' | 'noteDelivery' | 'readDeliveries'>;

/** What finance offices ask. */
type Counting = Pick<typeof cases, 'decideMoney' | 'listCredits' | 'listMoney' | 'listMoneyActs' | 'readFee' | 'wishMoney'>;

/** What those ask who keep records. */
type Keeping = Pick<
  typeof cases,
  | 'answerTransfer'
  | 'decideAct'
  | 'declineRequest'
  | 'offerAgain'
  | 'proposeAct'
  | 'readDestructions'
  | 'readKeptFile'
  | 'readRecords'
  | 'takeDossier'
  | 'takePackage'
>;

/** What those ask who keep the organisation of their authority. */
type Organising = Pick<
  typeof cases,
  | 'acceptInvitation'
  | 'decideChange'
  | 'decideInvitation'
  | 'endMembership'
  | 'liftBlock'
  | 'listInvitations'
  | 'listOrganisationChanges'
  | 'listMemberActs'
  | 'listOrganisationMembers'
  | 'proposeChange'
  | 'proposeInvitation'
  | 'readOrganisation'
>;

/** What authors of packages ask. */
type Authoring = Pick<
  typeof cases,
  | 'beginServiceDraft'
  | 'decideServiceDraft'
  | 'keepServiceFiles'
  | 'listOwnServices'
  | 'listServiceChanges'
  | 'readOwnService'
  | 'readServiceDraft'
>;

/** What the pages ask of the domain; in production the functions of the package `cases`. */
export interface Domain
  extends SessionDomain, Operating, Organising, Capturing, Talking, Working, Keeping, Delivering, Counting, Authoring {
  listIncidents(scope: Scope, lang: string): Promise<IncidentRow[]>;
  retryIncident(context: CasesContext, secret: string | null, incident: { caseId: string; token: number }): Promise<boolean>;
  readSentFile(scope: Scope, id: string): Promise<SentContent | null>;
  readDocument(scope: Scope, id: string): Promise<FoundDocument | null>;
  taskPages(form: CompiledForm, context: FormContext): PagePlan[];
  readTaskForm(task: { form: CompiledForm; context: FormContext }, body: URLSearchParams): TaskReading;
}
