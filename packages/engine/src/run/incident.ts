import { StepFailure } from './failure.ts';
import type { IncidentRow, TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import type { Variables } from '../types.ts';

/** Stops a token with an incident. Errors that are not failures of the token go on: they belong to the whole step. */
export function failed(step: Step, token: TokenRow, phase: IncidentRow['phase'], error: unknown, detail: Variables = {}): void {
  if (!(error instanceof StepFailure)) throw error;
  openIncident(step, token, { phase, code: error.code, message: error.message, detail });
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
