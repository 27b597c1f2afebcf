import { askRouting, openRouted, type Order } from '../run/routing.ts';
import { Rejection, StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import type { Routing } from '../types.ts';
import type { CommandHandler } from './apply.ts';

/** Elements whose work a machine or people may do. */
const ROUTED = new Set(['service-task', 'send-task', 'business-rule-task', 'message-throw', 'message-end']);

/**
 * Asks the host again who does an open service task. Never while a machine works on it under a lease or waits for the outside, nor
 * while a person has claimed it. The idempotency key stays, the fence goes on counting.
 */
export const reroute: CommandHandler<'reroute'> = (step, command) => {
  const token = step.instance.tokens.get(command.token);
  if (!token || !ROUTED.has(step.element(token).kind)) throw new Rejection('not-a-service-task');
  const order = openOrder(step, token);
  if (!order) throw new Rejection('not-a-service-task');
  const routing = askAgain(step, token, order);
  const task = step.instance.userTasks.get(token.token_no);
  if (routing.to === 'job' && !task) return 'unchanged';
  if (routing.to === 'people' && task && task.group_id === routing.group && task.form === routing.form) return 'unchanged';
  step.instance.jobs.remove(token.token_no);
  step.instance.userTasks.remove(token.token_no);
  step.instance.incidents.remove(token.token_no);
  token.state = 'waiting';
  step.instance.tokens.put(token);
  openRouted(step, token, { ...order, fence: order.fence + 1 }, routing);
  step.record(token, 'rerouted');
};

function openOrder(step: Step, token: TokenRow): Order | null {
  const job = step.instance.jobs.get(token.token_no);
  if (job) {
    if (job.lease_until !== null && job.lease_until > step.now) throw new Rejection('job-running');
    if (job.state === 'suspended') throw new Rejection('job-waiting');
    return job;
  }
  const task = step.instance.userTasks.get(token.token_no);
  if (!task) return null;
  if (task.assignee_id !== null) throw new Rejection('task-claimed');
  return { kind: task.capability ?? '', retries: task.retries, inputs: task.inputs, fence: task.fence };
}

function askAgain(step: Step, token: TokenRow, order: Order): Routing {
  try {
    return askRouting(step, token, order.kind, order.inputs);
  } catch (error) {
    if (error instanceof StepFailure) throw new Rejection('not-a-service-task');
    throw error;
  }
}
