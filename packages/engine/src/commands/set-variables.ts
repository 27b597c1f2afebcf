import { Rejection } from '../run/failure.ts';
import type { Step } from '../run/step.ts';
import type { Variables } from '../types.ts';
import type { CommandHandler } from './apply.ts';

/** Writes names of the case, and local names of one token, each replaced as a whole. */
export const setVariables: CommandHandler<'set-variables'> = (step, command) => {
  if (command.token !== undefined) {
    if (!step.instance.tokens.get(command.token)) throw new Rejection('token-unknown');
    const scope = step.instance.scope(command.token);
    step.instance.scopes.put({ ...scope, data: { ...scope.data, ...command.variables } });
    step.namesChanged = true;
  }
  mergeRoot(step, command.rootVariables);
  if (command.reason) step.data = { reason: command.reason };
};

/** Writes names into the root scope. */
export function mergeRoot(step: Step, names: Variables): void {
  const root = step.instance.scope(0);
  step.namesChanged = true;
  step.instance.scopes.put({ ...root, data: { ...root.data, ...names } });
}
