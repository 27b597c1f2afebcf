import { complete } from '../run/complete.ts';
import type { ElementType } from './element-type.ts';

/** Intermediate throw event without trigger: a milestone that the token passes. */
export const noneThrow: ElementType = {
  kind: 'none-throw',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:IntermediateThrowEvent' && !node.eventDefinitions?.length,
  read: () => null,
  activate: (step, token) => complete(step, token),
};
