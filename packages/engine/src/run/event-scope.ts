import type { TokenRow } from './instance.ts';
import { scopePlace, startKey } from './scope-place.ts';
import type { Step } from './step.ts';
import { startEventSubprocess } from './trigger.ts';

/**
 * A scope begins with this start event: from now on its event subprocesses wait. One whose event is there already begins at once;
 * interrupting, it takes the start event with it.
 */
export function openEvents(step: Step, start: TokenRow): void {
  for (const { key, variables } of armInside(step, start)) {
    const open = step.instance.tokens.get(start.token_no);
    if (open) startEventSubprocess(step, start.parent_no, key, variables);
  }
}

/** Arms the event subprocesses beside an element. @returns those whose event has happened. @throws StepFailure */
export function armInside(step: Step, beside: TokenRow): { key: string; variables: Record<string, unknown> }[] {
  const container = step.definition(beside.definition_id).containers.get(step.element(beside).parent);
  if (!container || container.eventSubprocesses.length === 0) return [];
  const place = scopePlace(step, beside.parent_no);
  const armed = container.eventSubprocesses.map(({ id, start }) => {
    const event = step.element(place, start);
    const key = startKey(id, start);
    return { key, arm: step.type(event).arm?.(step, place, event, key) };
  });
  return armed.flatMap(({ key, arm }) => {
    const variables = arm?.() ?? null;
    return variables ? [{ key, variables }] : [];
  });
}
