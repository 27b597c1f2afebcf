import { deliver, isInboxFull } from '../run/deliver.ts';
import { Rejection } from '../run/failure.ts';
import type { CommandHandler } from './apply.ts';

/** A message arrives: the first token that waits for its name and key gets it, else it is kept in the inbox (code `stored`) if there is room. */
export const correlate: CommandHandler<'correlate'> = (step, command, commandId) => {
  const { message: name, key, variables } = command;
  if (!deliver(step, { name, key, id: commandId, variables })) return;
  if (isInboxFull(step)) throw new Rejection('inbox-full');
  return 'stored';
};
