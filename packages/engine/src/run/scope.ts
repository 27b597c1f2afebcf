import type { Variables } from '../types.ts';
import type { TokenRow } from './instance.ts';
import { StepFailure } from './failure.ts';
import { merge } from './mapping.ts';
import { LIMITS } from '../limits.ts';
import { fitsScope } from './size.ts';
import type { Mapping } from '../model/compiled.ts';
import type { Step } from './step.ts';

/** Whether a token holds a called process: names end here. A token that only holds the rounds of a loop does not. */
export function isCall(step: Step, token: TokenRow): boolean {
  return token.part !== 'loop' && (step.element(token).kind === 'call-activity' || token.data.detour !== undefined);
}

/** Whether a token holds a process of its own definition: a called one, or that of another pool, which shares the names of the case. */
export function holdsProcess(step: Step, token: TokenRow): boolean {
  return isCall(step, token) || (token.part !== 'loop' && step.element(token).kind === 'pool');
}

/** Definition whose elements run in a scope: of the main process, of the called process, or of the process around a subprocess. */
export function definitionOfScope(step: Step, scopeNo: number): string {
  const token = scopeNo === 0 ? undefined : step.instance.tokens.get(scopeNo);
  if (!token) return step.instance.header.definition_id;
  if (!holdsProcess(step, token)) return token.definition_id;
  // What runs inside keeps its version when the process around is migrated.
  return step.instance.tokensIn(scopeNo)[0]?.definition_id ?? calledDefinition(step, token);
}

/** The process beside which the pools of a place stand: the main process, or the called one, with the scope it runs in (0: the case). */
export function homeOf(step: Step, place: TokenRow): { scopeNo: number; definitionId: string } {
  for (let no = place.parent_no; no !== 0;) {
    const above = step.instance.tokens.get(no);
    if (!above) break;
    if (isCall(step, above)) return { scopeNo: no, definitionId: definitionOfScope(step, no) };
    no = above.parent_no;
  }
  return { scopeNo: 0, definitionId: step.instance.header.definition_id };
}

/** Under this key messages meet that have none of their own: that of the case, and of each called process one of its own. */
export function homeKey(step: Step, place: TokenRow): string {
  const { scopeNo } = homeOf(step, place);
  return scopeNo === 0 ? step.instance.caseId : `${step.instance.caseId}/${scopeNo}`;
}

/** Definition that a call activity or pool has pinned, or that runs in the place of a task. */
export function calledDefinition(step: Step, token: TokenRow): string {
  if (token.data.detour) return token.data.detour.definition;
  const { details, kind } = step.element(token);
  const { processId } = details as { processId: string };
  const { calls, pools } = step.definition(token.definition_id);
  return (kind === 'pool' ? pools : calls)[processId] ?? processId;
}

/** Names of a scope as they will be. */
export type PlannedNames = ReadonlyMap<number, Variables>;

/**
 * Plans names around a token: each in the nearest scope that has it, up to the called process or the case, where new names go.
 * A subprocess or a round of a loop keeps only names that are its own. Nothing is changed yet.
 * @throws StepFailure `value-too-large` when a scope would hold too much.
 */
export function planNames(step: Step, scopeNo: number, names: Variables, mappings: readonly Mapping[]): PlannedNames {
  const byScope = new Map<number, Variables>();
  for (const [name, value] of Object.entries(names)) {
    const owner = ownerOf(step, scopeNo, name);
    byScope.set(owner, { ...byScope.get(owner), [name]: value });
  }
  return new Map(
    [...byScope].map(([owner, own]) => {
      const data = { ...step.instance.scopes.get(owner)?.data };
      merge(data, own, mappings);
      return [owner, scopeOf(data)];
    }),
  );
}

/** Names that one scope may hold. @throws StepFailure `value-too-large` */
export function scopeOf(names: Variables): Variables {
  if (fitsScope(names)) return names;
  throw new StepFailure(
    'value-too-large',
    `expected at most ${LIMITS.characters} characters and ${LIMITS.names} names of a scope, got more`,
  );
}

/** Writes what was planned. */
export function writeNames(step: Step, planned: PlannedNames): void {
  for (const [owner, data] of planned) {
    step.instance.scopes.put({ ...step.instance.scope(owner), data });
    step.namesChanged = true;
  }
}

function ownerOf(step: Step, scopeNo: number, name: string): number {
  for (let no = scopeNo; no !== 0;) {
    const token = step.instance.tokens.get(no);
    if (!token || isCall(step, token)) return no;
    if (name in (step.instance.scopes.get(no)?.data ?? {})) return no;
    no = token.parent_no;
  }
  return 0;
}
