import { reachable } from '../model/reach.ts';
import { complete } from './complete.ts';
import { StepFailure } from './failure.ts';
import { failed } from './incident.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import { removeToken } from './terminate.ts';

/** Tokens that wait at one join of one scope, oldest first. */
interface Group {
  tokens: TokenRow[];
  kind: string;
  /** Tokens elsewhere in the scope that can still get here. */
  awaited: TokenRow[];
}

/**
 * When all tokens wait: lets an inclusive join go on that no token can reach any more. Joins that wait only for each other would wait
 * for ever: the oldest goes on. A parallel join that can never be filled becomes an incident.
 * @returns whether something has moved.
 */
export function settleJoins(step: Step): boolean {
  const groups = findGroups(step);
  const inclusive = groups.filter((group) => group.kind === 'inclusive-gateway');
  const free = inclusive.find((group) => group.awaited.length === 0) ?? inclusive.find((group) => inCircle(group, inclusive));
  if (free) {
    joinTokens(step, free.tokens[0]!, free.tokens.slice(1));
    return true;
  }
  for (const { kind, tokens, awaited } of groups) {
    if (kind !== 'parallel-gateway' || awaited.length > 0) continue;
    const message = 'expected a token on every flow into the parallel gateway, got none that can still come';
    failed(step, tokens[0]!, 'enter', new StepFailure('join-stuck', message));
  }
  return false;
}

/** One token goes on for all; the others have arrived and are gone. */
export function joinTokens(step: Step, first: TokenRow, others: TokenRow[]): void {
  for (const token of others) {
    step.record(token, 'joined');
    removeToken(step, token);
  }
  first.state = 'waiting';
  step.instance.incidents.remove(first.token_no);
  step.instance.tokens.put(first);
  complete(step, first);
}

function findGroups(step: Step): Group[] {
  const byPlace = new Map<string, TokenRow[]>();
  for (const token of step.instance.tokens.all()) {
    if (token.state !== 'joining') continue;
    const place = JSON.stringify([token.parent_no, token.definition_id, token.element]);
    byPlace.set(place, [...(byPlace.get(place) ?? []), token]);
  }
  return [...byPlace.values()].map((tokens) => {
    const first = tokens[0]!;
    const definition = step.definition(first.definition_id);
    const awaited = step.instance
      .tokensIn(first.parent_no)
      .filter((other) => other.element !== first.element && reachable(definition, other.element).has(first.element));
    return { tokens, kind: step.element(first).kind, awaited };
  });
}

/** Whether a join waits only for tokens that wait at inclusive joins themselves. */
function inCircle(group: Group, inclusive: Group[]): boolean {
  const joining = new Set(inclusive.flatMap((other) => other.tokens));
  return group.awaited.every((token) => joining.has(token));
}
