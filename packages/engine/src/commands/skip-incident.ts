import { complete } from '../run/complete.ts';
import { Rejection } from '../run/failure.ts';
import { terminateOthers } from '../run/terminate.ts';
import type { CommandHandler } from './apply.ts';

/** An element that failed counts as completed with these names; what ran inside it is cancelled. */
export const skipIncident: CommandHandler<'skip-incident'> = (step, command) => {
  const incident = step.instance.incidents.get(command.token);
  const token = step.instance.tokens.get(command.token);
  if (!incident) throw new Rejection('no-incident');
  if (incident.phase === 'step' || !token) throw new Rejection('not-skippable');
  step.instance.incidents.remove(command.token);
  step.instance.header.activations = 0;
  step.data = { reason: command.reason, code: incident.code };
  step.record(token, 'skipped');
  terminateOthers(step, token.token_no, null);
  token.state = 'waiting';
  step.instance.tokens.put(token);
  complete(step, token, command.variables ?? {});
};
