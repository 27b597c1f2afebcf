import { standing } from './known.ts';
import type { FormModel } from './model.ts';
import { isEmpty, isTooDeep, valueAt, withValue, type Tree } from './names.ts';
import { namesOf, outsideRows } from './node-names.ts';
import type { FormContext } from './types.ts';
import { top } from './place.ts';
import { settledNames } from './visibility.ts';

/**
 * Answers by dotted name after conditions: those of hidden fields dropped or replaced by their default, computed names
 * added. Names the form does not write, and names known from a source, are left out.
 */
export function settleAnswers(model: FormModel, answers: Record<string, unknown>, context: FormContext): Record<string, unknown> {
  const writes = new Set(model.nodes.flatMap(namesOf));
  const parts = outsideRows(model.nodes);
  const fields = new Map(parts.flatMap((part) => (part.kind === 'field' ? [[part.name, part] as const] : [])));
  let names = context.names as Tree;
  const given = new Set<string>();
  for (const [name, value] of Object.entries(answers)) {
    const field = fields.get(name);
    if (!writes.has(name) || (field && standing(field, name, top(names), context) === 'known')) continue;
    names = withValue(names, name, isEmpty(value) || isTooDeep(value) ? null : value);
    given.add(name);
  }
  const settled = settledNames(model, names, context);
  const result: Record<string, unknown> = {};
  for (const node of parts) {
    if (node.kind === 'computed') given.add(node.name);
    if (node.kind === 'field' && node.default !== null && writes.has(node.name) && isEmpty(valueAt(context.names as Tree, node.name)))
      given.add(node.name);
  }
  for (const name of given) {
    const value = valueAt(settled, name);
    if (!isEmpty(value) || value === false) result[name] = value;
  }
  return result;
}
