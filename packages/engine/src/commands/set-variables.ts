import type { Step } from '../run/step.ts';
import type { Variables } from '../types.ts';
import type { CommandHandler } from './apply.ts';

/** Writes names of the case, each replaced as a whole. */
export const setVariables: CommandHandler<'set-variables'> = (step, command) => mergeRoot(step, command.rootVariables);

/** Writes names into the root scope. */
export function mergeRoot(step: Step, names: Variables): void {
  const root = step.instance.scope(0);
  step.namesChanged = true;
  step.instance.scopes.put({ ...root, data: { ...root.data, ...names } });
}
