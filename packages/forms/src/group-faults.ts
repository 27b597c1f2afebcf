import type { Group, List, Node } from './model.ts';
import { controlId, isEmpty, valueAt, type Tree } from './names.ts';
import { partsOf } from './node-names.ts';
import { invalidText, missingText } from './texts-of-field.ts';
import type { FieldError, FormContext } from './types.ts';

function firstControl(node: Node): string {
  const first = partsOf(node).find((part) => part.kind === 'field');
  return controlId(first?.kind === 'field' ? first.name : node.id);
}

/** Checks of groups; a group with a faulty field is not checked, its fields speak first. */
export function groupFaults(groups: Group[], names: Tree, context: FormContext, errors: FieldError[]): FieldError[] {
  return groups.flatMap((group) => {
    if (group.check === null || group.check.evaluate(names, context) !== false) return [];
    const inside = new Set(partsOf(group).flatMap((part) => ('name' in part && part.name !== null ? [part.name] : [])));
    if (errors.some((error) => inside.has(error.name.replace(/\[.*$/, '')))) return [];
    const block = group.label ?? 'forms.group';
    return [{ name: group.name ?? group.id, control: firstControl(group), message: invalidText(context, block, 'check') }];
  });
}

/** Lists without the rows they need, and checks of lists. */
export function listFaults(lists: List[], names: Tree, context: FormContext, errors: FieldError[]): FieldError[] {
  return lists.flatMap((list) => {
    if (errors.some((error) => error.name.startsWith(`${list.name}[`))) return [];
    const control = list.addable ? `${controlId(list.name)}-add` : `${controlId(list.name)}-1-${list.parts[0]?.name ?? ''}`;
    if (list.required && isEmpty(valueAt(names, list.name)))
      return [{ name: list.name, control, message: missingText(context, list.label, 'rows') }];
    if (list.check?.evaluate(names, context) === false)
      return [{ name: list.name, control, message: invalidText(context, list.label, 'check') }];
    return [];
  });
}
