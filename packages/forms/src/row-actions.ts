import { controlNames, postedRows, type Posted } from './posted.ts';
import type { List } from './model.ts';

/** A pressed button that adds or removes a row. */
export interface RowAction {
  /** Value of the button, as the caller gets it. */
  action: string;
  list: string;
  /** Position of the row to remove, from 1; null adds one. */
  remove: number | null;
}

/** Reads the value of the button `action`; null when it is none of these lists. */
export function rowAction(action: string | undefined, lists: readonly List[]): RowAction | null {
  const found = /^(add-row|remove-row):([\w.]+?)(?::(\d{1,3}))?$/.exec(action ?? '');
  if (!found || !lists.some((list) => list.name === found[2] && list.addable)) return null;
  const remove = found[1] === 'remove-row' ? Number(found[3] ?? 0) : null;
  return remove === 0 || (remove === null && found[3] !== undefined) ? null : { action: found[0], list: found[2]!, remove };
}

/** Control names of a row of a list; the first is the hidden mark of the row. */
export function rowControls(list: List, position: number): string[] {
  const row = `${list.name}[${position}]`;
  return [row, ...list.parts.flatMap((field) => controlNames(`${row}.${field.name}`, field.type.widget === 'date'))];
}

/**
 * Moves what was posted for the rows of a list to positions 1, 2, 3 …, without a removed row and with an added one, so
 * that the page shows as many rows as it should.
 */
export function renumber(list: List, posted: Posted, action: RowAction | null): void {
  const mine = action?.list === list.name ? action : null;
  const positions = postedRows(Object.keys(posted), list.name);
  const kept = positions.filter((position) => position !== mine?.remove);
  const rows = kept.map((position) => rowControls(list, position).map((name) => posted[name]));
  for (const position of positions) for (const name of rowControls(list, position)) delete posted[name];
  for (const [index, row] of rows.slice(0, list.maxRows).entries()) {
    for (const [control, name] of rowControls(list, index + 1).entries()) if (row[control]) posted[name] = row[control];
  }
  if (mine !== null && mine.remove === null && kept.length < list.maxRows) posted[`${list.name}[${kept.length + 1}]`] = [''];
}
