import type { FormContext } from '@einwohnerportal/forms';
import type { CapabilityContract } from '../catalogue/types.ts';
import { readName, type Tree } from '../names/tree.ts';

/**
 * What a form left out because the case knows it: rows about persons (`ref`) get the names the contract declares, from the person or,
 * for names of the case such as the address, from its answers. So an answer by people has the same shape as one by a connector.
 */
export function enrichOutputs(contract: CapabilityContract, outputs: Tree, context: FormContext): Tree {
  const whole: Tree = {};
  for (const [name, declared] of Object.entries(contract.outputs)) {
    const value = outputs[name] ?? null;
    const shape = declared.of as Record<string, string> | undefined;
    whole[name] = Array.isArray(value) && shape ? value.map((row) => enrichRow(row as Tree, shape, context)) : value;
  }
  return whole;
}

function enrichRow(row: Tree, shape: Record<string, string>, context: FormContext): Tree {
  const people = (context.names.people ?? {}) as Record<string, Tree>;
  const person = people[String(row.ref)] ?? {};
  const full: Tree = { ...row };
  for (const [field, source] of Object.entries(shape)) {
    if (full[field] !== undefined && full[field] !== null) continue;
    const own = source.startsWith('person.') ? person[source.slice('person.'.length)] : undefined;
    full[field] = own ?? (source.startsWith('person.') ? null : readName(context.names, source)) ?? null;
  }
  return full;
}
