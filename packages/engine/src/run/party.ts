import type { TokenRow } from './instance.ts';
import { isCall } from './scope.ts';
import type { Step } from './step.ts';

/**
 * Party of a lane. In the main process the lane's id; in a called process `office` is the party of the call activity's lane, the
 * name of an input that holds a text is that text, and no lane means the caller's party. Subprocesses and loops change nothing.
 */
export function resolveParty(step: Step, parentNo: number, lane: string | null): string | null {
  let caller: TokenRow | undefined = parentNo === 0 ? undefined : step.instance.tokens.get(parentNo);
  while (caller && !isCall(step, caller)) caller = step.instance.tokens.get(caller.parent_no);
  if (!caller) return lane;
  if (lane === null || lane === 'office') return caller.party;
  if (lane === 'applicant') return lane;
  const named = step.instance.scopes.get(caller.token_no)?.data[lane];
  return typeof named === 'string' ? named : lane;
}
