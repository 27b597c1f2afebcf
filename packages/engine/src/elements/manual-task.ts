import { complete } from '../run/complete.ts';
import type { ElementType } from './element-type.ts';

/** Manual task and task without kind: done outside, nobody is asked; the token goes through and the history tells it. */
export const manualTask: ElementType = {
  kind: 'manual-task',
  activity: true,
  extensions: [],
  matches: (node) => node.$type === 'bpmn:ManualTask' || node.$type === 'bpmn:Task',
  read: () => null,
  activate: (step, token) => complete(step, token),
};
