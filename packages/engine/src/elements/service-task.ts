import type { ModelExpression } from '../model/compiled.ts';
import { readOptional, readRequired } from '../model/expression.ts';
import { extension, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { evaluate } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import { askRouting, openRouted } from '../run/routing.ts';
import type { Step } from '../run/step.ts';
import type { ElementType } from './element-type.ts';

/** What a job is: its capability and how often it is tried again. */
export interface JobDetails {
  capability: ModelExpression;
  retries: ModelExpression | null;
}

/** Retries of a service task that names none. */
const DEFAULT_RETRIES = 3;

/** Service task: names a capability; the host says whether a machine (job) or people (task) do it here. */
export const serviceTask: ElementType = {
  kind: 'service-task',
  activity: true,
  extensions: ['zeebe:TaskDefinition'],
  matches: (node) => node.$type === 'bpmn:ServiceTask',
  read: readJob,
  activate: (step, token, element) => activateJob(step, token, element.details as JobDetails),
};

/** Reads zeebe:taskDefinition. */
export function readJob(node: ModdleNode, report: Report): JobDetails {
  const definition = extension(node, 'zeebe:TaskDefinition');
  return {
    capability: readRequired(definition?.type, node.id, 'a capability as type of the task definition', report),
    retries: readOptional(definition?.retries, node.id, 'retries', report),
  };
}

/** Opens the job or the task of people for a capability. @throws StepFailure `value-invalid`, `host-failed` */
export function activateJob(step: Step, token: TokenRow, details: JobDetails): void {
  const kind = evaluate(step, token, details.capability);
  if (typeof kind !== 'string' || kind === '')
    throw new StepFailure('value-invalid', 'expected a text as type of the task definition, got something else');
  const retries = details.retries ? Number(evaluate(step, token, details.retries)) : DEFAULT_RETRIES;
  if (!Number.isInteger(retries) || retries < 0)
    throw new StepFailure('value-invalid', 'expected a whole number of retries, got something else');
  const inputs = step.instance.scopes.get(token.token_no)?.data ?? {};
  const routing = askRouting(step, token, kind, inputs);
  openRouted(step, token, { kind, retries, inputs, fence: 0 }, routing);
}
