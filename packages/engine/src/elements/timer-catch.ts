import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { timerInstant } from '../run/timer-instant.ts';
import type { Arm, ElementType } from './element-type.ts';

/** What a timer event waits for. */
export interface TimerDetails {
  timer: 'date' | 'duration';
  value: ModelExpression;
}

/** Intermediate timer catch event: waits for an instant. */
export const timerCatch: ElementType = {
  kind: 'timer-catch',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinition(node)?.$type === 'bpmn:TimerEventDefinition',
  read: readTimer,
  arm: armTimer,
  activate(step, token, element) {
    const variables = armTimer(step, token, element)();
    if (variables) complete(step, token, variables);
  },
};

/** Reads timeDate or timeDuration; cycles are refused. Constants are checked when the model is read. */
export function readTimer(node: ModdleNode, report: Report): TimerDetails {
  const definition = eventDefinition(node);
  if (definition?.timeCycle) {
    report.refuse(
      'timer-cycle',
      node.id,
      'expected a date or a duration of the timer, got a cycle; use the property remind, or a standing record',
    );
  }
  const timer = definition?.timeDuration ? 'duration' : 'date';
  const value = readRequired((definition?.timeDuration ?? definition?.timeDate)?.body, node.id, 'a date or duration of the timer', report);
  if (value.constant) {
    try {
      timerInstant(timer, value.constant, '2000-01-01T00:00:00Z', 'UTC');
    } catch (error) {
      report.refuse('timer-invalid', node.id, (error as Error).message);
    }
  }
  return { timer, value };
}

/** Evaluates the instant now; the timer row belongs to `token`, which may be a gateway's or an activity's. */
export function armTimer(step: Step, token: TokenRow, element: CompiledElement): Arm {
  const { timer, value } = element.details as TimerDetails;
  const dueAt = timerInstant(timer, evaluate(step, token, value), step.now, step.surroundings.zone);
  return () => {
    step.instance.timers.put({ token_no: token.token_no, element: element.id, due_at: dueAt, queued: false });
    return null;
  };
}
