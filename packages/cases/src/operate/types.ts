import type { Command, PathEntry } from '@einwohnerportal/engine';

/** A case as an operator knows it: no person. */
export interface OperatedCase {
  caseId: string;
  reference: string;
  service: string;
  serviceHash: string;
  /** Title of the service, translated. */
  title: string;
  authority: string;
  /** Name of the competent office, translated. */
  office: string;
  /** Language in which the person reads messages. */
  language: string;
  submittedAt: string;
  closedAt: string | null;
  /** The operator's authority is the competent one, so the whole case is theirs, not only their steps. */
  competent: boolean;
}

/** Where something stands in the process. */
export interface OperatedStep {
  caseId: string;
  token: number;
  element: string;
  /** Name of the step, translated where a text has it, else as the model calls it. */
  name: string;
  /** `zeebe:taskDefinition` type of a job; null for other steps. */
  capability: string | null;
  party: string | null;
}

/** A step that stopped. */
export interface OperatedIncident extends OperatedStep {
  case: OperatedCase;
  code: string;
  /** Error code of the last try of a job. */
  jobCode: string | null;
  /** Technical sentence without data of the case. */
  message: string;
  phase: 'enter' | 'complete' | 'job' | 'step';
  since: string;
  attempts: number;
}

export interface IncidentFilter {
  service: string | null;
  element: string | null;
  code: string | null;
}

export interface IncidentList {
  rows: OperatedIncident[];
  /** What the whole list could be narrowed to, with how many each. */
  choices: Record<keyof IncidentFilter, { value: string; label: string; count: number }[]>;
  total: number;
}

/** What a job waits for. */
export type JobStanding = 'due' | 'running' | 'waiting' | 'suspended' | 'stuck' | 'failed';

export interface OperatedJob extends OperatedStep {
  case: OperatedCase;
  standing: JobStanding;
  attempts: number;
  lastCode: string | null;
  createdAt: string;
  dueAt: string | null;
  /** Node that works on it and until when its lease lasts. */
  holder: string | null;
  leaseUntil: string | null;
  waitUntil: string | null;
}

export interface OperatedTimer extends OperatedStep {
  case: OperatedCase;
  dueAt: string;
  /** Due for more than a minute and not fired: no worker runs. */
  overdue: boolean;
  repeats: boolean;
}

/** A case with everything that stands in it. */
export interface OperatedState {
  case: OperatedCase;
  step: number;
  state: 'active' | 'completed' | 'cancelled';
  definitionId: string;
  tokens: (OperatedStep & { parent: number; state: string; since: string; definitionId: string })[];
  incidents: OperatedIncident[];
  jobs: OperatedJob[];
  timers: OperatedTimer[];
  /** Newest first, at most 50. */
  history: {
    at: string;
    type: string;
    result: 'done' | 'rejected';
    code: string | null;
    byPerson: boolean;
    steps: string[];
    reason: string | null;
  }[];
}

export type InterventionKind = 'skip-incident' | 'set-variables' | 'cancel' | 'modify' | 'migrate';
export type InterventionState = 'draft' | 'proposed' | 'released' | 'refused' | 'withdrawn';

/** One value of the case before and after; `scope` token: a name of that step alone. */
export interface NameChange {
  name: string;
  scope: 'case' | 'token';
  before: unknown;
  after: unknown;
}

/** What the machine found when it tried an intervention out. */
export interface InterventionPreview {
  result: 'done' | 'repeated' | 'rejected';
  code: string | null;
  /** Where the case would stand. */
  state: 'active' | 'completed' | 'cancelled' | 'unknown';
  path: Pick<PathEntry, 'element' | 'processId' | 'what' | 'party' | 'token'>[];
  problems: { token: number; element: string; code: string }[];
}

export interface Intervention {
  caseId: string;
  id: string;
  groupId: string | null;
  case: OperatedCase;
  kind: InterventionKind;
  state: InterventionState;
  token: number | null;
  createdAt: string;
  proposedAt: string | null;
  decidedAt: string | null;
  preparedBy: { name: string; me: boolean };
  decidedBy: { name: string; me: boolean } | null;
  reason: string;
  refusal: string | null;
  /** What the person reads when the case is ended. */
  message: string | null;
  /** Null while the machine tries it out. */
  preview: InterventionPreview | null;
  /** The case has moved since it was tried out. */
  stale: boolean;
  /** Once released: what became of it; null while the machine has not done it yet. */
  outcome: { result: 'done' | 'repeated' | 'rejected'; code: string | null } | null;
}

export interface OpenIntervention extends Intervention {
  command: Command;
  changes: NameChange[];
}
