import type { PathEntry, Variables } from './types.ts';

/** How tokens get from one definition to another. Elements that are not named keep their id. */
export interface MigrationPlan {
  definitionId: string;
  /** Old element id → new element id. */
  elements?: Record<string, string>;
  /** Old element ids whose tokens begin anew: job, task and timers are made again by the new definition. */
  restart?: string[];
  /** Old element ids whose tokens are cancelled. */
  drop?: string[];
}

/** Why a token cannot be taken along, or a doubt about it. */
export interface MigrationProblem {
  token: number;
  element: string;
  code: 'element-missing' | 'kind-changed' | 'scope-changed' | 'loop-changed' | 'nothing-left';
}

/** A command changes an instance exactly once per commandId. */
export type Command =
  | {
      type: 'start';
      definitionId: string;
      variables: Variables;
      /** Start event to begin with; absent: the one without trigger. */ element?: string;
    }
  | { type: 'complete-task'; token: number; actor: string; variables: Variables; rootVariables?: Variables }
  | { type: 'complete-job'; token: number; fence: number | null; variables: Variables }
  | {
      type: 'fail-job';
      token: number;
      fence: number | null;
      code: string;
      message: string;
      retryable: boolean;
      /** Do not count retries: the caller gives up by time. */ retryUntilGivenUp?: boolean;
    }
  | { type: 'throw-error'; token: number; fence: number | null; errorCode: string; variables?: Variables }
  /** The job stays open and waits for the outside (payment, signature) until `until`. */
  | { type: 'suspend-job'; token: number; fence: number; until: string | null; data: Variables }
  /** `from`: who has it now, when it goes from one person to another; absent: it must be nobody's (or already theirs). */
  | { type: 'claim-task'; token: number; assignee: string | null; actor: string; from?: string }
  /** Sets an open task aside while a process that the definition carries (`DeployRequest.calls`) runs in its place. */
  | { type: 'detour'; token: number; processId: string; variables: Variables; actor: string; rootVariables?: Variables }
  /** Takes a detour back: what runs in place of the task ends, and the task is open again. `since`: ISO instant at which the meant detour began. */
  | { type: 'end-detour'; token: number; since: string; actor: string }
  /** Ask the host again who gets an open task (the office of its party changed). */
  | { type: 'reassign-task'; token: number }
  /** Ask the host again where an open service task goes (the binding changed). */
  | { type: 'reroute'; token: number }
  /** `due`: ISO instant of the timer that is meant; one that was armed anew meanwhile has another. */
  | { type: 'fire-timer'; token: number; element: string; due?: string }
  | { type: 'correlate'; message: string; key: string; variables: Variables }
  /** A signal: reaches everything in the case that waits for it now, and is not kept. */
  | { type: 'broadcast'; signal: string; variables: Variables }
  /** Begins more elements of an open ad-hoc subprocess. */
  | { type: 'activate-elements'; token: number; elements: string[]; actor: string }
  | { type: 'resolve-incident'; token: number; actor: string }
  /** A job that failed and waits for its next try is tried now. */
  | { type: 'retry-job'; token: number; actor: string }
  /** Skips the element of an incident: it counts as completed with these names. Not for parked commands (token 0). */
  | { type: 'skip-incident'; token: number; actor: string; reason: string; variables?: Variables }
  /** Writes names of the case, and with `token` local names of that token or scope. */
  | { type: 'set-variables'; actor: string; rootVariables: Variables; token?: number; variables?: Variables; reason?: string }
  /** An operator changes where the instance stands. All or nothing; `scope` is the token of a subprocess or call, 0 the main process. */
  | {
      type: 'modify';
      actor: string;
      reason: string;
      move?: { token: number; element: string }[];
      cancel?: number[];
      activate?: { scope: number; element: string }[];
    }
  /** Takes a running instance to another definition of its process; what it called stays on its version. */
  | ({ type: 'migrate'; actor: string; reason: string } & MigrationPlan)
  /** Ends the instance; `reason` is a code and becomes its outcome. When something in it waits for `message`, it gets that instead. */
  | { type: 'cancel'; actor: string; reason: string; message?: string }
  /** Written by the engine itself when a step used up its budget of activations. */
  | { type: 'continue' };

/** What became of a command; the same for each repetition of its id, but for `repeated`. */
export interface CommandOutcome {
  /** `done`: applied now. `repeated`: had been applied before. `rejected`: no effect, see code. */
  result: 'done' | 'repeated' | 'rejected';
  code: string | null;
  /** Where the case's instance stands afterwards. */
  state: 'active' | 'completed' | 'cancelled' | 'unknown';
}

/** What a command would do now. */
export interface DryRun {
  outcome: CommandOutcome;
  path: PathEntry[];
  /** Facts of the step, for a refused migration its `problems`. */
  data: Record<string, unknown>;
}
