import type { CompiledElement } from '../model/compiled.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { throwEscalation } from '../run/throw-error.ts';
import { checkBoundary, checkEnd, checkInsideEventSubprocess, isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** Escalation throw event: tells whoever catches it above, and goes on unless that interrupts it. */
export const escalationThrow: ElementType = {
  kind: 'escalation-throw',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateThrowEvent', 'Escalation'),
  read: readThrow,
  activate: escalate,
};

/** Escalation end event: as the throw event, then the token ends. */
export const escalationEnd: ElementType = {
  kind: 'escalation-end',
  extensions: [],
  matches: (node) => isEvent(node, 'EndEvent', 'Escalation'),
  read: readThrow,
  check: checkEnd,
  activate: escalate,
};

/** Boundary escalation event: catches what its activity throws inside; not interrupting it, the activity goes on. */
export const escalationBoundary: ElementType = {
  kind: 'escalation-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Escalation'),
  read: (node) => ({ errorCode: codeOf(node) }),
  check: checkBoundary,
  activate: (step, token) => complete(step, token),
};

/** Escalation start event of an event subprocess. */
export const escalationStart: ElementType = {
  kind: 'escalation-start',
  extensions: [],
  matches: (node) => isEvent(node, 'StartEvent', 'Escalation'),
  read: (node) => ({ errorCode: codeOf(node) }),
  check: checkInsideEventSubprocess,
  activate: begin,
};

function readThrow(node: ModdleNode, report: Report): { code: string } {
  const code = codeOf(node);
  if (!code) report.refuse('escalation-code', node.id, 'expected a literal escalation code, got none');
  return { code: code ?? '' };
}

/** Literal escalation code; null when the event names none. */
function codeOf(node: ModdleNode): string | null {
  const code: string | undefined = eventDefinition(node)?.escalationRef?.escalationCode;
  return code && !code.startsWith('=') ? code : null;
}

function escalate(step: Step, token: TokenRow, element: CompiledElement): void {
  const { code } = element.details as { code: string };
  throwEscalation(step, token, code, { ...step.instance.scopes.get(token.token_no)?.data });
  if (step.instance.tokens.get(token.token_no)) complete(step, token);
}
