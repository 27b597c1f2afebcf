import type { Files, Group, List, Node } from './model.ts';
import { controlId, isEmpty } from './names.ts';
import { partsOf } from './node-names.ts';
import { valueIn } from './place.ts';
import type { Placed } from './spots.ts';
import { invalidText, missingText } from './texts-of-field.ts';
import { filesOf } from './files.ts';
import type { FieldError, FormContext } from './types.ts';

function firstControl(node: Node, path: string): string {
  const first = partsOf(node).find((part) => part.kind === 'field');
  return controlId(`${path}${first?.kind === 'field' ? first.name : node.id}`);
}

/** Checks of groups, of their kind and their own; a group with a faulty field is not checked, its fields speak first. */
export function groupFaults(groups: Placed<Group>[], context: FormContext, errors: FieldError[]): FieldError[] {
  return groups.flatMap(({ node, place, name }) => {
    const value = node.name === null || node.type === null ? null : valueIn(place, node.name);
    const fault = isEmpty(value) ? null : (node.type?.checkParts?.(value) ?? null);
    const at = fault && `${name}.${fault.part}`;
    const faulty = errors.length === 0 ? errors : errorsInside(node, place.path, errors);
    // "Fill in the place" is less than the places there are.
    if (fault !== null && faulty.every((error) => error.name === at))
      return [{ name: at!, control: controlId(at!), message: context.t(`forms.invalid.${fault.code}`, fault.args) }];
    if (faulty.length > 0) return [];
    if (node.check === null || node.check.evaluate(place.scope, context) !== false) return [];
    return [{ name, control: firstControl(node, place.path), message: invalidText(context, node.label ?? 'forms.group', 'check') }];
  });
}

/** The errors of the parts of a group. */
function errorsInside(node: Group, path: string, errors: FieldError[]): FieldError[] {
  const inside = partsOf(node).flatMap((part) => ('name' in part && part.name !== null ? [`${path}${part.name}`] : []));
  return errors.filter((error) => inside.some((each) => error.name === each || error.name.startsWith(`${each}[`)));
}

/** Errors with those of groups, lists and files; what a group says of a field counts before what the field says itself. */
export function withFaults(errors: FieldError[], more: FieldError[]): FieldError[] {
  const said = new Set(more.map(({ name }) => name));
  return [...errors.filter(({ name }) => !said.has(name)), ...more];
}

/** Lists without the rows they need, and checks of lists. */
export function listFaults(lists: Placed<List>[], context: FormContext, errors: FieldError[]): FieldError[] {
  return lists.flatMap(({ node: list, place, name }) => {
    if (errors.some((error) => error.name.startsWith(`${name}[`))) return [];
    const control = list.addable ? `${controlId(name)}-add` : controlId(`${name}[1].${firstName(list)}`);
    if (list.required && isEmpty(valueIn(place, list.name))) return [{ name, control, message: missingText(context, list.label, 'rows') }];
    if (list.check?.evaluate(place.scope, context) === false)
      return [{ name, control, message: invalidText(context, list.label, 'check') }];
    return [];
  });
}

function firstName(list: List): string {
  const first = list.parts.flatMap(partsOf).find((part) => part.kind === 'field');
  return first?.kind === 'field' ? first.name : '';
}

/** Requested documents that are missing or were refused. */
export function fileFaults(files: Files[], names: Record<string, unknown>, context: FormContext): FieldError[] {
  return files.flatMap((node) => {
    const there = filesOf(node, names, context);
    const control = controlId(node.name);
    const refused = there.find((file) => file.state === 'refused');
    if (refused) return [{ name: node.name, control, message: invalidText(context, node.label, 'fileRefused') }];
    const needed = node.required || node.requiredIf?.evaluate(names, context) === true;
    const entry = node.evidence === null ? undefined : context.evidence?.[node.evidence];
    if (!needed && entry?.missing !== 'block') return [];
    return there.length === 0 ? [{ name: node.name, control, message: missingText(context, node.label, 'file') }] : [];
  });
}
