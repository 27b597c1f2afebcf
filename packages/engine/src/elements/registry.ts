import type { ModdleNode } from '../model/moddle.ts';
import { adHocSubprocess } from './ad-hoc-subprocess.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { cancelBoundary, cancelEnd } from './cancel.ts';
import { compensationBoundary, compensationEnd, compensationStart, compensationThrow } from './compensation.ts';
import { conditionalBoundary, conditionalCatch, conditionalStart } from './conditional.ts';
import type { ElementType } from './element-type.ts';
import { errorBoundary, errorEnd, errorStart } from './error.ts';
import { escalationBoundary, escalationEnd, escalationStart, escalationThrow } from './escalation.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import { linkCatch, linkThrow } from './link.ts';
import { manualTask } from './manual-task.ts';
import { messageBoundary, messageCatch, messageStart, receiveTask } from './message.ts';
import { messageEnd, messageThrow, sendTask } from './message-throw.ts';
import { noneEnd } from './none-end.ts';
import { noneStart } from './none-start.ts';
import { noneThrow } from './none-throw.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { pool } from './pool.ts';
import { serviceTask } from './service-task.ts';
import { signalBoundary, signalCatch, signalEnd, signalStart, signalThrow } from './signal.ts';
import { eventSubprocess, subprocess, transaction } from './subprocess.ts';
import { terminateEnd } from './terminate-end.ts';
import { timerBoundary, timerCatch, timerStart } from './timer.ts';
import { userTask } from './user-task.ts';

/** All elements that are run, as they are looked for. What is not here is refused when a model is read. */
export const elementTypes = (): readonly ElementType[] =>
  [
    [noneStart, messageStart, timerStart, signalStart, conditionalStart, errorStart, escalationStart, compensationStart],
    [noneEnd, terminateEnd, errorEnd, escalationEnd, messageEnd, signalEnd, compensationEnd, cancelEnd],
    [userTask, serviceTask, sendTask, businessRuleTask, manualTask, receiveTask, callActivity],
    [subprocess, eventSubprocess, transaction, adHocSubprocess, pool],
    [exclusiveGateway, parallelGateway, inclusiveGateway, eventBasedGateway],
    [timerCatch, messageCatch, signalCatch, conditionalCatch, linkCatch],
    [noneThrow, messageThrow, signalThrow, escalationThrow, compensationThrow, linkThrow],
    [timerBoundary, messageBoundary, signalBoundary, conditionalBoundary],
    [errorBoundary, escalationBoundary, compensationBoundary, cancelBoundary],
  ].flat();

let types: readonly ElementType[] | null = null;
let byKind: ReadonlyMap<string, ElementType> | null = null;

/** The element's type by its node in the model or by its kind. */
export function findElementType(node: ModdleNode | string): ElementType | undefined {
  types ??= elementTypes();
  if (typeof node !== 'string') return types.find((type) => type.matches(node));
  byKind ??= new Map(types.map((type) => [type.kind, type]));
  return byKind.get(node);
}
