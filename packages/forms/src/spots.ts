import { standing, type Standing } from './known.ts';
import type { Field, Files, Group, List, Node } from './model.ts';
import { controlId, valueAt, type Tree } from './names.ts';
import { rowPlace, top, valueIn, type Place } from './place.ts';
import type { FormContext } from './types.ts';
import { rowsOf } from './rows.ts';

/** A field at its place: by itself, or in one row of a list. */
export interface Spot {
  field: Field;
  /** Full name: `players[2].level`. */
  name: string;
  id: string;
  place: Place;
  standing: Standing;
}

/** A field at its place. */
export function spotOf(field: Field, place: Place, context: FormContext): Spot {
  const name = `${place.path}${field.name}`;
  return { field, name, id: controlId(name), place, standing: standing(field, name, place, context) };
}

/** Value at a spot. */
export function spotValue(spot: Spot): unknown {
  return valueIn(spot.place, spot.field.name);
}

/** The list of persons that may be added here, when they are offered now. */
export function offeredAdds(field: Field, names: Tree): List | null {
  return field.adds !== null && valueAt(names, 'household.complete') !== true ? field.adds : null;
}

/** A group or list with the place it stands in. */
export interface Placed<T> {
  node: T;
  place: Place;
  /** Full name; of a group without a path the id of the component. */
  name: string;
}

/** What stands in a part of a form, hidden parts left out. */
export interface Standings {
  spots: Spot[];
  groups: Placed<Group>[];
  lists: Placed<List>[];
  files: Files[];
}

/** Judges whether a part is hidden at its place. */
export type Hiding = (node: Node, place: Place) => boolean;

/** Collects the spots of a part, row by row. */
export function standingsOf(node: Node, names: Tree, context: FormContext, hidden: Hiding): Standings {
  const found: Standings = { spots: [], groups: [], lists: [], files: [] };
  collect(node, top(names));
  return found;

  function collect(part: Node, place: Place): void {
    if (hidden(part, place)) return;
    if (part.kind === 'group') {
      found.groups.push({ node: part, place, name: part.name === null ? part.id : `${place.path}${part.name}` });
      for (const each of part.parts) collect(each, place);
    } else if (part.kind === 'list') collectRows(part, place);
    else if (part.kind === 'files') found.files.push(part);
    else if (part.kind === 'field') {
      const spot = spotOf(part, place, context);
      found.spots.push(spot);
      const adds = spot.standing === 'asked' && place.row === null ? offeredAdds(part, names) : null;
      if (adds) collectRows(adds, place);
    }
  }

  function collectRows(list: List, place: Place): void {
    found.lists.push({ node: list, place, name: `${place.path}${list.name}` });
    for (const [index, values] of rowsOf(list, place, context).entries()) {
      const row = rowPlace(list, place, index, values);
      for (const part of list.parts) collect(part, row);
    }
  }
}
