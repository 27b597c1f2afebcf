import type { CompiledElement, Definition } from '../model/compiled.ts';
import { StepFailure } from './failure.ts';
import { failed } from './incident.ts';
import type { TokenRow } from './instance.ts';
import { scopePlace, startKey } from './scope-place.ts';
import { holdsProcess } from './scope.ts';
import type { Step } from './step.ts';

/** What waits under a token gets the new names of its events. */
export function renameWaiting(step: Step, tokenNo: number, rename: (element: string) => string): void {
  const key = (element: string): string => element.split('/').map(rename).join('/');
  for (const rows of [step.instance.timers, step.instance.subscriptions] as const) {
    for (const row of rows.all()) {
      if (row.token_no !== tokenNo || key(row.element) === row.element) continue;
      rows.remove(`${row.token_no} ${row.element}`);
      rows.put({ ...row, element: key(row.element) } as never);
    }
  }
}

/**
 * Timers that a token or scope has been given under its definition: boundary events of its element, start events of event subprocesses. One
 * that waits no more has fired, for the last time, and is not armed anew by a migration.
 */
export function timersGiven(step: Step, no: number): string[] {
  const token = step.instance.tokens.get(no);
  const boundaries = token ? step.element(token).boundaries.filter((id) => step.element(token, id).kind === 'timer-boundary') : [];
  const { definition, events } = eventSubprocesses(step, no);
  const starts = events.filter(({ start }) => definition.elements.get(start)!.kind === 'timer-start');
  return [...boundaries, ...starts.map(({ id, start }) => startKey(id, start))];
}

/** Boundary events of the new definition: those that are new are armed, those that are gone are forgotten. `given`: see `timersGiven`. */
export function rearmToken(step: Step, token: TokenRow, element: CompiledElement, given: ReadonlySet<string>): void {
  const waiting = [...step.instance.timers.all(), ...step.instance.subscriptions.all()].filter((row) => row.token_no === token.token_no);
  const behind = element.kind === 'event-based-gateway' ? element.outgoing.map((flow) => flow.target) : [];
  const known = new Set([...element.boundaries, ...behind, element.id]);
  for (const row of waiting) if (!row.element.includes('/') && !known.has(row.element)) forget(step, row);
  if (token.part === 'item' || token.state === 'failed') return;
  const had = new Set(waiting.map((row) => row.element));
  for (const id of [...element.boundaries, ...behind]) {
    const event = step.element(token, id);
    if (had.has(id) || event.kind === 'compensation-boundary' || (event.kind === 'timer-boundary' && given.has(id))) continue;
    armLate(step, token, () => step.type(event).arm?.(step, token, event)());
  }
}

/** Event subprocesses of a scope under the new definition. Once an interrupting one runs, nothing waits there any more. */
export function rearmScope(step: Step, scopeNo: number, given: ReadonlySet<string>): void {
  const place = scopePlace(step, scopeNo);
  const scope = step.instance.tokens.get(scopeNo);
  const { definition, events } = eventSubprocesses(step, scopeNo);
  const waiting = [...step.instance.timers.all(), ...step.instance.subscriptions.all()].filter((row) => row.token_no === scopeNo);
  const keys = new Set(events.map(({ id, start }) => startKey(id, start)));
  const had = new Set(waiting.map((row) => row.element));
  for (const row of waiting) if (row.element.includes('/') && !keys.has(row.element)) forget(step, row);
  const interrupted = step.instance.tokensIn(scopeNo).some((token) => runsInterrupting(step, token));
  for (const { id, start } of interrupted ? [] : events) {
    const key = startKey(id, start);
    const event = definition.elements.get(start)!;
    if (!had.has(key) && !(event.kind === 'timer-start' && given.has(key)))
      armLate(step, scope ?? null, () => step.type(event).arm?.(step, { ...place, definition_id: definition.definitionId }, event, key)());
  }
}

/** Of the main process, a pool, a called process or a subprocess; none where the token is no scope. */
function eventSubprocesses(step: Step, scopeNo: number): { definition: Definition; events: readonly { id: string; start: string }[] } {
  const scope = step.instance.tokens.get(scopeNo);
  const definition = step.definition(scopeNo === 0 ? step.instance.header.definition_id : scopePlace(step, scopeNo).definition_id);
  const container = scope && !holdsProcess(step, scope) ? scope.element : '';
  return { definition, events: definition.containers.get(container)?.eventSubprocesses ?? [] };
}

function runsInterrupting(step: Step, token: TokenRow): boolean {
  const element = step.element(token);
  if (element.kind !== 'event-subprocess') return false;
  const start = step.definition(token.definition_id).containers.get(element.id)?.start;
  return start !== null && start !== undefined && step.element(token, start).interrupting;
}

/** An event that cannot be armed is an incident of the token; one that has happened already is met the next time. */
function armLate(step: Step, token: TokenRow | null, arm: () => unknown): void {
  try {
    arm();
  } catch (error) {
    if (!(error instanceof StepFailure) || !token) throw error;
    failed(step, token, 'enter', error);
  }
}

function forget(step: Step, row: { token_no: number; element: string }): void {
  step.instance.timers.remove(`${row.token_no} ${row.element}`);
  step.instance.subscriptions.remove(`${row.token_no} ${row.element}`);
}
