import { equal } from '../values/compare.ts';
import type { Run } from '../run.ts';
import type { Value } from '../values/kind.ts';
import { Num, toInteger } from '../values/number.ts';
import { define } from './define.ts';

// List functions that look or combine, DMN 1.5, section 10.3.4.4.

define('list contains', 'list: list, element', ([list, element], run) => includes(list, element, run));
define('count', 'list: list', ([list]) => new Num(list.length));

/** Whether the list has an element equal to the value. */
export function includes(list: Value[], element: Value, run: Run): boolean {
  run.step(list.length);
  return list.some((item) => equal(item, element, run) === true);
}

define('index of', 'list: list, match', ([list, match], run) => {
  run.step(list.length);
  return (list as Value[]).flatMap((item, index) => (equal(item, match, run) === true ? [new Num(index + 1)] : []));
});

define('sublist', 'list: list, start position: number, length?: number', ([list, start, length], run) => {
  const from = position(list, start);
  const size = length === null ? list.length : toInteger(length.trunc());
  if (from === null || size === null || (length !== null && size < 1) || (length !== null && from + size > list.length)) {
    return run.warn('feel-index', 'expected a part of sublist within the list, got another');
  }
  run.size(size);
  return list.slice(from, from + size);
});

/** Index from a position counted from 1, or from the end with -1; null outside the list. */
export function position(list: Value[], at: Num): number | null {
  const index = toInteger(at.trunc());
  if (index === null || index === 0 || Math.abs(index) > list.length) return null;
  return index > 0 ? index - 1 : list.length + index;
}

define('append', 'list: list, ...item', ([list, ...items], run) => grown([...list, ...items], run));
define('concatenate', '...list: list', (lists, run) => joined(lists, run));
define('reverse', 'list: list', ([list], run) => grown([...list], run).reverse());
define('union', '...list: list', (lists, run) => distinct(joined(lists, run), run));
define('distinct values', 'list: list', ([list], run) => distinct(list, run));
define('flatten', 'list: list', ([list], run) => flattened(list, [], run));

function joined(lists: Value[][], run: Run): Value[] {
  run.size(lists.reduce((size, list) => size + list.length, 0));
  return lists.flat(1);
}

function flattened(list: Value[], into: Value[], run: Run): Value[] {
  for (const item of list) {
    run.step();
    if (Array.isArray(item)) flattened(item, into, run);
    else into.push(item);
    run.bound(into.length);
  }
  return into;
}

function grown(list: Value[], run: Run): Value[] {
  run.size(list.length);
  return list;
}

function distinct(list: Value[], run: Run): Value[] {
  run.size(list.length);
  const kept: Value[] = [];
  for (const item of list) if (!includes(kept, item, run)) kept.push(item);
  return kept;
}
