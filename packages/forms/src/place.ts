import type { List } from './model.ts';
import { valueAt, type Tree } from './names.ts';

/** Where parts of a form stand: at the top of the tree, or in one row of a list. */
export interface Place {
  /** What stands before the names of the parts: empty, or `players[2].`. */
  path: string;
  /** The tree, or the row. */
  values: Tree;
  /** Names as conditions see them: the tree, over it the rows from the outside in. */
  scope: Tree;
  /** Null at the top. `name` is the full name of the list. */
  row: { list: List; name: string; index: number } | null;
  /** The values before, where the place is being read anew. */
  earlier?: Tree;
}

/** The place of all that stands in no list. */
export function top(names: Tree): Place {
  return { path: '', values: names, scope: names, row: null };
}

/** The place of a row; `index` counts from 0. Conditions see the row as `this` and what stands around it as `parent`. */
export function rowPlace(list: List, around: Place, index: number, values: Tree): Place {
  const name = `${around.path}${list.name}`;
  return {
    path: `${name}[${index + 1}].`,
    values,
    scope: { ...around.scope, ...values, this: values, parent: around.values },
    row: { list, name, index },
  };
}

/** Value of a part at its place. */
export function valueIn(place: Place, name: string): unknown {
  return valueAt(place.values, name);
}
