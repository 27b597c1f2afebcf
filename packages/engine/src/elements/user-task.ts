import type { ModelExpression } from '../model/compiled.ts';
import { readOptional, readRequired } from '../model/expression.ts';
import { extension } from '../model/moddle.ts';
import { asked, evaluate, rootNames } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import { isCall } from '../run/scope.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { dueInstant } from '../run/timer-instant.ts';
import { tokenInfo } from '../run/token-info.ts';
import type { Variables } from '../types.ts';
import type { ElementType } from './element-type.ts';

interface UserTaskDetails {
  form: ModelExpression;
  assignee: ModelExpression | null;
  persons: ModelExpression | null;
  role: ModelExpression | null;
  dueDate: ModelExpression | null;
  followUpDate: ModelExpression | null;
  priority: ModelExpression | null;
}

/** User task: work for a person, until somebody completes it. The host says who gets it and until when. */
export const userTask: ElementType = {
  kind: 'user-task',
  activity: true,
  extensions: ['zeebe:UserTask', 'zeebe:FormDefinition', 'zeebe:AssignmentDefinition', 'zeebe:TaskSchedule', 'zeebe:PriorityDefinition'],
  matches: (node) => node.$type === 'bpmn:UserTask',
  read(node, report): UserTaskDetails {
    const assignment = extension(node, 'zeebe:AssignmentDefinition');
    const form = extension(node, 'zeebe:FormDefinition');
    if (form && !form.formId) report.refuse('form-missing', node.id, 'expected formId of the form definition, got another kind of form');
    const schedule = extension(node, 'zeebe:TaskSchedule');
    return {
      form: readRequired(form?.formId, node.id, 'a formId of the user task', report),
      assignee: readOptional(assignment?.assignee, node.id, 'assignee', report),
      persons: readOptional(assignment?.candidateUsers, node.id, 'candidateUsers', report),
      role: readOptional(assignment?.candidateGroups, node.id, 'candidateGroups', report),
      dueDate: readOptional(schedule?.dueDate, node.id, 'dueDate', report),
      followUpDate: readOptional(schedule?.followUpDate, node.id, 'followUpDate', report),
      priority: readOptional(extension(node, 'zeebe:PriorityDefinition')?.priority, node.id, 'priority', report),
    };
  },
  activate(step, token, element) {
    const details = element.details as UserTaskDetails;
    const value = (expression: ModelExpression | null): unknown => (expression ? evaluate(step, token, expression) : null);
    const groups = names(value(details.role), 'candidateGroups');
    const wish = {
      assignee: name(value(details.assignee)),
      candidatePersons: names(value(details.persons), 'candidateUsers'),
      candidateGroups: groups,
    };
    const dueDate = value(details.dueDate);
    const priority = Number(value(details.priority) ?? 50);
    const followUp = dueInstant(value(details.followUpDate), step.surroundings.zone);
    const form = value(details.form);
    if (typeof form !== 'string') throw new StepFailure('value-invalid', 'expected a text as formId, got something else');
    const assignment = asked(() =>
      step.surroundings.host.assign(tokenInfo(step, token), groups[0] ?? null, dueDate, rootNames(step), wish),
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
      assignee_id: assignment.assignee ?? null,
      party: token.party,
      candidates: wish.candidatePersons,
      inputs: taskInputs(step, token),
      properties: token.properties,
    });
  },
};

/** A list in FEEL, or a text with commas. */
function names(value: unknown, what: string): string[] {
  if (value === null) return [];
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',').map((text) => text.trim()) : null;
  if (!list || list.some((entry) => typeof entry !== 'string' || entry === '')) {
    throw new StepFailure('value-invalid', `expected names as ${what} of the user task, got something else`);
  }
  return list as string[];
}

function name(value: unknown): string | null {
  if (value === null || (typeof value === 'string' && value !== '')) return value;
  throw new StepFailure('value-invalid', 'expected a name as assignee of the user task, got something else');
}

/** What the task shows besides the case: names of the called process, subprocesses and loops it belongs to, then its own mapped inputs. */
function taskInputs(step: Step, token: TokenRow): Variables {
  let shown = { ...step.instance.scopes.get(token.token_no)?.data };
  for (let scope = step.instance.tokens.get(token.parent_no); scope; scope = step.instance.tokens.get(scope.parent_no)) {
    shown = { ...step.instance.scopes.get(scope.token_no)?.data, ...shown };
    if (isCall(step, scope)) break;
  }
  return shown;
}
