import type { Definition } from '../model/compiled.ts';
import { processStarts } from '../model/starts.ts';
import type { Variables } from '../types.ts';
import { beginAt } from './begin-at.ts';
import { StepFailure } from './failure.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';

/** The process of a pool; participant null when it is the main process. @throws StepFailure `call-unbound` beside a called process */
export function findPool(step: Step, processId: string): { participant: string | null; definition: Definition } {
  const main = step.definition(step.instance.header.definition_id);
  if (main.processId === processId) return { participant: null, definition: main };
  const participant = participants(main).find((id) => (main.elements.get(id)!.details as { processId: string }).processId === processId);
  if (!participant) {
    throw new StepFailure(
      'call-unbound',
      `expected pool ${processId} beside the main process of the case, got one beside a called process`,
    );
  }
  return { participant, definition: step.definition(main.pools[processId]!) };
}

/** The pool that a message of this name begins; null when none does. */
export function poolBegunBy(step: Step, name: string): { participant: string; element: string } | null {
  const main = step.definition(step.instance.header.definition_id);
  for (const participant of participants(main)) {
    const { processId } = main.elements.get(participant)!.details as { processId: string };
    const definition = step.definition(main.pools[processId] ?? processId);
    const element = processStarts(definition).find(
      ({ details }) => (details as { message?: { constant: string | null } } | null)?.message?.constant === name,
    );
    if (element) return { participant, element: element.id };
  }
  return null;
}

/** A message begins another pool: its process runs in this instance, beside what runs already. */
export function beginPool(step: Step, participant: string, element: string, variables: Variables): void {
  const main = step.definition(step.instance.header.definition_id);
  const token = spawn(step, { definitionId: main.definitionId, element: participant, parentNo: 0, via: null });
  token.state = 'waiting';
  // What the message carries belongs to this pool, since several of it may run; what it finds out belongs to the case.
  step.instance.scopes.put({ scope_no: token.token_no, data: { ...variables }, visits: {} });
  step.record(token, 'entered');
  const { processId } = main.elements.get(participant)!.details as { processId: string };
  beginAt(step, { definitionId: main.pools[processId] ?? processId, parentNo: token.token_no, element }, variables);
}

function participants(main: Definition): string[] {
  return [...main.elements.values()].filter((element) => element.kind === 'pool').map((element) => element.id);
}
