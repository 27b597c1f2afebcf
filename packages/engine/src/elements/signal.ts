import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { spread } from '../run/deliver.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { checkBoundary, checkEnd, checkStart, isEvent } from './boundary.ts';
import type { Arm, ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** Intermediate signal catch event: waits until the signal is thrown, here or in another case; an earlier one is not kept. */
export const signalCatch: ElementType = {
  kind: 'signal-catch',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateCatchEvent', 'Signal'),
  read: readSignal,
  arm: listen,
  activate: (step, token, element) => void listen(step, token, element)(),
};

/** Boundary signal event. */
export const signalBoundary: ElementType = {
  kind: 'signal-boundary',
  extensions: [],
  repeats: true,
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Signal'),
  read: readSignal,
  check: checkBoundary,
  arm: listen,
  activate: (step, token) => complete(step, token),
};

/** Signal start event: begins an event subprocess while its scope runs, or a new case once its process is opened. */
export const signalStart: ElementType = {
  kind: 'signal-start',
  extensions: [],
  repeats: true,
  matches: (node) => isEvent(node, 'StartEvent', 'Signal'),
  read: readSignal,
  check: checkStart,
  arm: listen,
  activate: begin,
};

/** Signal throw event: reaches everything that waits for it, in this case at once, in other cases soon after. */
export const signalThrow: ElementType = {
  kind: 'signal-throw',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateThrowEvent', 'Signal'),
  read: readSignal,
  activate: throwSignal,
};

/** Signal end event: as the throw event, then the token ends. */
export const signalEnd: ElementType = {
  kind: 'signal-end',
  extensions: [],
  matches: (node) => isEvent(node, 'EndEvent', 'Signal'),
  read: readSignal,
  check: checkEnd,
  activate: throwSignal,
};

function readSignal(node: ModdleNode, report: Report): { signal: ModelExpression } {
  return { signal: readRequired(eventDefinition(node)?.signalRef?.name, node.id, 'a name of the signal', report) };
}

function listen(step: Step, token: TokenRow, element: CompiledElement, key = element.id): Arm {
  const name = nameOf(step, token, element);
  return () => {
    step.instance.subscriptions.put({ token_no: token.token_no, element: key, kind: 'signal', name, key: '' });
    return null;
  };
}

function throwSignal(step: Step, token: TokenRow, element: CompiledElement): void {
  const name = nameOf(step, token, element);
  const variables = { ...step.instance.scopes.get(token.token_no)?.data };
  step.signals.push({ name, variables });
  spread(step, name, variables);
  if (step.instance.tokens.get(token.token_no)) complete(step, token);
}

function nameOf(step: Step, token: TokenRow, element: CompiledElement): string {
  const name = evaluate(step, token, (element.details as { signal: ModelExpression }).signal);
  if (typeof name === 'string' && name !== '') return name;
  throw new StepFailure('value-invalid', 'expected a text as name of the signal, got something else');
}
