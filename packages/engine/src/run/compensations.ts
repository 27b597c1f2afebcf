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
      dropCompensations(step, row.token_no);
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

function scopesOf(step: Step, thrower: TokenRow): number[] {
  const scopeNo = around(step, thrower);
  const scope = scopeNo === 0 ? undefined : step.instance.tokens.get(scopeNo);
  return scope && step.element(scope).kind === 'event-subprocess' ? [scopeNo, scope.parent_no] : [scopeNo];
}

/** The scope a token stands in, beyond the loop that holds its rounds. */
function around(step: Step, token: TokenRow): number {
  const parent = step.instance.tokens.get(token.parent_no);
  return parent?.part === 'loop' ? parent.parent_no : token.parent_no;
}

function handlerOf(step: Step, token: TokenRow, element: CompiledElement): string | null {
  const boundary = element.boundaries.find((id) => step.element(token, id).kind === 'compensation-boundary');
  return boundary ? (step.definition(token.definition_id).associations.get(boundary) ?? null) : null;
}
