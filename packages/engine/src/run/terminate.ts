import { dropCompensations } from './compensations.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';

/** Takes a token away with all that waits for it: job, task, timers, subscriptions, incident, local scope. */
export function removeToken(step: Step, token: TokenRow): void {
  const { instance } = step;
  const own = (row: { token_no: number }): boolean => row.token_no === token.token_no;
  instance.jobs.remove(token.token_no);
  instance.userTasks.remove(token.token_no);
  instance.incidents.remove(token.token_no);
  instance.timers.removeWhere(own);
  instance.subscriptions.removeWhere(own);
  instance.scopes.remove(token.token_no);
  instance.tokens.remove(token.token_no);
}

/** Cancels a token and everything that runs inside it. */
export function terminate(step: Step, token: TokenRow): void {
  for (const child of step.instance.tokensIn(token.token_no)) terminate(step, child);
  dropCompensations(step, token.token_no);
  step.record(token, 'cancelled');
  removeToken(step, token);
}

/** Cancels what runs in a scope, all but one token; another pool is no part of the process it was begun beside. */
export function terminateOthers(step: Step, scopeNo: number, but: TokenRow | null): void {
  for (const token of step.instance.tokensIn(scopeNo)) {
    if (token.token_no !== but?.token_no && step.element(token).kind !== 'pool') terminate(step, token);
  }
}

/** Ends the instance; what still runs is cancelled. The names of the case stay. */
export function endInstance(step: Step, state: 'completed' | 'cancelled', outcome: string | null): void {
  for (const token of step.instance.tokensIn(0)) terminate(step, token);
  const own = (row: { token_no: number }): boolean => row.token_no === 0;
  step.instance.timers.removeWhere(own);
  step.instance.subscriptions.removeWhere(own);
  step.instance.compensations.removeWhere(() => true);
  Object.assign(step.instance.header, { state, outcome, ended_at: step.now });
}
