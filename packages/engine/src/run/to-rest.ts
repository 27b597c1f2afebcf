import { LIMITS } from '../limits.ts';
import { openBounds, stopped } from './bounds.ts';
import { settleConditions } from './conditions.ts';
import { enter } from './enter.ts';
import { settleJoins } from './joins.ts';
import { settleLoops } from './loop.ts';
import { sizeOf } from './size.ts';
import type { Step } from './step.ts';

/**
 * Enters ready tokens until every token waits or the share of one step is used up. When all wait, loops begin their next rounds,
 * conditions are looked at again if names have changed, and joins that no token can reach any more go on. An instance that has reached
 * one of its limits enters nothing until a person has resolved the incident.
 * @returns whether there may be more to do in a next step.
 */
export function runToRest(step: Step): boolean {
  const { instance } = step;
  // Names that an instance begins with are written by its first step too.
  const weight = instance.header.step === 0 ? 0 : instance.weight;
  const begun: Begun = { cpu: null, token: instance.header.next_token, weight };
  for (let entered = 0; ; entered += 1) {
    if (instance.header.state !== 'active' || stopped(step)) return false;
    if (isOver(step, entered, begun)) return true;
    const token = instance.tokens.find((candidate) => candidate.state === 'ready');
    if (!openBounds(step, token)) return false;
    if (token) {
      instance.header.activations += 1;
      enter(step, token);
    } else if (!settleLoops(step) && !settleConditions(step) && !settleJoins(step)) return false;
  }
}

/** When a step began: its next token, what the instance kept, and the processor time once it goes on, for asking the time costs as much as a short step. */
interface Begun {
  cpu: NodeJS.CpuUsage | null;
  token: number;
  weight: number;
}

/** Whether the share of one step is used up; a step that was continued for its time alone does at least one thing. */
function isOver(step: Step, entered: number, begun: Begun): boolean {
  const most = LIMITS.stepElements + step.instance.tokens.size / 16;
  if (entered >= most || step.feelUsed >= LIMITS.stepFeel) return true;
  // A round of a loop, or a fork, is a new token that has to be written.
  if (step.instance.header.next_token - begun.token >= 2 * most) return true;
  if (entered === 0) return false;
  // What is new has to be written, all of it at once.
  if (step.instance.weight - begun.weight > LIMITS.stepCharacters) return true;
  if (entered % 4 > 0) return false;
  if (step.signals.reduce((size, { variables }) => size + sizeOf(variables), 0) > LIMITS.characters) return true;
  if (begun.cpu === null) {
    begun.cpu = process.threadCpuUsage();
    return false;
  }
  const { user, system } = process.threadCpuUsage(begun.cpu);
  const milliseconds = entered < LIMITS.longStepElements ? LIMITS.stepMilliseconds : LIMITS.longStepMilliseconds;
  return user + system > milliseconds * 1000;
}
