import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';

/**
 * Party of a lane. In the main process the lane's id; in a called process `office` is the party of the call activity's lane, the
 * name of an input that holds a text is that text, and no lane means the caller's party.
 */
export function resolveParty(step: Step, parentNo: number, lane: string | null): string | null {
  if (parentNo === 0) return lane;
  const caller: TokenRow | undefined = step.instance.tokens.get(parentNo);
  if (lane === null || lane === 'office') return caller?.party ?? null;
  if (lane === 'applicant') return lane;
  const named = step.instance.scopes.get(parentNo)?.data[lane];
  return typeof named === 'string' ? named : lane;
}
