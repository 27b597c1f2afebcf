import type { Variables } from '../types.ts';
import { findCatcher, type Catcher } from './catcher.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import { boundaryHappened, interrupt, startEventSubprocess } from './trigger.ts';

/**
 * Looks for an event that catches the error: on the boundary of the token's activity, in event subprocesses of the scope around, then
 * on what holds that scope, and so on up to the process.
 * @returns false when nobody catches it; then nothing has changed.
 */
export function throwError(step: Step, from: TokenRow, errorCode: string, variables: Variables): boolean {
  const catcher = findCatcher(step, from, 'error', errorCode);
  if (!catcher) return false;
  if (catcher.host) interrupt(step, catcher.host, catcher.key, variables);
  else startEventSubprocess(step, catcher.scopeNo, catcher.key, variables);
  return true;
}

/** An escalation goes the same way; it interrupts only if its catching event does, and one that nobody catches has no effect. */
export function throwEscalation(step: Step, from: TokenRow, code: string, variables: Variables): Catcher | null {
  const catcher = findCatcher(step, from, 'escalation', code);
  if (catcher?.host) boundaryHappened(step, catcher.host, catcher.key, variables);
  else if (catcher) startEventSubprocess(step, catcher.scopeNo, catcher.key, variables);
  return catcher;
}
