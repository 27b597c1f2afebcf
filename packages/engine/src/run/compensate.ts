import { complete } from './complete.ts';
import { handOver, nextCompensation, takeCompensations } from './compensations.ts';
import type { TokenRow } from './instance.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';

/**
 * Runs the handlers of what is compensated, one after the other, inside the throwing token. A handler sees the local names its
 * activity had when it completed. With none left, `whenDone`.
 */
export function compensate(
  step: Step,
  thrower: TokenRow,
  activity: string | null,
  phase: 'first' | 'next' = 'first',
  whenDone: (step: Step, thrower: TokenRow) => void = (where, token) => complete(where, token),
): void {
  if (phase === 'first') takeCompensations(step, thrower, activity);
  const row = nextCompensation(step, thrower);
  if (!row) return whenDone(step, thrower);
  step.instance.compensations.remove(row.token_no);
  const handler = spawn(step, {
    definitionId: row.definition_id,
    element: row.handler!,
    parentNo: thrower.token_no,
    via: null,
    data: { seed: row.data },
  });
  handOver(step, row, handler);
}
