export type * from './types.ts';
export { isOperator, operatedReference, OPERATOR_ROLE } from './operated-cases.ts';
export { codeOf, listOperatedIncidents } from './list-incidents.ts';
export { listOperatedJobs, type JobFilter, type JobList } from './list-jobs.ts';
export { listOperatedTimers } from './list-timers.ts';
export { readOperated } from './read-operated.ts';
export { mayOperate, retryJobNow, retryMany, retryOperated, type IncidentMark, type RetryResult } from './retry.ts';
export { pathNames, readModels, type ModelElement, type ModelFacts } from './step-names.ts';
export { readChanges, readOperatedValues, SHORTEST_REASON, type OperatedValues, type TypedValue, type ValueFault } from './read-values.ts';
export { fingerprint, typeOf, writeValue, type ValueType } from './values.ts';
export {
  migrateCommand,
  moveCommand,
  otherVersions,
  readOutputs,
  skipCommand,
  STOPPED,
  stopCommand,
  valuesCommand,
  type NewerVersion,
  type TokenPlan,
} from './changes.ts';
export {
  awaitPreview,
  decideIntervention,
  listInterventions,
  openIntervention,
  prepareIntervention,
  type Decision,
  type DecisionResult,
  type InterventionWish,
} from './interventions.ts';
