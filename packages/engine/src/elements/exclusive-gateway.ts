import type { CompiledElement, CompiledProcess } from '../model/compiled.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { ElementType } from './element-type.ts';

/**
 * Exclusive gateway: the first flow whose condition is true, else the default flow; several flows in are merged.
 * A split needs a default flow, so that no answer of a person can stop a case.
 */
export const exclusiveGateway: ElementType = {
  kind: 'exclusive-gateway',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:ExclusiveGateway',
  read: (node) => ({ defaultFlow: node.default?.id ?? null }),
  check: checkChoice,
  activate: (step, token) => complete(step, token),
  flows(step, token, element) {
    const { defaultFlow } = element.details as { defaultFlow: string | null };
    if (element.outgoing.length === 0) return [];
    const chosen =
      element.outgoing.find((flow) => flow.id !== defaultFlow && flow.condition && evaluate(step, token, flow.condition) === true) ??
      element.outgoing.find((flow) => flow.id === defaultFlow || element.outgoing.length === 1);
    if (!chosen) throw new StepFailure('no-flow', 'expected a flow whose condition is true, got none');
    return [chosen];
  },
};

/** A gateway that chooses has a default flow and a condition on every other one. */
export function checkChoice(element: CompiledElement, _process: CompiledProcess, report: Report): void {
  const { defaultFlow } = element.details as { defaultFlow: string | null };
  if (element.outgoing.length < 2) return;
  const kind = element.kind.replace('-', ' ');
  if (!defaultFlow) report.refuse('default-missing', element.id, `expected a default flow of the ${kind}, got none`);
  for (const flow of element.outgoing) {
    if (flow.id !== defaultFlow && !flow.condition) {
      report.refuse('condition-missing', flow.id, 'expected a condition on every flow but the default, got none');
    }
  }
}
