import { deliver } from '../run/deliver.ts';
import { endInstance } from '../run/terminate.ts';
import type { CommandHandler } from './apply.ts';

/**
 * Ends the instance from outside; the reason, a code, becomes its outcome. When something in it waits for the message of the command, it
 * gets that instead (code `told`): the model says what ending it takes.
 */
export const cancel: CommandHandler<'cancel'> = (step, command, commandId) => {
  const { message } = command;
  const waiting = step.instance.subscriptions.all().find((row) => row.kind === 'message' && row.name === message);
  if (!waiting) return endInstance(step, 'cancelled', command.reason);
  deliver(step, { name: waiting.name, key: waiting.key, id: commandId, variables: {} });
  return 'told';
};
