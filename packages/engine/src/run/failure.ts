/** Stable codes of incidents. */
export type FailureCode =
  | 'expression-failed'
  | 'expression-budget'
  | 'host-failed'
  | 'no-flow'
  | 'timer-invalid'
  | 'call-unbound'
  | 'call-depth'
  | 'uncaught-error'
  | 'activation-budget'
  | 'token-budget'
  | 'data-budget'
  | 'incident-budget'
  | 'value-too-large'
  | 'scope-depth'
  | 'value-invalid'
  | 'loop-budget'
  | 'join-stuck'
  | 'job-failed'
  | 'step-failed';

/** A token cannot go on; it becomes an incident of its own instance. The message never holds case data. */
export class StepFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StepFailure';
    this.code = code;
  }
}

/** Stable codes of commands without effect. */
export type RejectionCode =
  | 'instance-unknown'
  | 'instance-closed'
  | 'already-started'
  | 'definition-unknown'
  | 'task-not-open'
  | 'task-claimed'
  | 'job-not-open'
  | 'job-running'
  | 'job-waiting'
  | 'stale-fence'
  | 'timer-gone'
  | 'no-incident'
  | 'not-a-service-task'
  | 'variables-too-large'
  | 'inbox-full'
  | 'not-an-ad-hoc-subprocess'
  | 'element-unknown'
  | 'token-unknown'
  | 'not-skippable'
  | 'migration-refused'
  | 'process-unknown'
  | 'no-detour'
  | 'command-unknown';

/** The command has no effect; it is recorded with this code and never repeated. */
export class Rejection extends Error {
  readonly code: RejectionCode;
  /** Facts for the event; no names of the case. */
  readonly data: Record<string, unknown>;

  constructor(code: RejectionCode, data: Record<string, unknown> = {}) {
    super(`expected a command that fits the state of the instance, got ${code}`);
    this.name = 'Rejection';
    this.code = code;
    this.data = data;
  }
}
