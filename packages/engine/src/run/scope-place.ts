import type { TokenRow } from './instance.ts';
import { definitionOfScope } from './scope.ts';
import type { Step } from './step.ts';

/** Under this key the start event of an event subprocess waits in its scope; no element id has a slash. */
export function startKey(subprocessId: string, startId: string): string {
  return `${subprocessId}/${startId}`;
}

/** A place inside a scope that has no token of its own: for what waits on behalf of the whole scope. */
export function scopePlace(step: Step, scopeNo: number): TokenRow {
  const scope = scopeNo === 0 ? undefined : step.instance.tokens.get(scopeNo);
  return {
    token_no: scopeNo,
    parent_no: scopeNo,
    visit: scope?.visit ?? 1,
    entered_at: scope?.entered_at ?? step.now,
    definition_id: definitionOfScope(step, scopeNo),
    element: scope?.element ?? '',
    state: 'waiting',
    part: 'whole',
    path: scope?.path ?? '',
    party: scope?.party ?? null,
    via: null,
    properties: scope?.properties ?? {},
    data: {},
  };
}
