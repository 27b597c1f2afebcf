import { addSeconds } from '../run/seconds.ts';
import { trigger } from '../run/trigger.ts';
import type { CommandHandler } from './apply.ts';

/** A message nobody waits for yet is kept this long. */
const TIME_TO_LIVE_SECONDS = 30 * 24 * 3600;

/** A message arrives: the first token that waits for its name and key gets it, else it is kept in the inbox (code `stored`). */
export const correlate: CommandHandler<'correlate'> = (step, command, commandId) => {
  const waiting = step.instance.subscriptions
    .all()
    .filter((row) => row.name === command.message && row.key === command.key)
    .sort((one, other) => one.token_no - other.token_no)[0];
  const token = waiting && step.instance.tokens.get(waiting.token_no);
  if (waiting && token) {
    step.instance.subscriptions.remove(`${waiting.token_no} ${waiting.element}`);
    trigger(step, token, waiting.element, command.variables);
    return;
  }
  step.instance.inbox.put({
    name: command.message,
    key: command.key,
    message_id: commandId,
    received_at: step.now,
    expires_at: addSeconds(step.now, TIME_TO_LIVE_SECONDS),
    variables: command.variables,
  });
  return 'stored';
};
