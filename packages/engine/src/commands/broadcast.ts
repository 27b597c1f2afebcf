import { spread } from '../run/deliver.ts';
import type { CommandHandler } from './apply.ts';

/** A signal arrives: everything that waits for it now gets it (code `unheard` when nobody does; it is not kept). */
export const broadcast: CommandHandler<'broadcast'> = (step, command) => {
  if (spread(step, command.signal, command.variables) === 0) return 'unheard';
};
