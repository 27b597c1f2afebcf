import type { ModelExpression } from '../model/compiled.ts';
import { readOptional, readRequired } from '../model/expression.ts';
import { extension } from '../model/moddle.ts';
import { asked, evaluate, rootNames } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { dueInstant } from '../run/timer-instant.ts';
import { tokenInfo } from '../run/token-info.ts';
import type { Variables } from '../types.ts';
import type { ElementType } from './element-type.ts';

interface UserTaskDetails {
  form: ModelExpression;
  role: ModelExpression | null;
  dueDate: ModelExpression | null;
  followUpDate: ModelExpression | null;
  priority: ModelExpression | null;
}

/** User task: work for a person, until somebody completes it. The host says who gets it and until when. */
export const userTask: ElementType = {
  kind: 'user-task',
  extensions: ['zeebe:UserTask', 'zeebe:FormDefinition', 'zeebe:AssignmentDefinition', 'zeebe:TaskSchedule', 'zeebe:PriorityDefinition'],
  matches: (node) => node.$type === 'bpmn:UserTask',
  read(node, report): UserTaskDetails {
    const assignment = extension(node, 'zeebe:AssignmentDefinition');
    for (const attribute of ['assignee', 'candidateUsers']) {
      if (assignment?.[attribute])
        report.refuse('assignment', node.id, `expected candidateGroups (a role), got ${attribute}; a lane says whose task it is`);
    }
    const form = extension(node, 'zeebe:FormDefinition');
    if (form && !form.formId) report.refuse('form-missing', node.id, 'expected formId of the form definition, got another kind of form');
    const schedule = extension(node, 'zeebe:TaskSchedule');
    return {
      form: readRequired(form?.formId, node.id, 'a formId of the user task', report),
      role: readOptional(assignment?.candidateGroups, node.id, 'candidateGroups', report),
      dueDate: readOptional(schedule?.dueDate, node.id, 'dueDate', report),
      followUpDate: readOptional(schedule?.followUpDate, node.id, 'followUpDate', report),
      priority: readOptional(extension(node, 'zeebe:PriorityDefinition')?.priority, node.id, 'priority', report),
    };
  },
  activate(step, token, element) {
    const details = element.details as UserTaskDetails;
    const value = (expression: ModelExpression | null): unknown => (expression ? evaluate(step, token, expression) : null);
    const role = value(details.role);
    const dueDate = value(details.dueDate);
    const priority = Number(value(details.priority) ?? 50);
    const followUp = dueInstant(value(details.followUpDate), step.surroundings.zone);
    const form = value(details.form);
    if (typeof form !== 'string') throw new StepFailure('value-invalid', 'expected a text as formId, got something else');
    const assignment = asked(() =>
      step.surroundings.host.assign(tokenInfo(step, token), role === null ? null : String(role), dueDate, rootNames(step)),
    );
    const dueAt = dueInstant(assignment.dueAt, step.surroundings.zone);
    step.instance.userTasks.put({
      token_no: token.token_no,
      created_at: step.now,
      due_at: dueAt,
      follow_up: followUp,
      priority: Number.isInteger(priority) ? priority : 50,
      fence: 0,
      retries: 0,
      kind: 'user',
      element: element.id,
      process_id: step.definition(token.definition_id).processId,
      group_id: assignment.group,
      role: assignment.role,
      form,
      capability: null,
      assignee_id: null,
      party: token.party,
      inputs: taskInputs(step, token),
      properties: token.properties,
    });
  },
};

/** What the task shows besides the case: names of the called process it belongs to, then its own mapped inputs. */
function taskInputs(step: Step, token: TokenRow): Variables {
  const called = token.parent_no === 0 ? {} : step.instance.scopes.get(token.parent_no)?.data;
  return { ...called, ...step.instance.scopes.get(token.token_no)?.data };
}
