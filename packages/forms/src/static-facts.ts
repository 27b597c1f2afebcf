import type { Expression } from './expressions.ts';
import type { Field, FormModel, Group, List, Node } from './model.ts';
import { namesOf, partsOf, touches } from './node-names.ts';

/** All names a form can write, sorted. */
export function writtenNames(model: FormModel): string[] {
  return [...new Set(model.nodes.flatMap(namesOf))].toSorted();
}

/** Names whose values belong into the vault; what stands in rows of a list as `list[].name`. */
export function vaultedNames(model: FormModel): string[] {
  const found = (node: Node, prefix: string): string[] => {
    if (node.kind === 'field')
      return [...(node.type.vault ? [prefix + node.name] : []), ...(node.adds === null ? [] : found(node.adds, prefix))];
    if (node.kind === 'group') return node.parts.flatMap((part) => found(part, prefix));
    return node.kind === 'list' ? node.parts.flatMap((part) => found(part, `${prefix}${node.name}[].`)) : [];
  };
  return [...new Set(model.nodes.flatMap((node) => found(node, '')))].toSorted();
}

/** Names of questions that are asked, or not, depending on an answer to one of these; those that depend on them in turn included. Sorted. */
export function followingNames(model: FormModel, names: readonly string[]): string[] {
  const changed = new Set(names);
  const found = new Set<string>();
  const collect = (node: Node, depends: boolean): void => {
    const follows = depends || (node.hide !== null && touches(node.hide.hide.names, changed));
    if (node.kind === 'group') for (const part of node.parts) collect(part, follows);
    else if (follows) for (const name of node.kind === 'files' ? [node.name] : namesOf(node)) found.add(name);
  };
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const node of model.nodes) if (node.kind !== 'computed') collect(node, false);
    for (const name of found) changed.add(name);
  }
  return [...found].filter((name) => !names.includes(name)).toSorted();
}

function expressionsOf(node: Node): Expression[] {
  const found: (Expression | null | undefined)[] = [node.hide?.hide];
  if (node.kind === 'field') {
    found.push(node.requiredIf, node.check, node.default, node.choices?.from === 'expression' ? node.choices.expression : null);
    found.push(node.limits.earliest, node.limits.latest, typeof node.readonly === 'boolean' ? null : node.readonly);
  } else if (node.kind === 'group') found.push(node.check);
  else if (node.kind === 'list') found.push(node.check, node.items);
  else if (node.kind === 'computed') found.push(node.expression);
  else if (node.kind === 'table') found.push(node.rows);
  else if (node.kind === 'documents') found.push(node.source);
  else if (node.kind === 'files') found.push(node.requiredIf);
  return found.filter((each) => each !== null && each !== undefined);
}

/** All names a form reads in conditions, choices, computed values and first values, sorted. */
export function readNames(model: FormModel): string[] {
  const names = new Set<string>();
  const collect = (node: Node, local: Set<string>): void => {
    for (const expression of expressionsOf(node)) {
      for (const name of expression.names) if (!local.has(name.split('.')[0]!)) names.add(name);
    }
    if (node.kind === 'field' && node.bind) names.add(node.bind.name);
    if (node.kind === 'field' && node.adds) names.add('household.complete');
    if (node.kind === 'group') for (const part of node.parts) collect(part, local);
    if (node.kind === 'list') {
      const inRows = node.parts.flatMap(namesOf).map((name) => name.split('.')[0]!);
      for (const part of node.parts) collect(part, new Set(['this', 'parent', ...local, ...inRows]));
    }
  };
  for (const node of model.nodes) collect(node, new Set());
  return [...names].toSorted();
}

/** Text keys that a form needs; `why` belongs to forms for residents only. */
export function neededTextKeys(model: FormModel, audience: 'resident' | 'office'): string[] {
  const keys = new Set<string>();
  for (const node of model.nodes.flatMap(partsOf)) {
    if (node.kind === 'text') keys.add(node.text);
    else if (node.kind === 'group') groupKeys(node, model.nodes.includes(node), keys);
    else if (node.kind === 'computed') {
      if (node.label !== null) keys.add(`${node.label}.label`);
    } else if (node.kind === 'list') listKeys(node, keys);
    else if (node.kind === 'field') fieldKeys(node, audience, keys);
    else if (node.kind === 'table') {
      for (const key of [`${node.label}.label`, ...node.columns.map(({ label }) => label)]) keys.add(key);
    } else if (node.kind === 'documents') keys.add(`${node.label}.label`);
    else if (node.kind === 'files')
      keys.add(node.evidence !== null && node.label === `evidence.${node.evidence}` ? `${node.label}.title` : `${node.label}.label`);
  }
  return [...keys].toSorted();
}

function groupKeys({ label, check }: Group, isPage: boolean, keys: Set<string>): void {
  if (label === null) return;
  // The label of a page is a text; where more is said of the group, and inside a page, it is a block of texts.
  keys.add(isPage && check === null ? label : `${label}.label`);
  if (check !== null) keys.add(`${label}.invalid`);
}

function listKeys(list: List, keys: Set<string>): void {
  if (list.refs) return;
  keys.add(`${list.label}.label`);
  if (list.check !== null) keys.add(`${list.label}.invalid`);
}

function fieldKeys(field: Field, audience: 'resident' | 'office', keys: Set<string>): void {
  keys.add(`${field.label}.label`);
  const given = !field.bound && field.edit === 'fixed';
  if (audience === 'resident' && !given && !ownGroupExplains(field)) keys.add(`${field.label}.why`);
  if (field.check !== null || field.limits.pattern) keys.add(`${field.label}.invalid`);
  if (field.choices?.from === 'values') for (const { label } of field.choices.values) keys.add(label);
}

/** Lines of an address and of an added person are explained once, by the group they stand in. */
function ownGroupExplains(field: Field): boolean {
  return (field.label.startsWith('vocabulary.') && !field.bound) || field.label.startsWith('forms.');
}
