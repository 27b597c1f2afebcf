import { complete } from '../run/complete.ts';
import { Rejection } from '../run/failure.ts';
import type { IncidentRow, TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import type { Variables } from '../types.ts';
import type { CommandHandler } from './apply.ts';

/** The cause of an incident is repaired: the token goes on where it stopped, a job with fresh retries. Token 0: parked commands. */
export const resolveIncident: CommandHandler<'resolve-incident'> = (step, command) => {
  const incident = step.instance.incidents.get(command.token);
  if (!incident) throw new Rejection('no-incident');
  step.instance.incidents.remove(command.token);
  step.instance.header.activations = 0;
  if (incident.phase === 'step') {
    step.unpark = true;
    return;
  }
  const token = step.instance.tokens.get(command.token);
  if (!token) throw new Rejection('no-incident');
  step.record(token, 'resumed');
  resume(step, token, incident);
};

function resume(step: Step, token: TokenRow, incident: IncidentRow): void {
  token.state = incident.phase === 'enter' ? 'ready' : 'waiting';
  step.instance.tokens.put(token);
  if (incident.phase === 'complete') complete(step, token, (incident.detail.variables ?? {}) as Variables);
  const job = step.instance.jobs.get(token.token_no);
  if (incident.phase === 'job' && job) {
    step.instance.jobs.put({ ...job, state: 'ready', attempts: 0, due_at: step.now, created_at: step.now });
  }
}
