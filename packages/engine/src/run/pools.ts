import type { Definition } from '../model/compiled.ts';
import { processStarts } from '../model/starts.ts';
import type { Variables } from '../types.ts';
import { beginAt } from './begin-at.ts';
import { StepFailure } from './failure.ts';
import type { TokenRow } from './instance.ts';
import { homeOf } from './scope.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';

/** A pool beside a process: where both run, and the element of the process that stands for it. */
export interface PoolPlace {
  scopeNo: number;
  home: Definition;
  participant: string;
}

/**
 * The process of a pool, seen from a token; `pool` is null when it is the process that its pools stand beside: the main one, or the called
 * one that the token runs in. @throws StepFailure `call-unbound`
 */
export function findPool(step: Step, token: TokenRow, processId: string): { pool: PoolPlace | null; definition: Definition } {
  const { scopeNo, definitionId } = homeOf(step, token);
  const home = step.definition(definitionId);
  if (home.processId === processId) return { pool: null, definition: home };
  const participant = participants(home).find((id) => (home.elements.get(id)!.details as { processId: string }).processId === processId);
  if (!participant) throw new StepFailure('call-unbound', `expected pool ${processId} beside process ${home.processId}, got none`);
  return { pool: { scopeNo, home, participant }, definition: step.definition(home.pools[processId]!) };
}

/** The pool beside the main process that a message of this name begins; null when none does. */
export function poolBegunBy(step: Step, name: string): { pool: PoolPlace; element: string } | null {
  const home = step.definition(step.instance.header.definition_id);
  for (const participant of participants(home)) {
    const { processId } = home.elements.get(participant)!.details as { processId: string };
    const definition = step.definition(home.pools[processId] ?? processId);
    const element = processStarts(definition).find(
      ({ details }) => (details as { message?: { constant: string | null } } | null)?.message?.constant === name,
    );
    if (element) return { pool: { scopeNo: 0, home, participant }, element: element.id };
  }
  return null;
}

/** A message begins another pool: its process runs in this instance, beside what runs already; a call ends with its last pool. */
export function beginPool(step: Step, { scopeNo, home, participant }: PoolPlace, element: string, variables: Variables): void {
  const token = spawn(step, { definitionId: home.definitionId, element: participant, parentNo: scopeNo, via: null });
  token.state = 'waiting';
  // What the message carries belongs to this pool, since several of it may run; what it finds out belongs to the case, or to what was called.
  step.instance.scopes.put({ scope_no: token.token_no, data: { ...variables }, visits: {} });
  step.record(token, 'entered');
  const { processId } = home.elements.get(participant)!.details as { processId: string };
  beginAt(step, { definitionId: home.pools[processId] ?? processId, parentNo: token.token_no, element }, variables);
}

function participants(home: Definition): string[] {
  return [...home.elements.values()].filter((element) => element.kind === 'pool').map((element) => element.id);
}
