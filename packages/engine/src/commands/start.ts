import { spawn } from '../run/spawn.ts';
import type { CommandHandler } from './apply.ts';

/** Begins the instance of a case with its names in the root scope. */
export const start: CommandHandler<'start'> = (step, command) => {
  step.instance.scopes.put({ scope_no: 0, data: { ...command.variables }, visits: {} });
  const { definitionId, start: element } = step.definition(command.definitionId);
  spawn(step, { definitionId, element, parentNo: 0, via: null });
};
