import type { TokenData, TokenRow } from './instance.ts';
import { resolveParty } from './party.ts';
import type { Step } from './step.ts';

/** Where a new token begins. */
export interface Place {
  definitionId: string;
  element: string;
  parentNo: number;
  via: string | null;
  part?: TokenRow['part'];
  data?: TokenData;
}

/** Puts a new token before an element of a scope; it is entered when the step gets to it. */
export function spawn(step: Step, place: Place): TokenRow {
  const { instance } = step;
  const scope = instance.scope(place.parentNo);
  const visit = (scope.visits[place.element] ?? 0) + 1;
  scope.visits[place.element] = visit;
  instance.scopes.put(scope);
  const above = place.parentNo === 0 ? '' : `${instance.tokens.get(place.parentNo)?.path ?? ''}/`;
  const element = step.definition(place.definitionId).elements.get(place.element);
  return instance.tokens.put({
    token_no: instance.header.next_token++,
    parent_no: place.parentNo,
    visit,
    entered_at: step.now,
    definition_id: place.definitionId,
    element: place.element,
    state: 'ready',
    part: place.part ?? 'whole',
    path: `${above}${place.element}:${visit}`,
    party: resolveParty(step, place.parentNo, element?.lane ?? null),
    via: place.via || null,
    properties: {},
    data: place.data ?? {},
  });
}
