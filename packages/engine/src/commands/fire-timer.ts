import { Rejection } from '../run/failure.ts';
import { trigger } from '../run/trigger.ts';
import type { CommandHandler } from './apply.ts';

/** A timer is due. */
export const fireTimer: CommandHandler<'fire-timer'> = (step, command) => {
  const token = step.instance.tokens.get(command.token);
  const timer = step.instance.timers.get(`${command.token} ${command.element}`);
  if (!token || !timer) throw new Rejection('timer-gone');
  step.instance.timers.remove(`${command.token} ${command.element}`);
  trigger(step, token, command.element, {});
};
