import { complete } from '../run/complete.ts';
import { terminateOthers } from '../run/terminate.ts';
import { checkEnd, isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';

/** Terminate end event: ends its process or subprocess at once; everything else in it is cancelled. Property `outcome` as in a none end. */
export const terminateEnd: ElementType = {
  kind: 'terminate-end',
  extensions: [],
  matches: (node) => isEvent(node, 'EndEvent', 'Terminate'),
  read: () => null,
  check: checkEnd,
  activate: (step, token) => complete(step, token),
  completed(step, token) {
    const { outcome } = token.properties;
    if (outcome && token.parent_no === 0) step.instance.header.outcome = outcome;
    terminateOthers(step, token.parent_no, token);
  },
};
