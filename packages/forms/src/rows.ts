import { asList } from './field-types/person-ref/person-label.ts';
import type { List } from './model.ts';
import { isEmpty, isTree, valueAt, withValue, type Tree } from './names.ts';
import { partsOf } from './node-names.ts';
import type { Place } from './place.ts';
import type { FormContext } from './types.ts';

/**
 * Rows of a list as they stand at its place: the given rows (`properties.items`), or the rows that were added. Values of
 * a given row are first values: once the row was answered its answers count, but for fixed fields.
 */
export function rowsOf(list: List, around: Place, context: FormContext): Tree[] {
  const answered = asList(valueAt(around.values, list.name)).filter(isTree);
  if (list.items === null) return answered.slice(0, list.maxRows);
  const given = asList(list.items.evaluate(around.scope, context)).filter(isTree).slice(0, list.maxRows);
  return given.map((row, index) => {
    const same = row['ref'] === undefined ? answered[index] : answered.find((each) => each['ref'] === row['ref']);
    return same === undefined ? row : { ...same, ...fixedPart(list, row) };
  });
}

/** What of a given row no field of the list can change. */
function fixedPart(list: List, row: Tree): Tree {
  const open = list.parts.flatMap(partsOf).flatMap((part) => {
    if (part.kind === 'field') return part.edit === 'fixed' ? [] : [part.name];
    return part.kind === 'list' ? [part.name] : [];
  });
  return open.reduce((fixed, name) => withValue(fixed, name, null), row);
}

/** True when nothing was answered in a row; its own reference does not count. */
export function isEmptyRow(row: Tree): boolean {
  return Object.entries(row).every(([key, value]) => key === 'ref' || value === false || isEmpty(value));
}

const ownRef = /^a[1-9]\d{0,2}$/;

/** The reference of an added row: the one it was posted with when it is free and well formed, else the next free one. */
export function refForRow(posted: string, taken: Set<string>): string {
  let ref = posted;
  for (let number = 1; !ownRef.test(ref) || taken.has(ref); number += 1) ref = `a${number}`;
  taken.add(ref);
  return ref;
}
