import type { TokenRow } from './instance.ts';
import { scopePlace, startKey } from './scope-place.ts';
import type { Step } from './step.ts';

/** Where something thrown is caught: on the boundary of a token, or by an event subprocess of a scope. */
export interface Catcher {
  host: TokenRow | null;
  scopeNo: number;
  key: string;
}

/** Details of an event that catches a code; null catches every code. */
interface Catching {
  errorCode: string | null;
}

/** The innermost event that catches a code thrown at a token; an exact code goes before "every code" of the same place. */
export function findCatcher(step: Step, from: TokenRow, trigger: 'error' | 'escalation', code: string): Catcher | null {
  for (let token: TokenRow | undefined = from; token; token = step.instance.tokens.get(token.parent_no)) {
    const boundary = token.part === 'item' ? null : onBoundary(step, token, trigger, code);
    if (boundary) return { host: token, scopeNo: token.parent_no, key: boundary };
    if (step.element(token).kind === 'pool') return null;
    const start = inScope(step, token, trigger, code);
    if (start) return { host: null, scopeNo: token.parent_no, key: start };
  }
  return null;
}

function onBoundary(step: Step, token: TokenRow, trigger: string, code: string): string | null {
  const { boundaries } = step.element(token);
  const kind = `${trigger}-boundary`;
  return best(
    boundaries
      .filter((id) => step.element(token, id).kind === kind)
      .map((id) => ({ key: id, ...(step.element(token, id).details as Catching) })),
    code,
  );
}

/** Event subprocesses beside the token. What an event subprocess throws itself is not caught by it or those beside it. */
function inScope(step: Step, token: TokenRow, trigger: string, code: string): string | null {
  const element = step.element(token);
  if (element.kind === 'event-subprocess' || token.part === 'item') return null;
  const container = step.definition(token.definition_id).containers.get(element.parent);
  const starts = (container?.eventSubprocesses ?? [])
    .map(({ id, start }) => ({ key: startKey(id, start), event: step.element(scopePlace(step, token.parent_no), start) }))
    .filter(({ event }) => event.kind === `${trigger}-start`);
  return best(
    starts.map(({ key, event }) => ({ key, ...(event.details as Catching) })),
    code,
  );
}

function best(events: { key: string; errorCode: string | null }[], code: string): string | null {
  return (events.find((event) => event.errorCode === code) ?? events.find((event) => event.errorCode === null))?.key ?? null;
}
