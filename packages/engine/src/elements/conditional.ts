import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { checkBoundary, checkStart, isEvent } from './boundary.ts';
import type { Arm, ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** Intermediate conditional catch event: waits until its condition is true; looked at again whenever names change. */
export const conditionalCatch: ElementType = {
  kind: 'conditional-catch',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateCatchEvent', 'Conditional'),
  read: readConditional,
  arm: watch,
  activate(step, token, element) {
    const variables = watch(step, token, element)();
    if (variables) complete(step, token, variables);
  },
};

/** Boundary conditional event; not interrupting it happens each time its condition becomes true. */
export const conditionalBoundary: ElementType = {
  kind: 'conditional-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Conditional'),
  read: readConditional,
  check: checkBoundary,
  arm: watch,
  activate: (step, token) => complete(step, token),
};

/** Conditional start event: begins an event subprocess while its scope runs, or a new case once its process is opened. */
export const conditionalStart: ElementType = {
  kind: 'conditional-start',
  extensions: [],
  matches: (node) => isEvent(node, 'StartEvent', 'Conditional'),
  read: readConditional,
  check: checkStart,
  arm: watch,
  activate: begin,
};

function readConditional(node: ModdleNode, report: Report): { condition: ModelExpression } {
  const text: string | undefined = eventDefinition(node)?.condition?.body;
  const condition = readRequired(text, node.id, 'a condition in FEEL', report);
  if (text && !text.trim().startsWith('=')) {
    report.refuse('condition-not-feel', node.id, 'expected a FEEL condition with a leading "=", got a text');
  }
  return { condition };
}

/** The row remembers the last value: only a change from not true to true counts. */
function watch(step: Step, token: TokenRow, element: CompiledElement, key = element.id): Arm {
  const holds = evaluate(step, token, (element.details as { condition: ModelExpression }).condition) === true;
  return () => {
    step.instance.subscriptions.put({ token_no: token.token_no, element: key, kind: 'condition', name: '', key: String(holds) });
    return holds ? {} : null;
  };
}
