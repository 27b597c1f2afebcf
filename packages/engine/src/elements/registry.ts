import type { ModdleNode } from '../model/moddle.ts';
import { callActivity } from './call-activity.ts';
import type { ElementType } from './element-type.ts';
import { errorBoundary } from './error-boundary.ts';
import { errorEnd } from './error-end.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { messageCatch } from './message-catch.ts';
import { noneEnd } from './none-end.ts';
import { noneStart } from './none-start.ts';
import { serviceTask } from './service-task.ts';
import { timerBoundary } from './timer-boundary.ts';
import { timerCatch } from './timer-catch.ts';
import { userTask } from './user-task.ts';

/** All elements that are run. What is not here is refused when a model is read. */
export const ELEMENT_TYPES: readonly ElementType[] = [
  noneStart,
  noneEnd,
  errorEnd,
  userTask,
  serviceTask,
  callActivity,
  exclusiveGateway,
  eventBasedGateway,
  timerCatch,
  messageCatch,
  timerBoundary,
  errorBoundary,
];

const BY_KIND = new Map(ELEMENT_TYPES.map((type) => [type.kind, type]));

/** The element's type by its node in the model or by its kind. */
export function findElementType(node: ModdleNode | string): ElementType | undefined {
  return typeof node === 'string' ? BY_KIND.get(node) : ELEMENT_TYPES.find((type) => type.matches(node));
}
