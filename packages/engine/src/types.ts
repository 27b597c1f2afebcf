import type { FeelFunction } from '@einwohnerportal/decisions';
import type pg from 'pg';

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
export type Routing =
  | { to: 'job' }
  | { to: 'people'; group: string; role: string; form: string; dueAt: string | null };

/** Who gets a user task. `group` is a principal such as `office:wikon/residents-office` or `person:<uuid>`. */
export interface Assignment {
  group: string;
  role: string;
  dueAt: string | null;
}

/**
 * Decisions the engine leaves to its host. Pure and fast: they run inside a step, under the lock of the instance;
 * a hook must never call the outside.
 */
export interface EngineHost {
  /** Where a service task goes. `root` are the names of the case, `inputs` the mapped inputs. */
  route(token: TokenInfo, kind: string, inputs: Variables, root: Variables): Routing;
  assign(token: TokenInfo, candidateRole: string | null, dueDate: unknown, root: Variables): Assignment;
  /** Extra FEEL functions for this place, e.g. `due` with the calendar of the token's party. */
  functions(token: TokenInfo, root: Variables, now: string): Record<string, FeelFunction>;
  /** Names laid over the root names inside a called process, e.g. `parties.office`. */
  overlay(token: TokenInfo, root: Variables): Variables;
  /** Names of the root scope that a called process sees although it inherits nothing. */
  reservedRoots: readonly string[];
}

/** A command changes an instance exactly once per commandId. */
export type Command =
  | { type: 'start'; definitionId: string; variables: Variables }
  | { type: 'complete-task'; token: number; actor: string; variables: Variables; rootVariables?: Variables }
  | { type: 'complete-job'; token: number; fence: number | null; variables: Variables }
  | { type: 'fail-job'; token: number; fence: number; code: string; message: string; retryable: boolean }
  | { type: 'throw-error'; token: number; fence: number | null; errorCode: string; variables?: Variables }
  /** The job stays open and waits for the outside (payment, signature) until `until`. */
  | { type: 'suspend-job'; token: number; fence: number; until: string | null; data: Variables }
  | { type: 'claim-task'; token: number; assignee: string | null; actor: string }
  /** Ask the host again where an open service task goes (the binding changed). */
  | { type: 'reroute'; token: number }
  | { type: 'fire-timer'; token: number; element: string }
  | { type: 'correlate'; message: string; key: string; variables: Variables }
  | { type: 'resolve-incident'; token: number; actor: string }
  | { type: 'set-variables'; actor: string; rootVariables: Variables }
  | { type: 'cancel'; actor: string; reason: string };

export interface CommandOutcome {
  /** `done`: applied now. `repeated`: had been applied before. `rejected`: no effect, see code. */
  result: 'done' | 'repeated' | 'rejected';
  code: string | null;
  /** Where the case's instance stands afterwards. */
  state: 'active' | 'completed' | 'cancelled' | 'unknown';
}

/** One entry of the path of a step, kept in the event; the timeline is derived from these. */
export interface PathEntry {
  element: string;
  processId: string;
  callers: string[];
  /** `entered`, `completed`, `cancelled`, `failed`, `claimed`, `rerouted`, `suspended` … */
  what: string;
  party: string | null;
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
  createdAt: string;
}

export interface EngineOptions {
  pool: pg.Pool;
  host: EngineHost;
  /** Set clock for scenarios: ISO instant; absent: the database's clock. */
  clock?: () => string;
  /** Identifies this node in leases. */
  node?: string;
  leaseSeconds?: number;
}
