import type { ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { extension } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { LIMITS } from '../limits.ts';
import { asked, bounded, evaluate, visibleNames } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import { tokenInfo } from '../run/token-info.ts';
import type { ElementType } from './element-type.ts';
import { activateJob, readJob, type JobDetails } from './service-task.ts';

type RuleDetails = Partial<JobDetails> & { job: JobDetails | null; decision: ModelExpression | null; resultVariable: string };

/** Business rule task: asks the host to evaluate a decision over the names here; with a task definition instead it is a job. */
export const businessRuleTask: ElementType = {
  kind: 'business-rule-task',
  activity: true,
  extensions: ['zeebe:CalledDecision', 'zeebe:TaskDefinition'],
  matches: (node) => node.$type === 'bpmn:BusinessRuleTask',
  read(node, report): RuleDetails {
    const called = extension(node, 'zeebe:CalledDecision');
    if (!called && extension(node, 'zeebe:TaskDefinition')) {
      const job = readJob(node, report);
      return { job, ...job, decision: null, resultVariable: '' };
    }
    if (!called?.resultVariable) report.refuse('value-missing', node.id, 'expected a resultVariable of the called decision, got nothing');
    const decision = readRequired(called?.decisionId, node.id, 'a decisionId of the called decision', report);
    return { job: null, decision, resultVariable: called?.resultVariable ?? '' };
  },
  activate(step, token, element) {
    const { job, decision, resultVariable } = element.details as RuleDetails;
    if (job) return activateJob(step, token, job);
    const { host } = step.surroundings;
    const decisionId = evaluate(step, token, decision!);
    if (typeof decisionId !== 'string') throw new StepFailure('value-invalid', 'expected a text as decisionId, got something else');
    if (!host.decide) throw new StepFailure('host-failed', 'expected a host that evaluates decisions, got one without');
    const budget = { steps: LIMITS.decisionFeel, milliseconds: LIMITS.decisionMilliseconds };
    const result = asked(() => host.decide!(tokenInfo(step, token), decisionId, visibleNames(step, token), budget));
    step.feelUsed += LIMITS.stepFeel / 10;
    complete(step, token, { [resultVariable]: bounded(result ?? null, `the result of decision ${decisionId.slice(0, 100)}`) });
  },
};
