import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
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

/** Intermediate timer catch event: waits for an instant. */
export const timerCatch: ElementType = {
  kind: 'timer-catch',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateCatchEvent', 'Timer'),
  read: readTimer,
  check: refuseCycle,
  arm: armTimer,
  activate(step, token, element) {
    const variables = armTimer(step, token, element)();
    if (variables) complete(step, token, variables);
  },
};

/** Boundary timer event: runs as long as its activity. Not interrupting it may be a cycle. */
export const timerBoundary: ElementType = {
  kind: 'timer-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Timer'),
  read: readTimer,
  check(element, process, report) {
    checkBoundary(element, process, report);
    if (element.interrupting) refuseCycle(element, process, report);
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
    if (element.interrupting && element.parent !== '') refuseCycle(element, process, report);
  },
  arm: armTimer,
  activate: begin,
};

function refuseCycle(element: CompiledElement, _process: unknown, report: Report): void {
  if ((element.details as TimerDetails).timer !== 'cycle') return;
  report.refuse(
    'timer-cycle',
    element.id,
    'expected a date or a duration of the timer, got a cycle; use a non-interrupting event, the property remind, or a standing record',
  );
}

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
  return () => {
    if (rounds !== 0) step.instance.timers.put({ token_no: token.token_no, element: key, due_at, queued: false, cycle, rounds });
    return null;
  };
}
