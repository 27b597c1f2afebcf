import type { CasesContext, CompleteResult, IncidentRow, Scope, SentContent, TaskReading, TaskRow, TaskView } from '@einwohnerportal/cases';
import type * as cases from '@einwohnerportal/cases';
import type { CompiledForm, FormContext, PagePlan } from '@einwohnerportal/forms';
import type { SessionDomain } from '@einwohnerportal/web';

/** What the pages of operators ask. */
type Operating = Pick<
  typeof cases,
  | 'awaitPreview'
  | 'decideIntervention'
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

/** What the pages ask of the domain; in production the functions of the package `cases`. */
export interface Domain extends SessionDomain, Operating {
  listTasks(scope: Scope, wanted: { mine?: boolean; lang: string }): Promise<TaskRow[]>;
  readOfficeTask(scope: Scope, caseId: string, token: number, lang: string): Promise<TaskView | null>;
  claimTask(context: CasesContext, secret: string | null, wish: { caseId: string; token: number; claim: boolean }): Promise<CompleteResult>;
  completeOfficeTask(
    context: CasesContext,
    secret: string | null,
    posted: { caseId: string; token: number; body: URLSearchParams; language: string },
  ): Promise<CompleteResult>;
  listIncidents(scope: Scope, lang: string): Promise<IncidentRow[]>;
  retryIncident(context: CasesContext, secret: string | null, incident: { caseId: string; token: number }): Promise<boolean>;
  readFile(scope: Scope, id: string): Promise<SentContent | null>;
  readDocument(scope: Scope, id: string): Promise<{ filename: string; mediaType: string; bytes: Uint8Array } | null>;
  taskPages(form: CompiledForm, context: FormContext): PagePlan[];
  readTaskForm(task: { form: CompiledForm; context: FormContext }, body: URLSearchParams): TaskReading;
}
