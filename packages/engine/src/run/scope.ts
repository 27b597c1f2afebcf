import type { Variables } from '../types.ts';
import type { TokenRow } from './instance.ts';
import { merge } from './mapping.ts';
import type { Mapping } from '../model/compiled.ts';
import type { Step } from './step.ts';

/** Whether a token holds a called process: names end here. A token that only holds the rounds of a loop does not. */
export function isCall(step: Step, token: TokenRow): boolean {
  return token.part !== 'loop' && step.element(token).kind === 'call-activity';
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

/** Definition that a call activity or pool has pinned. */
export function calledDefinition(step: Step, token: TokenRow): string {
  const { details, kind } = step.element(token);
  const { processId } = details as { processId: string };
  const { calls, pools } = step.definition(token.definition_id);
  return (kind === 'pool' ? pools : calls)[processId] ?? processId;
}

/**
 * Writes names around a token: each to the nearest scope that has it, up to the called process or the case, where new names go.
 * A subprocess or a round of a loop keeps only names that are its own.
 */
export function writeNames(step: Step, scopeNo: number, names: Variables, mappings: readonly Mapping[]): void {
  const byScope = new Map<number, Variables>();
  for (const [name, value] of Object.entries(names)) {
    const owner = ownerOf(step, scopeNo, name);
    byScope.set(owner, { ...byScope.get(owner), [name]: value });
  }
  for (const [owner, own] of byScope) {
    const scope = step.instance.scope(owner);
    merge(scope.data, own, mappings);
    step.instance.scopes.put(scope);
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
