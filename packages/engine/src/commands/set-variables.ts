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

/** Writes names into the root scope; one with dots fills the contexts on its way, any other is replaced as a whole. */
export function mergeRoot(step: Step, names: Variables): void {
  const root = step.instance.scope(0);
  const data = { ...root.data };
  for (const [name, value] of Object.entries(names)) writeDotted(data, name.split('.'), value);
  step.namesChanged = true;
  step.instance.scopes.put({ ...root, data });
}

function writeDotted(into: Variables, [first, ...rest]: string[], value: unknown): void {
  if (first === undefined || first === '__proto__') return;
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inside = into[first];
  const context = typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? { ...inside } : {};
  writeDotted(context, rest, value);
  into[first] = context;
}
