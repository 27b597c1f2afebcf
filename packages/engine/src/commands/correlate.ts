import { deliver } from '../run/deliver.ts';
import type { CommandHandler } from './apply.ts';

/** A message arrives: the first token that waits for its name and key gets it, else it is kept in the inbox (code `stored`). */
export const correlate: CommandHandler<'correlate'> = (step, command, commandId) => {
  const { message: name, key, variables } = command;
  if (deliver(step, { name, key, id: commandId, variables })) return 'stored';
};
