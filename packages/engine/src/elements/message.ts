import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readOptional, readRequired } from '../model/expression.ts';
import { eventDefinition, extension, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { deliver } from '../run/deliver.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { checkBoundary, checkEnd, checkStart, isEvent } from './boundary.ts';
import type { Arm, ElementType } from './element-type.ts';
import { begin } from './none-start.ts';
import { activateJob, readJob, type JobDetails } from './service-task.ts';

/** What a message event waits for; a start event of a whole process has no key. */
export interface MessageDetails {
  message: ModelExpression;
  key: ModelExpression | null;
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

/** Receive task: an activity that waits for a message. */
export const receiveTask: ElementType = {
  kind: 'receive-task',
  activity: true,
  extensions: [],
  matches: (node) => node.$type === 'bpmn:ReceiveTask',
  read(node, report) {
    if (node.instantiate)
      report.refuse('start-place', node.id, 'expected a receive task inside a process, got one that begins it; use a message start event');
    return readMessage(node, node.messageRef, report);
  },
  check: checkKey,
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

type ThrowDetails = ({ job: JobDetails } | { job: null; message: ModelExpression; key: ModelExpression }) & Partial<JobDetails>;

/** Message throw event: with a task definition a job that sends it; without one it reaches whoever waits for it in this case. */
export const messageThrow: ElementType = {
  kind: 'message-throw',
  extensions: ['zeebe:TaskDefinition'],
  matches: (node) => isEvent(node, 'IntermediateThrowEvent', 'Message'),
  read: readThrow,
  activate: send,
};

/** Message end event: as the throw event, then the token ends. */
export const messageEnd: ElementType = {
  kind: 'message-end',
  extensions: ['zeebe:TaskDefinition'],
  matches: (node) => isEvent(node, 'EndEvent', 'Message'),
  read: readThrow,
  check: checkEnd,
  activate: send,
};

function readMessage(node: ModdleNode, message: ModdleNode | undefined, report: Report): MessageDetails {
  return {
    message: readRequired(message?.name, node.id, 'a name of the message', report),
    key: readOptional(extension(message, 'zeebe:Subscription')?.correlationKey, node.id, 'correlationKey', report),
  };
}

function checkKey(element: CompiledElement, _process: unknown, report: Report): void {
  if ((element.details as MessageDetails).key) return;
  report.refuse('value-missing', element.id, 'expected a correlationKey of the message, e.g. =case.id, got nothing');
}

function readThrow(node: ModdleNode, report: Report): ThrowDetails {
  if (extension(node, 'zeebe:TaskDefinition')) {
    const job = readJob(node, report);
    return { job, ...job };
  }
  const { message, key } = readMessage(node, eventDefinition(node)?.messageRef, report);
  if (!key)
    report.refuse(
      'value-missing',
      node.id,
      'expected a task definition (a capability that sends), or a correlationKey of the message, got none',
    );
  return { job: null, message, key: key! };
}

function send(step: Step, token: TokenRow, element: CompiledElement): void {
  const details = element.details as ThrowDetails;
  if (details.job) return activateJob(step, token, details.job);
  const name = text(evaluate(step, token, details.message), 'name');
  const key = text(evaluate(step, token, details.key), 'correlationKey');
  const variables = { ...step.instance.scopes.get(token.token_no)?.data };
  deliver(step, { name, key, id: `${token.path}`, variables });
  if (step.instance.tokens.get(token.token_no)) complete(step, token);
}

function waitForMessage(step: Step, token: TokenRow, element: CompiledElement): void {
  const variables = subscribe(step, token, element)();
  if (variables) complete(step, token, variables);
}

/** Opens a subscription, or takes a matching message out of the inbox. */
function subscribe(step: Step, token: TokenRow, element: CompiledElement, id = element.id): Arm {
  const details = element.details as MessageDetails;
  const name = text(evaluate(step, token, details.message), 'name');
  const key = text(details.key ? evaluate(step, token, details.key) : null, 'correlationKey');
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

function text(value: unknown, what: string): string {
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  throw new StepFailure('value-invalid', `expected a text as ${what} of the message, got ${value === null ? 'null' : typeof value}`);
}
