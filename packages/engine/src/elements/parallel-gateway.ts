import type { TokenRow } from '../run/instance.ts';
import { complete } from '../run/complete.ts';
import { joinTokens } from '../run/joins.ts';
import type { CompiledElement } from '../model/compiled.ts';
import type { Step } from '../run/step.ts';
import type { ElementType } from './element-type.ts';

/** Parallel gateway: waits for one token on every flow in, then goes on over every flow out. */
export const parallelGateway: ElementType = {
  kind: 'parallel-gateway',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:ParallelGateway',
  read: () => null,
  activate(step, token, element) {
    if (element.incoming.length < 2) return complete(step, token);
    token.state = 'joining';
    step.instance.tokens.put(token);
    const chosen = onePerFlow(step, token, element);
    if (chosen)
      joinTokens(
        step,
        token,
        chosen.filter((other) => other !== token),
      );
  },
};

/** One waiting token for each flow in, oldest first; a token that an operator put here counts for any flow. */
function onePerFlow(step: Step, token: TokenRow, element: CompiledElement): TokenRow[] | null {
  const here = step.instance
    .tokensIn(token.parent_no)
    .filter((other) => other.element === element.id && (other.state === 'joining' || isStuck(step, other)));
  const flows = new Set(element.incoming.map((flow) => flow.id));
  const placed = here.filter((other) => !flows.has(other.via ?? ''));
  const chosen = element.incoming.map((flow) => here.find((other) => other.via === flow.id) ?? placed.shift());
  const complete = chosen.filter((other) => other !== undefined);
  if (complete.length < chosen.length) return null;
  return complete.includes(token) ? complete : null;
}

function isStuck(step: Step, token: TokenRow): boolean {
  return step.instance.incidents.get(token.token_no)?.code === 'join-stuck';
}
