import type { FeelFunction } from '@einwohnerportal/decisions';
import type pg from 'pg';
import type { Command } from './command-types.ts';

export type * from './command-types.ts';
export type * from './engine-api.ts';

/** Plain JSON data of a scope. */
export type Variables = Record<string, unknown>;

/** A thing refused or doubtful in a model; refused problems stop a deployment. */
export interface ModelProblem {
  severity: 'refused' | 'warning';
  code: string;
  /** Id of the BPMN element. */
  element: string | null;
  message: string;
}

/** One BPMN process ready to run. A definition is content-addressed: same content, same id. */
export interface DeployRequest {
  /** The BPMN 2.0 XML, Camunda 8 dialect. */
  xml: string;
  /** Process id in the file that is deployed. */
  processId: string;
  /** Processes that call activities may name: process id → definition id, pinned at deployment. */
  calls?: Record<string, string>;
  /** Declared inputs when this process is called: name → FEEL expression (with leading `=`) or JSON value used when the caller gives none. */
  inputDefaults?: Record<string, unknown>;
}

/** What `deploy` has stored: the id to start with, and doubts about the model (only warnings: a refused one is not stored). */
export interface Deployed {
  definitionId: string;
  processId: string;
  problems: ModelProblem[];
}

/** Where a token stands, given to the hooks of the host. */
export interface TokenInfo {
  caseId: string;
  instanceNo: number;
  definitionId: string;
  processId: string;
  element: string;
  elementName: string | null;
  /** Lane id resolved to a party: lanes `office` of a called process mean the lane of its call activity. */
  party: string | null;
  /** Call activities above this token, outermost first. */
  callers: string[];
  /** zeebe:properties of the element. */
  properties: Record<string, string>;
  /** How many times this element has been entered in this scope, from 1. */
  visit: number;
}

/** What the host decides when a service task is entered: the machine does it (job) or people do it (task). */
export type Routing = { to: 'job' } | { to: 'people'; group: string; role: string; form: string; dueAt: string | null };

/** Who gets a user task. `group` is a principal such as `office:wikon/residents-office` or `person:<uuid>`. */
export interface Assignment {
  group: string;
  role: string;
  dueAt: string | null;
  /** Who has it from the beginning; absent: nobody. */
  assignee?: string | null;
}

/** What the model says about who should do a user task, already evaluated; the host says what it means. */
export interface AssignmentWish {
  assignee: string | null;
  /** `candidateUsers` of the model. */
  candidatePersons: string[];
  candidateGroups: string[];
}

/**
 * Decisions the engine leaves to its host. Pure and fast: they run inside a step, under the lock of the instance;
 * a hook must never call the outside.
 */
export interface EngineHost {
  /** Where a service task goes. `root` are the names of the case, `inputs` the mapped inputs. */
  route(token: TokenInfo, kind: string, inputs: Variables, root: Variables): Routing;
  /** Who gets a user task; `candidateRole` and `dueDate` as the model says them, evaluated. */
  assign(token: TokenInfo, candidateRole: string | null, dueDate: unknown, root: Variables, wish: AssignmentWish): Assignment;
  /** Extra FEEL functions for this place, e.g. `due` with the calendar of the token's party. */
  functions(token: TokenInfo, root: Variables, now: string): Record<string, FeelFunction>;
  /** Names laid over the root names inside a called process, e.g. `parties.office`. */
  overlay(token: TokenInfo, root: Variables): Variables;
  /** Evaluates a decision for a business rule task over the names of its place, within a budget of `@einwohnerportal/decisions`; absent: business rule tasks become incidents. */
  decide?(token: TokenInfo, decisionId: string, names: Variables, budget?: { steps: number; milliseconds: number }): unknown;
  /** Names of the root scope that a called process sees although it inherits nothing. */
  reservedRoots: readonly string[];
}

/** One entry of the path of a step, kept in the event; the timeline is derived from these. */
export interface PathEntry {
  element: string;
  processId: string;
  /** Call activities above, outermost first; absent: none. */
  callers?: string[];
  /** `entered`, `completed`, `cancelled`, `failed`, `claimed`, `rerouted`, `suspended` … */
  what: string;
  /** Absent: of no party (older events: null). */
  party?: string | null;
  token: number;
  properties?: Record<string, string>;
  /** Sequence flow taken, for coverage. */
  flow?: string;
}

/** A job taken by a worker under a lease. */
export interface ClaimedJob {
  caseId: string;
  instanceNo: number;
  token: number;
  kind: string;
  fence: number;
  attempts: number;
  retries: number;
  /** Stable over all retries and over a change of binding: case/element path/visit. */
  idempotencyKey: string;
  info: TokenInfo;
  inputs: Variables;
  /** What `suspend-job` left here; empty at first. */
  data: Variables;
  createdAt: string;
}

/** A worker beside the engine in the same process. */
export interface JobTaker {
  /** Kinds of jobs; absent: all. */
  kinds?: readonly string[];
  /** For how many jobs there is room now. Asked inside a step: fast, never throws. */
  free(): number;
  /** Called after the commit; never throws. */
  take(job: ClaimedJob): void;
}

/** What a node needs. */
export interface EngineOptions {
  /** Connections with all rights on the schema `engine`; ended by the caller. At least 4 are of use. */
  pool: pg.Pool;
  /** Nobody else uses the pool: the engine sets up each connection once (how statements are planned, 200 ms for locks), not each transaction. */
  ownPool?: boolean;
  /** What belongs to the domain; `standaloneHost()` for processes without one. */
  host: EngineHost;
  /** Set clock for scenarios: ISO instant; absent: the database's clock. */
  clock?: () => string;
  /** Identifies this node in leases. Default: by its process id. */
  node?: string;
  /** Seconds that a job is given for; a crashed node's jobs are free after them. Default 20. */
  leaseSeconds?: number;
  /**
   * Instances, of at most 20,000 characters each, that the node keeps in memory after a step so that the next one need not read them. What
   * another node has changed meanwhile is noticed when it is written. Default 500; 0 keeps none.
   */
  keep?: number;
  /** Zone of local dates and times in models. Default `Europe/Zurich`. */
  zone?: string;
  /**
   * Called in the transaction in which a start event begins cases by itself: says which ones, by calling `open` for each (absent: one
   * with the names of the event). Not called for a start by command.
   */
  beginCases?: (client: Queryable, beginning: Beginning, open: OpenCase) => Promise<void>;
  /** Called inside the transaction of a step that changed something, just before it commits: for rows that must not be lost or doubled. */
  onStep?: (client: pg.PoolClient, step: StepSummary) => Promise<void>;
  /**
   * Called after the commit of a step that changed something; never throws. A node that ends between them has not called it: for what is
   * made up for otherwise. Costs no round trip, which `onStep` does.
   */
  afterStep?: (step: StepSummary) => void;
}

/** A start event that begins cases by itself. */
export interface Beginning {
  kind: 'message' | 'signal' | 'timer' | 'condition';
  /** Of the message or signal; else ''. */
  name: string;
  definitionId: string;
  processId: string;
  element: string;
  variables: Variables;
  /** When the timer was due, ISO instant; else null. */
  at: string | null;
}

/**
 * Opens one case of a beginning. `key` tells the cases of one event apart (an authority, a record); an event that is repeated finds the
 * same case and does not prepare it again. `prepare` gives the names the case begins with and may write rows of the host.
 */
export type OpenCase = (key: string, prepare: (caseId: string) => Promise<Variables>) => Promise<void>;

/** What one step did, as it stands in the event. */
export interface StepSummary {
  caseId: string;
  commandId: string;
  type: Command['type'];
  step: number;
  at: string;
  actor: string | null;
  path: PathEntry[];
  state: 'active' | 'completed' | 'cancelled';
  outcome: string | null;
}

/** Who and when, of a command that is put into the queue. */
export interface EnqueueOptions {
  /** Who caused it, for the history. */
  actor?: string | null;
  /** ISO instant before which it is not executed; absent: at once. */
  dueAt?: string | null;
}

/** Reads the model of each process in a file: can it run here, and what speaks against it. */
export interface ModelReport {
  /** Null when the file gives the process no id. */
  processId: string | null;
  name: string | null;
  /** False: the file says that it is a drawing. */
  executable: boolean;
  /** Pool it is drawn in. */
  pool: string | null;
  /** Processes of other pools that run with it in one case. */
  partners: string[];
  lanes: string[];
  runs: boolean;
  problems: ModelProblem[];
  /** Elements of the process with their kind and resolved lane id. */
  elements: { id: string; name: string | null; kind: string; lane: string | null }[];
  /** Literal task types (capabilities), called process ids and form ids the model names. */
  uses: { capabilities: string[]; processes: string[]; forms: string[] };
}

/** All rows of one case, for inspection and tests; names as in the tables. */
export interface CaseState {
  instance: { state: 'active' | 'completed' | 'cancelled'; outcome: string | null; definition_id: string; step: number } | null;
  tokens: {
    token_no: number;
    parent_no: number;
    element: string;
    state: string;
    party: string | null;
    visit: number;
    path: string;
    entered_at: string;
    properties: Record<string, string>;
  }[];
  /** Scope number → names; `'0'` is the root. */
  variables: Record<string, Variables>;
  jobs: Record<string, unknown>[];
  userTasks: Record<string, unknown>[];
  timers: { token_no: number; element: string; due_at: string; queued: boolean }[];
  subscriptions: { token_no: number; element: string; name: string; key: string }[];
  incidents: { token_no: number; element: string | null; code: string; message: string; phase: string; created_at: string }[];
  events: {
    step: number | null;
    command_id: string;
    type: string;
    result: string;
    code: string | null;
    actor: string | null;
    at: string;
    path: PathEntry[];
  }[];
}

/** A pool or a client of `pg`. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
