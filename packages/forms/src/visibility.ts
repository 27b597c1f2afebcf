import { choicesOf } from './choices.ts';
import { isSourced, standing } from './known.ts';
import { plainText } from './field-types/field-type.ts';
import type { Field, FormModel, List, Node } from './model.ts';
import { isEmpty, isTooDeep, isTree, sameData, valueAt, withValue, type Tree } from './names.ts';
import { partsOf } from './node-names.ts';
import { rowPlace, top, type Place } from './place.ts';
import type { FormContext } from './types.ts';

// Conditions may depend on each other; a form that has not come to rest by then circles.
const rounds = 10;

/** True when the condition of a component hides it; a condition that cannot be judged shows. */
export function isHidden(node: Node, place: Place, context: FormContext): boolean {
  return node.hide !== null && node.hide.hide.evaluate(place.scope, context) === true;
}

/** The tree as it is when hidden fields are dropped (or take their default) and computed names are computed. */
export function settledNames(model: FormModel, names: Tree, context: FormContext): Tree {
  let settled = names;
  for (let round = 0; round < rounds; round += 1) {
    const before = settled;
    for (const node of model.nodes) settled = settleNode(node, top(settled), context, false);
    if (sameData(before, settled)) break;
  }
  return settled;
}

/** The values of a place after the conditions of one part. */
function settleNode(node: Node, place: Place, context: FormContext, hiddenAbove: boolean): Tree {
  const { values } = place;
  const hidden = hiddenAbove || isHidden(node, place, context);
  switch (node.kind) {
    case 'group': {
      let at = place;
      for (const part of node.parts) at = moved(at, settleNode(part, at, context, hidden));
      return at.values;
    }
    case 'field': {
      if (!hidden) return values;
      const name = `${place.path}${node.name}`;
      if (isSourced(context, name) || standing(node, name, place, context) === 'known') return values;
      const without = withValue(values, node.name, null);
      const adds = node.adds === null || place.row !== null ? without : withValue(without, node.adds.name, null);
      return node.default === null ? adds : withValue(adds, node.name, node.default.evaluate(moved(place, adds).scope, context));
    }
    case 'list':
      return hidden ? withValue(values, node.name, null) : settleRows(node, place, context);
    case 'computed': {
      const value = hidden ? null : node.expression.evaluate(place.scope, context);
      return withValue(values, node.name, isTooDeep(value) ? null : value);
    }
    default:
      return values;
  }
}

/** The same place with other values. */
function moved(place: Place, values: Tree): Place {
  if (values === place.values) return place;
  return place.row === null
    ? top(values)
    : { ...place, values, scope: { ...place.scope, ...absent(place.values, values), ...values, this: values } };
}

/** Names that were dropped, as null, so that they hide what stood behind them no longer. */
function absent(before: Tree, after: Tree): Tree {
  return Object.fromEntries(Object.keys(before).flatMap((name) => (Object.hasOwn(after, name) ? [] : [[name, null]])));
}

const settles = new WeakMap<List, boolean>();

/** True when conditions or computed names stand in the rows of a list. */
function hasRules(list: List): boolean {
  let found = settles.get(list);
  if (found === undefined)
    settles.set(list, (found = list.parts.flatMap(partsOf).some((part) => part.hide !== null || part.kind === 'computed')));
  return found;
}

/** Rows without what is hidden in them. */
function settleRows(list: List, place: Place, context: FormContext): Tree {
  const rows = valueAt(place.values, list.name);
  if (!Array.isArray(rows) || !hasRules(list)) return place.values;
  const settled = rows.map((row: unknown, index) => {
    if (!isTree(row)) return row;
    let at = rowPlace(list, place, index, row);
    for (const part of list.parts) at = moved(at, settleNode(part, at, context, false));
    return at.values;
  });
  return withValue(place.values, list.name, settled);
}

/** First value of a field that has none: from the name it is bound to, else its default. */
export function startValue(node: Field, place: Place, context: FormContext): unknown {
  if (node.bind && isEmpty(valueAt(place.scope, node.bind.unless))) {
    const value = valueAt(place.scope, node.bind.name);
    if (!isEmpty(value)) return value;
  }
  const value = node.default?.evaluate(place.scope, context) ?? null;
  if (value === null || node.type.widget !== 'one-of') return value;
  // A default that is not among the choices is no answer.
  return choicesOf(node, place.scope, context).some((each) => each.value === plainText(value)) ? value : null;
}
