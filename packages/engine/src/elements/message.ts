import { connectionOf } from '../model/collaboration.ts';
import type { CompiledElement, CompiledProcess, ModelExpression } from '../model/compiled.ts';
import { readOptional, readRequired } from '../model/expression.ts';
import { eventDefinition, extension, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { instantiates, startGateway } from '../model/starts.ts';
import { complete } from '../run/complete.ts';
import { LIMITS } from '../limits.ts';
import { bounded, evaluate } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import { homeKey } from '../run/scope.ts';
import type { Step } from '../run/step.ts';
import { checkBoundary, checkStart, isEvent } from './boundary.ts';
import type { Arm, ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** What a message event waits for. */
export interface MessageDetails {
  message: ModelExpression;
  /** null: a start event of a whole process, or a message flow between pools, which the case itself correlates. */
  key: ModelExpression | null;
  /** A message flow from another pool leads here. */
  connected: boolean;
}

/** Intermediate message catch event: waits for a message with its name and key; one that came earlier lies in the inbox. */
export const messageCatch: ElementType = {
  kind: 'message-catch',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateCatchEvent', 'Message'),
  read: (node, report) => readMessage(node, eventDefinition(node)?.messageRef, report),
  check: checkKey,
  arm: subscribe,
  activate: waitForMessage,
};

/** Receive task: an activity that waits for a message; an instantiating one begins its process, like a message start event. */
export const receiveTask: ElementType = {
  kind: 'receive-task',
  activity: true,
  extensions: [],
  matches: (node) => node.$type === 'bpmn:ReceiveTask',
  read: (node, report) => ({ ...readMessage(node, node.messageRef, report), instantiate: node.instantiate === true }),
  check(element, process, report) {
    if (!instantiates(element)) return checkKey(element, process, report);
    if (element.incoming.length > 0 || element.parent !== '') {
      report.refuse('start-place', element.id, 'expected nothing before a receive task that begins its process, got a flow or subprocess');
    }
  },
  arm: subscribe,
  activate: waitForMessage,
};

/** Boundary message event; not interrupting it takes every message that comes. */
export const messageBoundary: ElementType = {
  kind: 'message-boundary',
  extensions: [],
  repeats: true,
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Message'),
  read: (node, report) => readMessage(node, eventDefinition(node)?.messageRef, report),
  check(element, process, report) {
    checkBoundary(element, process, report);
    checkKey(element, process, report);
  },
  arm: subscribe,
  activate: (step, token) => complete(step, token),
};

/** Message start event: begins an event subprocess while its scope runs, or a new case once its process is opened. */
export const messageStart: ElementType = {
  kind: 'message-start',
  extensions: [],
  repeats: true,
  matches: (node) => isEvent(node, 'StartEvent', 'Message'),
  read: (node, report) => readMessage(node, eventDefinition(node)?.messageRef, report),
  check(element, process, report) {
    checkStart(element, process, report);
    if (element.parent !== '') checkKey(element, process, report);
  },
  arm: subscribe,
  activate: begin,
};

/** Reads name and key of a message; what a message flow connects needs neither. */
export function readMessage(node: ModdleNode, message: ModdleNode | undefined, report: Report): MessageDetails {
  const flow = connectionOf(node);
  return {
    message: readRequired(message?.name ?? flow?.name, node.id, 'a name of the message', report),
    key: readOptional(extension(message, 'zeebe:Subscription')?.correlationKey, node.id, 'correlationKey', report),
    connected: flow?.receives === true,
  };
}

/** Behind an instantiating event-based gateway the first message has no case yet; with a parallel one the others have. */
function checkKey(element: CompiledElement, process: CompiledProcess, report: Report): void {
  const { key, connected } = element.details as MessageDetails;
  const gateway = startGateway(process, element);
  if (key || connected || (gateway && (gateway.details as { parallel: boolean }).parallel === false)) return;
  report.refuse('value-missing', element.id, 'expected a correlationKey of the message, e.g. =case.id, got nothing');
}

function waitForMessage(step: Step, token: TokenRow, element: CompiledElement): void {
  const variables = subscribe(step, token, element)();
  if (variables) complete(step, token, variables);
}

/** Opens a subscription, or takes a matching message out of the inbox. */
function subscribe(step: Step, token: TokenRow, element: CompiledElement, id = element.id): Arm {
  const details = element.details as MessageDetails;
  const name = text(evaluate(step, token, details.message), 'name');
  // Without a key of its own it waits under the case: for a message flow, or as one of the events its process may begin with.
  const key = text(details.key ? evaluate(step, token, details.key) : homeKey(step, token), 'correlationKey');
  return () => {
    const waiting = step.instance.inbox.all().find((row) => row.name === name && row.key === key && row.expires_at > step.now);
    if (waiting) {
      step.instance.inbox.remove(JSON.stringify([name, key, waiting.message_id]));
      return waiting.variables;
    }
    step.instance.subscriptions.put({ token_no: token.token_no, element: id, kind: 'message', name, key });
    return null;
  };
}

/** A name or key of a message. @throws StepFailure `value-invalid` */
export function text(value: unknown, what: string): string {
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') {
    return String(bounded(value, `the ${what} of the message`, LIMITS.key));
  }
  throw new StepFailure('value-invalid', `expected a text as ${what} of the message, got ${value === null ? 'null' : typeof value}`);
}
