import { endInstance } from '../run/terminate.ts';
import type { CommandHandler } from './apply.ts';

/** Ends the instance from outside; the reason, a code, becomes its outcome. */
export const cancel: CommandHandler<'cancel'> = (step, command) => endInstance(step, 'cancelled', command.reason);
