import type { CompiledElement } from '../model/compiled.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';

/** A subprocess begins: its data objects are names of its own, null or an empty list, unless an input mapping fills them. */
export function openDataObjects(step: Step, token: TokenRow, element: CompiledElement): void {
  const { data } = step.definition(token.definition_id).containers.get(element.id)!;
  if (data.length === 0) return;
  const scope = step.instance.scope(token.token_no);
  const empty = Object.fromEntries(data.map(({ name, collection }) => [name, collection ? [] : null]));
  step.instance.scopes.put({ ...scope, data: { ...empty, ...scope.data } });
}
