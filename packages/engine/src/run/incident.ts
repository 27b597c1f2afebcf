import { StepFailure } from './failure.ts';
import { REMEDIES } from './remedies.ts';
import type { IncidentRow, TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import type { Variables } from '../types.ts';

/** Stops a token with an incident. Errors that are not failures of the token go on: they belong to the whole step. */
export function failed(step: Step, token: TokenRow, phase: IncidentRow['phase'], error: unknown, detail: Variables = {}): void {
  if (!(error instanceof StepFailure)) throw error;
  openIncident(step, token, { phase, code: error.code, message: told(error, token.element), detail });
}

/** An incident of the instance as a whole: it belongs to no token. */
export function openIncidentOfInstance(step: Step, error: StepFailure): void {
  const { code } = error;
  step.instance.incidents.put({
    token_no: 0,
    element: null,
    phase: 'step',
    code,
    message: told(error, null),
    detail: {},
    created_at: step.now,
  });
}

/** An incident of what waits beside a token, for instance a condition on its boundary; the token itself goes on waiting afterwards. */
export function openIncidentFor(step: Step, tokenNo: number, element: string, error: StepFailure): void {
  const token = step.instance.tokens.get(tokenNo);
  if (!token) return openIncidentOfInstance(step, error);
  openIncident(step, token, { phase: 'job', code: error.code, message: told(error, element), detail: {} });
}

/** What was expected and got, where, and what a person can do. */
function told({ code, message }: StepFailure, element: string | null): string {
  return `${message}${element ? `, at element ${element}` : ''}; ${REMEDIES[code]}`.slice(0, 700);
}

/** Stops a token: a person repairs the cause and resolves the incident. */
export function openIncident(step: Step, token: TokenRow, incident: Pick<IncidentRow, 'phase' | 'code' | 'message' | 'detail'>): void {
  token.state = 'failed';
  step.instance.tokens.put(token);
  const job = step.instance.jobs.get(token.token_no);
  if (job) step.instance.jobs.put({ ...job, state: 'failed', lease_until: null, holder: null });
  step.instance.incidents.put({ ...incident, token_no: token.token_no, element: token.element, created_at: step.now });
  step.record(token, 'failed');
}
