import { standing, type Standing } from './known.ts';
import type { Field, Group, List, Node } from './model.ts';
import { controlId, valueAt, type Tree } from './names.ts';
import type { FormContext } from './types.ts';
import { rowsOf } from './rows.ts';

/** A field at its place: by itself, or in one row of a list. */
export interface Spot {
  field: Field;
  /** Full name: `players[2].level`. */
  name: string;
  id: string;
  /** Names as conditions of this field see them: the tree, over it the values of the row. */
  scope: Tree;
  row: { list: List; index: number; values: Tree } | null;
  standing: Standing;
}

/** A field by itself. */
export function spotOf(field: Field, names: Tree, context: FormContext): Spot {
  return {
    field,
    name: field.name,
    id: controlId(field.name),
    scope: names,
    row: null,
    standing: standing(field, field.name, names, context),
  };
}

/** A field in a row; `index` counts from 0. */
export function rowSpot(field: Field, list: List, index: number, values: Tree, names: Tree, context: FormContext): Spot {
  const name = `${list.name}[${index + 1}].${field.name}`;
  const scope = { ...names, ...values, this: values };
  return { field, name, id: controlId(name), scope, row: { list, index, values }, standing: standing(field, name, names, context, values) };
}

/** Value at a spot in the tree. */
export function spotValue(spot: Spot, names: Tree): unknown {
  return spot.row === null ? valueAt(names, spot.name) : valueAt(spot.row.values, spot.field.name);
}

/** The lists of persons that may be added here, when they are offered now. */
export function offeredAdds(field: Field, names: Tree): List | null {
  return field.adds !== null && valueAt(names, 'household.complete') !== true ? field.adds : null;
}

/** What stands in a part of a form, hidden parts left out: spots, and the groups and lists they stand in. */
export interface Standings {
  spots: Spot[];
  groups: Group[];
  lists: List[];
}

/** Collects the spots of a part, row by row; `hidden` judges a node in the scope it stands in. */
export function standingsOf(node: Node, names: Tree, context: FormContext, hidden: (node: Node, scope: Tree) => boolean): Standings {
  const found: Standings = { spots: [], groups: [], lists: [] };
  collect(node, found);
  return found;

  function collect(part: Node, into: Standings): void {
    if (hidden(part, names)) return;
    if (part.kind === 'group') {
      into.groups.push(part);
      for (const each of part.parts) collect(each, into);
    } else if (part.kind === 'list') collectRows(part, into);
    else if (part.kind === 'field') {
      const spot = spotOf(part, names, context);
      into.spots.push(spot);
      const adds = spot.standing === 'asked' ? offeredAdds(part, names) : null;
      if (adds) collectRows(adds, into);
    }
  }

  function collectRows(list: List, into: Standings): void {
    into.lists.push(list);
    for (const [index, values] of rowsOf(list, names, context).entries()) {
      for (const field of list.parts) {
        const spot = rowSpot(field, list, index, values, names, context);
        if (!hidden(field, spot.scope)) into.spots.push(spot);
      }
    }
  }
}
