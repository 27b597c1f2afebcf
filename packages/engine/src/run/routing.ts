import type { Routing, Variables } from '../types.ts';
import { asked, rootNames } from './context.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import { dueInstant } from './timer-instant.ts';
import { tokenInfo } from './token-info.ts';

/** A service task to be done, whoever does it. */
export interface Order {
  kind: string;
  retries: number;
  inputs: Variables;
  /** Goes on counting over a change between machine and people, so that a late answer of before is recognised. */
  fence: number;
}

/** Asks the host who does the service task. @throws StepFailure `host-failed` */
export function askRouting(step: Step, token: TokenRow, kind: string, inputs: Variables): Routing {
  const routing = asked(() => step.surroundings.host.route(tokenInfo(step, token), kind, inputs, rootNames(step)));
  return routing.to === 'job' ? routing : { ...routing, dueAt: dueInstant(routing.dueAt, step.surroundings.zone) };
}

/** Opens the job or the task of a service task. The idempotency key is case/element path/visit: it survives a change of routing. */
export function openRouted(step: Step, token: TokenRow, order: Order, routing: Routing): void {
  const { token_no } = token;
  if (routing.to === 'people') {
    step.instance.userTasks.put({
      token_no,
      created_at: step.now,
      due_at: routing.dueAt,
      follow_up: null,
      priority: 50,
      fence: order.fence,
      retries: order.retries,
      kind: 'capability',
      element: token.element,
      process_id: step.definition(token.definition_id).processId,
      group_id: routing.group,
      role: routing.role,
      form: routing.form,
      capability: order.kind,
      assignee_id: null,
      party: token.party,
      candidates: [],
      inputs: order.inputs,
      properties: token.properties,
    });
    return;
  }
  step.instance.jobs.put({
    token_no,
    due_at: step.now,
    created_at: step.now,
    lease_until: null,
    wait_until: null,
    fence: order.fence,
    attempts: 0,
    retries: order.retries,
    state: 'ready',
    kind: order.kind,
    holder: null,
    last_code: null,
    idempotency_key: `${step.instance.caseId}/${token.path}`,
    inputs: order.inputs,
    info: tokenInfo(step, token),
    data: {},
  });
}
