import { Rejection } from '../run/failure.ts';
import { spawn } from '../run/spawn.ts';
import type { CommandHandler } from './apply.ts';

/** Begins the instance of a case with its names in the root scope. */
export const start: CommandHandler<'start'> = (step, command) => {
  step.instance.scopes.put({ scope_no: 0, data: { ...command.variables }, visits: {} });
  const { definitionId, start, elements } = step.definition(command.definitionId);
  const element = command.element ?? start;
  if (elements.get(element)?.parent !== '' || !elements.get(element)!.kind.endsWith('-start')) throw new Rejection('element-unknown');
  spawn(step, { definitionId, element, parentNo: 0, via: null });
};
