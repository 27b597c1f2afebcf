import type { TokenInfo } from '../types.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';

/** What the host learns about a token. */
export function tokenInfo(step: Step, token: TokenRow): TokenInfo {
  const definition = step.definition(token.definition_id);
  return {
    caseId: step.instance.caseId,
    instanceNo: step.instance.instanceNo,
    definitionId: token.definition_id,
    processId: definition.processId,
    element: token.element,
    elementName: definition.elements.get(token.element)?.name ?? null,
    party: token.party,
    callers: step.callers(token).map((caller) => caller.element),
    properties: token.properties,
    visit: token.visit,
  };
}
