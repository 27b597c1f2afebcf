import { connectionOf, type MessageTarget } from '../model/collaboration.ts';
import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { eventDefinition, extension, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { LIMITS } from '../limits.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { deliver, isInboxFull } from '../run/deliver.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import { beginPool, findPool } from '../run/pools.ts';
import { homeKey } from '../run/scope.ts';
import type { Step } from '../run/step.ts';
import type { Variables } from '../types.ts';
import { checkEnd, isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';
import { readMessage, text, type MessageDetails } from './message.ts';
import { activateJob, readJob, type JobDetails } from './service-task.ts';

/** A job that sends, or a message inside the case: along message flows to other pools, else to whoever waits for name and key. */
type ThrowDetails = Partial<JobDetails> & {
  job: JobDetails | null;
  message: ModelExpression | null;
  key: ModelExpression | null;
  targets: MessageTarget[];
};

/**
 * Message throw event: with a task definition a job that sends it; without one it reaches whoever waits for it in this case, else in another
 * case under the same key, else it begins cases; until somebody comes for it, it lies in the inbox of this case.
 */
export const messageThrow: ElementType = {
  kind: 'message-throw',
  extensions: ['zeebe:TaskDefinition'],
  matches: (node) => isEvent(node, 'IntermediateThrowEvent', 'Message'),
  read: (node, report) => readThrow(node, eventDefinition(node)?.messageRef, report),
  activate: send,
};

/** Message end event: as the throw event, then the token ends. */
export const messageEnd: ElementType = {
  kind: 'message-end',
  extensions: ['zeebe:TaskDefinition'],
  matches: (node) => isEvent(node, 'EndEvent', 'Message'),
  read: (node, report) => readThrow(node, eventDefinition(node)?.messageRef, report),
  check: checkEnd,
  activate: send,
};

/** Send task: an activity that sends a message, as the throw event does. */
export const sendTask: ElementType = {
  kind: 'send-task',
  activity: true,
  extensions: ['zeebe:TaskDefinition'],
  matches: (node) => node.$type === 'bpmn:SendTask',
  read: (node, report) => readThrow(node, node.messageRef, report),
  activate: send,
};

function readThrow(node: ModdleNode, message: ModdleNode | undefined, report: Report): ThrowDetails {
  const none = { job: null, message: null, key: null, targets: [] };
  if (extension(node, 'zeebe:TaskDefinition')) {
    const job = readJob(node, report);
    return { ...none, ...job, job };
  }
  const targets = connectionOf(node)?.sends ?? [];
  if (!message && targets.length === 0) {
    report.refuse('value-missing', node.id, 'expected a task definition (a capability that sends), or a message of the case, got none');
    return none;
  }
  const { message: name, key } = readMessage(node, message, report);
  if (!key && targets.length === 0) {
    report.refuse(
      'value-missing',
      node.id,
      'expected a task definition (a capability that sends), or a correlationKey of the message, got none',
    );
  }
  return { ...none, message: name, key, targets };
}

function send(step: Step, token: TokenRow, element: CompiledElement): void {
  const { job, message, key, targets } = element.details as ThrowDetails;
  if (job) return activateJob(step, token, job);
  const value = (expression: ModelExpression): unknown => evaluate(step, token, expression);
  const own = { name: text(value(message!), 'name'), key: key ? text(value(key), 'correlationKey') : null };
  if (isInboxFull(step))
    throw new StepFailure('data-budget', `expected at most ${LIMITS.messages} messages kept by the instance, got more`);
  // Everything is evaluated before the first message leaves.
  const letters = targets.map((target) => address(step, token, target, own));
  const variables = { ...step.instance.scopes.get(token.token_no)?.data };
  if (letters.length === 0) {
    const letter = { key: own.key!, id: token.path };
    if (deliver(step, { ...letter, name: own.name, variables })) step.signals.push({ name: own.name, variables, letter });
  }
  for (const letter of letters) letter(variables);
  if (step.instance.tokens.get(token.token_no)) complete(step, token);
}

/** One message flow: it begins the other pool, or reaches the event there under its name and its key, else under the case or the called process. */
function address(
  step: Step,
  token: TokenRow,
  { processId, element }: MessageTarget,
  own: { name: string; key: string | null },
): (variables: Variables) => void {
  const other = findPool(step, token, processId);
  const event = element ? other.definition.elements.get(element) : undefined;
  if (event?.kind === 'message-start' && event.parent === '' && other.pool) {
    const { pool } = other;
    return (variables) => beginPool(step, pool, event.id, variables);
  }
  const details = event?.details as MessageDetails | undefined;
  const name = details ? text(evaluate(step, token, details.message), 'name') : own.name;
  const key = own.key ?? (details?.key ? text(evaluate(step, token, details.key), 'correlationKey') : homeKey(step, token));
  return (variables) => void deliver(step, { name, key, id: `${token.path} ${processId} ${element ?? ''}`, variables });
}
