import { Rejection } from '../run/failure.ts';
import type { TimerRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { followingRound } from '../run/timer-instant.ts';
import { happen } from '../run/trigger.ts';
import type { CommandHandler } from './apply.ts';

/** A timer is due. One that repeats is set again first; rounds missed while nobody ran count once. */
export const fireTimer: CommandHandler<'fire-timer'> = (step, command) => {
  const timer = step.instance.timers.get(`${command.token} ${command.element}`);
  if (!timer || (command.token !== 0 && !step.instance.tokens.get(command.token))) throw new Rejection('timer-gone');
  // Armed anew while the command of its predecessor was queued: it is not due yet, and has a command of its own when it is.
  if (command.due !== undefined && command.due !== timer.due_at) throw new Rejection('timer-gone');
  step.instance.timers.remove(`${command.token} ${command.element}`);
  const next = nextRound(step, timer);
  if (next) step.instance.timers.put(next);
  happen(step, command.token, command.element, {});
};

function nextRound(step: Step, timer: TimerRow): TimerRow | null {
  const { cycle, rounds } = timer;
  if (cycle === null || rounds === 1) return null;
  const due_at = followingRound(cycle, timer.due_at, step.now, step.surroundings.zone);
  return { ...timer, due_at, rounds: rounds === null ? null : rounds - 1, queued: false };
}
