import type { FailureCode } from './failure.ts';

/** What a person can do about an incident; the end of its message. */
export const REMEDIES: Record<FailureCode, string> = {
  'expression-failed': 'mend the names it reads or the expression in the model, then resolve',
  'expression-budget': 'make the expression or its lists smaller, or let a service task compute it, then resolve',
  'host-failed': 'look at the log of this node, mend the cause, then resolve',
  'no-flow': 'mend the names that the conditions read, or give the gateway a default flow, then resolve',
  'timer-invalid': 'mend the name that the timer reads, then resolve',
  'call-unbound': 'deploy what is called and migrate the instance, then resolve',
  'call-depth': 'end the recursion of the calls: cancel the instance or migrate it to a mended model',
  'scope-depth': 'end the nesting: cancel the instance or migrate it to a mended model',
  'uncaught-error': 'add an event that catches the error and migrate, or skip the element',
  'activation-budget': 'look for a loop without an end, mend what its condition reads or the model, then resolve',
  'token-budget': 'cancel tokens, or mend what makes so many, then resolve',
  'data-budget': 'empty names that are no longer needed; keep large data and files outside by reference, then resolve',
  'incident-budget': 'mend what makes so many incidents, resolve or cancel them, then resolve',
  'value-too-large': 'keep large data and files outside by reference, then resolve',
  'value-invalid': 'mend the name it reads or the value in the model, then resolve',
  'loop-budget': 'make the collection smaller or let the loop end earlier, then resolve',
  'join-stuck': 'move or cancel the tokens that wait here',
  'job-failed': 'mend the cause outside, then resolve: the job is done again',
  'step-failed': 'look at the log of the nodes, mend the cause, then resolve: the command is executed again',
};
