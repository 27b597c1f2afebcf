import type { CompiledElement } from '../model/compiled.ts';
import type { CompensationRow, TokenRow } from './instance.ts';
import type { Step } from './step.ts';

/** Remembers a completed activity that can be compensated: one with a handler, or a subprocess with such activities inside. */
export function rememberForCompensation(step: Step, token: TokenRow, element: CompiledElement): void {
  const { instance } = step;
  const handler = handlerOf(step, token, element);
  const inside = instance.compensations.all().some((row) => row.scope_no === token.token_no);
  if (token.part === 'loop' || element.forCompensation || (!handler && (!inside || element.kind === 'call-activity'))) {
    return dropCompensations(step, token.token_no);
  }
  instance.compensations.put({
    token_no: token.token_no,
    seq: instance.header.next_token++,
    scope_no: around(step, token),
    definition_id: token.definition_id,
    element: element.id,
    handler,
    data: { ...instance.scopes.get(token.token_no)?.data },
  });
}

/** Forgets what could be compensated in a scope, and inside its subprocesses. */
export function dropCompensations(step: Step, scopeNo: number): void {
  for (const row of step.instance.compensations.all()) {
    if (row.scope_no !== scopeNo) continue;
    step.instance.compensations.remove(row.token_no);
    dropCompensations(step, row.token_no);
  }
}

/**
 * Hands over to a throwing event what it compensates: activities of its scope that have completed (only `activity`, if named), those of
 * completed subprocesses by what is inside. An event subprocess compensates the scope around it too.
 */
export function takeCompensations(step: Step, thrower: TokenRow, activity: string | null): void {
  const take = (row: CompensationRow, data: CompensationRow['data']): void => {
    if (row.handler) {
      step.instance.compensations.put({ ...row, scope_no: thrower.token_no, data: { ...data, ...row.data } });
      if (!undoesItself(step, row)) dropCompensations(step, row.token_no);
      return;
    }
    const inside = step.instance.compensations.all().filter((inner) => inner.scope_no === row.token_no);
    step.instance.compensations.remove(row.token_no);
    for (const inner of inside) take(inner, { ...data, ...row.data });
  };
  const scopes = scopesOf(step, thrower);
  for (const row of step.instance.compensations.all()) {
    if (scopes.includes(row.scope_no) && (activity === null || row.element === activity)) take(row, {});
  }
}

/** The activity to compensate next, the last one first; null when none is left. */
export function nextCompensation(step: Step, thrower: TokenRow): CompensationRow | null {
  const rows = step.instance.compensations.all().filter((row) => row.scope_no === thrower.token_no);
  return rows.sort((one, other) => other.seq - one.seq)[0] ?? null;
}

/** Whether an event subprocess of the completed subprocess itself undoes it: what completed inside is then its to undo. */
function undoesItself(step: Step, row: CompensationRow): boolean {
  return row.handler !== null && step.definition(row.definition_id).elements.get(row.handler)?.kind === 'event-subprocess';
}

/** Hands what completed inside a subprocess over to the event subprocess that undoes it. */
export function handOver(step: Step, row: CompensationRow, handler: TokenRow): void {
  if (!undoesItself(step, row)) return;
  for (const inner of step.instance.compensations.all()) {
    if (inner.scope_no === row.token_no) step.instance.compensations.put({ ...inner, scope_no: handler.token_no });
  }
}

function scopesOf(step: Step, thrower: TokenRow): number[] {
  const scopeNo = around(step, thrower);
  const scope = scopeNo === 0 ? undefined : step.instance.tokens.get(scopeNo);
  if (!scope || step.element(scope).kind !== 'event-subprocess') return [scopeNo];
  const start = step.definition(scope.definition_id).containers.get(scope.element)?.start;
  return start && step.element(scope, start).kind === 'compensation-start' ? [scopeNo] : [scopeNo, scope.parent_no];
}

/** The scope a token stands in, beyond the loop that holds its rounds. */
function around(step: Step, token: TokenRow): number {
  const parent = step.instance.tokens.get(token.parent_no);
  return parent?.part === 'loop' ? parent.parent_no : token.parent_no;
}

function handlerOf(step: Step, token: TokenRow, element: CompiledElement): string | null {
  const definition = step.definition(token.definition_id);
  const boundary = element.boundaries.find((id) => step.element(token, id).kind === 'compensation-boundary');
  if (boundary) return definition.associations.get(boundary) ?? null;
  const inside = definition.containers.get(element.id)?.eventSubprocesses ?? [];
  return inside.find(({ start }) => definition.elements.get(start)?.kind === 'compensation-start')?.id ?? null;
}
