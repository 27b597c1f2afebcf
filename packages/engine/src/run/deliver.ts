import { LIMITS } from '../limits.ts';
import type { Variables } from '../types.ts';
import type { SubscriptionRow } from './instance.ts';
import { beginPool, poolBegunBy } from './pools.ts';
import { scopePlace } from './scope-place.ts';
import { addSeconds } from './seconds.ts';
import type { Step } from './step.ts';
import { happen } from './trigger.ts';

/** A message nobody waits for yet is kept this long. */
const TIME_TO_LIVE_SECONDS = 30 * 24 * 3600;

/**
 * The first token that waits for a message's name and key gets it, else it is kept in the inbox. An event that takes every message
 * without interrupting comes last, so that nobody waits in vain beside it. When nobody waits, it may begin another pool.
 * @returns whether it was kept.
 */
export function deliver(step: Step, message: { name: string; key: string; id: string; variables: Variables }): boolean {
  const { name, key, variables } = message;
  const waiting = step.instance.subscriptions
    .all()
    .filter((row) => row.kind === 'message' && row.name === name && row.key === key)
    .sort((one, other) => Number(staysOpen(step, one)) - Number(staysOpen(step, other)) || one.token_no - other.token_no)[0];
  if (waiting) {
    step.instance.subscriptions.remove(`${waiting.token_no} ${waiting.element}`);
    happen(step, waiting.token_no, waiting.element, variables);
    return false;
  }
  const begun = poolBegunBy(step, name);
  if (begun) {
    beginPool(step, begun.pool, begun.element, variables);
    return false;
  }
  step.instance.inbox.put({
    name,
    key,
    message_id: message.id,
    received_at: arrival(step),
    expires_at: addSeconds(step.now, TIME_TO_LIVE_SECONDS),
    variables,
  });
  return true;
}

/** Messages are taken in the order they came, also those of one instant: a later one is told a millisecond later. */
function arrival({ instance, now }: Step): string {
  const last = instance.inbox.all().reduce((latest, row) => (row.received_at > latest ? row.received_at : latest), '');
  return now > last ? now : addSeconds(last, 0.001);
}

function staysOpen(step: Step, row: SubscriptionRow): boolean {
  const start = row.element.split('/')[1];
  const event =
    start === undefined
      ? step.element(step.instance.tokens.get(row.token_no)!, row.element)
      : step.element(scopePlace(step, row.token_no), start);
  return !event.interrupting;
}

/** Whether an instance keeps more messages than it may. */
export function isInboxFull({ instance }: Step): boolean {
  return instance.inbox.size > LIMITS.messages || instance.inbox.weight > LIMITS.instanceCharacters / 2;
}

/** A signal reaches everything in this instance that waits for its name now. @returns how many. */
export function spread(step: Step, name: string, variables: Variables): number {
  const waiting = step.instance.subscriptions.all().filter((row) => row.kind === 'signal' && row.name === name);
  let reached = 0;
  for (const row of waiting) {
    const key = `${row.token_no} ${row.element}`;
    if (!step.instance.subscriptions.get(key)) continue;
    step.instance.subscriptions.remove(key);
    happen(step, row.token_no, row.element, variables);
    reached += 1;
  }
  return reached;
}
