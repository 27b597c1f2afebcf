import { choicesOf } from './choices.ts';
import { isSourced, standing } from './known.ts';
import type { FormModel, List, Node } from './model.ts';
import { isEmpty, sameData, valueAt, withValue, type Tree } from './names.ts';
import type { FormContext } from './types.ts';

// Conditions may depend on each other; a form that has not come to rest by then circles.
const rounds = 10;

/** True when the condition of a component hides it; a condition that cannot be judged shows. */
export function isHidden(node: Node, names: Tree, context: FormContext): boolean {
  return node.hide !== null && node.hide.hide.evaluate(names, context) === true;
}

/** The tree as it is when hidden fields are dropped (or take their default) and computed names are computed. */
export function settledNames(model: FormModel, names: Tree, context: FormContext): Tree {
  let settled = names;
  for (let round = 0; round < rounds; round += 1) {
    const before = settled;
    for (const node of model.nodes) settled = settleNode(node, settled, context, false);
    if (sameData(before, settled)) break;
  }
  return settled;
}

function settleNode(node: Node, names: Tree, context: FormContext, hiddenAbove: boolean): Tree {
  const hidden = hiddenAbove || isHidden(node, names, context);
  switch (node.kind) {
    case 'group':
      return node.parts.reduce((tree, part) => settleNode(part, tree, context, hidden), names);
    case 'field': {
      if (!hidden || isSourced(context, node.name) || standing(node, node.name, names, context) === 'known') return names;
      const without = withValue(names, node.name, null);
      return node.default === null ? without : withValue(without, node.name, node.default.evaluate(without, context));
    }
    case 'list':
      return hidden ? withValue(names, node.name, null) : settleRows(node, names, context);
    case 'computed':
      return withValue(names, node.name, hidden ? null : node.expression.evaluate(names, context));
    default:
      return names;
  }
}

/** Rows without the fields that are hidden in them. */
function settleRows(list: List, names: Tree, context: FormContext): Tree {
  const rows = valueAt(names, list.name);
  const conditional = list.parts.filter((field) => field.hide !== null);
  if (!Array.isArray(rows) || conditional.length === 0) return names;
  const settled = rows.map((row: Tree) => {
    const scope = { ...names, ...row, this: row };
    const hidden = conditional.filter((field) => isHidden(field, scope, context)).map((field) => field.name);
    return Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name)));
  });
  return withValue(names, list.name, settled);
}

/** First value of a field that has none: from the name it is bound to, else its default. */
export function startValue(node: Extract<Node, { kind: 'field' }>, names: Tree, context: FormContext): unknown {
  if (node.bind && isEmpty(valueAt(names, node.bind.unless))) {
    const value = valueAt(names, node.bind.name);
    if (!isEmpty(value)) return value;
  }
  const value = node.default?.evaluate(names, context) ?? null;
  if (value === null || node.type.widget !== 'one-of') return value;
  // A default that is not among the choices is no answer.
  return choicesOf(node, names, context).some((each) => each.value === String(value)) ? value : null;
}
