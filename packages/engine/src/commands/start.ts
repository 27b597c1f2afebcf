import { processStarts } from '../model/starts.ts';
import { beginAt } from '../run/begin-at.ts';
import { Rejection } from '../run/failure.ts';
import { spawn } from '../run/spawn.ts';
import type { CommandHandler } from './apply.ts';

/** Begins the instance of a case with its names in the root scope. */
export const start: CommandHandler<'start'> = (step, command) => {
  step.instance.scopes.put({ scope_no: 0, data: { ...command.variables }, visits: {} });
  const { definitionId, start, elements } = step.definition(command.definitionId);
  const element = command.element ?? start;
  const begins = processStarts(step.definition(command.definitionId)).some(({ id }) => id === element);
  if (element !== start && !begins) throw new Rejection('element-unknown');
  // An event that is no start event has happened already when it is named; without a name it is waited for.
  const waits = command.element !== undefined && !elements.get(element)!.kind.endsWith('-start');
  if (waits) return beginAt(step, { definitionId, element, parentNo: 0 }, command.variables);
  spawn(step, { definitionId, element, parentNo: 0, via: null });
};
