import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { readCycle, timerInstant } from '../run/timer-instant.ts';
import { checkBoundary, checkStart, isEvent } from './boundary.ts';
import type { Arm, ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** What a timer event waits for. */
export interface TimerDetails {
  timer: 'date' | 'duration' | 'cycle';
  value: ModelExpression;
}

/** Intermediate timer catch event: waits for an instant; of a cycle for the first. */
export const timerCatch: ElementType = {
  kind: 'timer-catch',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateCatchEvent', 'Timer'),
  read: readTimer,
  check: checkOnce,
  arm: armTimer,
  activate(step, token, element) {
    const variables = armTimer(step, token, element)();
    if (variables) complete(step, token, variables);
  },
};

/** Boundary timer event: runs as long as its activity. Not interrupting it fires in every round of a cycle. */
export const timerBoundary: ElementType = {
  kind: 'timer-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Timer'),
  read: readTimer,
  check(element, process, report) {
    checkBoundary(element, process, report);
    if (element.interrupting) checkOnce(element, process, report);
  },
  arm: armTimer,
  activate: (step, token) => complete(step, token),
};

/** Timer start event: begins an event subprocess while its scope runs, or new cases once its process is opened. */
export const timerStart: ElementType = {
  kind: 'timer-start',
  extensions: [],
  matches: (node) => isEvent(node, 'StartEvent', 'Timer'),
  read: readTimer,
  check(element, process, report) {
    checkStart(element, process, report);
    if (element.interrupting && element.parent !== '') checkOnce(element, process, report);
  },
  arm: armTimer,
  activate: begin,
};

/**
 * A cycle (every Monday at nine) where the event happens once: it waits for the first round. BPMN 2.0.2, table 10.101 gives every timer a
 * cycle.
 */
function checkOnce(element: CompiledElement, _process: unknown, report: Report): void {
  const { timer, value } = element.details as TimerDetails;
  if (timer !== 'cycle') return;
  if (/^R0+\//.test(value.constant ?? '')) report.refuse('timer-invalid', element.id, NO_ROUND);
  report.warn(
    'timer-once',
    element.id,
    'expected a date or a duration of a timer that fires once, got a cycle: it fires in its first round; to repeat use a non-interrupting event, the property remind, or a standing record',
  );
}

const NO_ROUND = 'expected at least one round of a timer that something waits for, got none';

/** Reads timeDate, timeDuration or timeCycle. Constants are checked when the model is read. */
function readTimer(node: ModdleNode, report: Report): TimerDetails {
  const definition = eventDefinition(node);
  const timer = definition?.timeCycle ? 'cycle' : definition?.timeDuration ? 'duration' : 'date';
  const body: string | undefined = (definition?.timeCycle ?? definition?.timeDuration ?? definition?.timeDate)?.body;
  const value = readRequired(body, node.id, 'a date, duration or cycle of the timer', report);
  if (value.constant) {
    try {
      const at = '2000-01-01T00:00:00Z';
      if (timer === 'cycle') readCycle(value.constant, at, 'UTC');
      else timerInstant(timer, value.constant, at, 'UTC');
    } catch (error) {
      report.refuse('timer-invalid', node.id, (error as Error).message);
    }
  }
  return { timer, value };
}

/** Evaluates the instant now; the timer row belongs to `token`, which may be a gateway's, an activity's or a scope's. */
export function armTimer(step: Step, token: TokenRow, element: CompiledElement, key = element.id): Arm {
  const { timer, value } = element.details as TimerDetails;
  const { now } = step;
  const { zone } = step.surroundings;
  const found = evaluate(step, token, value);
  const { due_at, cycle, rounds } =
    timer === 'cycle' ? readCycle(found, now, zone) : { due_at: timerInstant(timer, found, now, zone), cycle: null, rounds: 1 };
  // It happens once: what interrupts, and what stands on the way.
  const once = timer === 'cycle' && element.interrupting;
  if (once && rounds === 0) throw new StepFailure('timer-invalid', NO_ROUND);
  const repeats = once ? { cycle: null, rounds: 1 } : { cycle, rounds };
  return () => {
    if (rounds !== 0) step.instance.timers.put({ token_no: token.token_no, element: key, due_at, queued: false, ...repeats });
    return null;
  };
}
