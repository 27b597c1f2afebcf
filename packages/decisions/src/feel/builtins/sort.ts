import type { FeelClosure } from '../values/closure.ts';
import { compare } from '../values/compare.ts';
import type { Value } from '../values/kind.ts';
import type { Run } from '../run.ts';
import { define } from './define.ts';
import { callback } from './list-change.ts';

// Sort, DMN 1.5, section 10.3.4.9.

define('sort', 'list: list, precedes?: function', ([list, precedes], run) => {
  run.size(list.length);
  let failed = false;
  const before = (a: Value, b: Value): boolean => {
    const decided = precedes === null ? natural(a, b) : callback(precedes as FeelClosure, [a, b], run);
    if (typeof decided !== 'boolean') failed = true;
    return decided === true;
  };
  const sorted = mergeSort(list, before, run);
  return failed ? run.warn('feel-argument', 'expected elements of sort that can be ordered, got others') : sorted;
});

function natural(a: Value, b: Value): boolean | null {
  const order = compare(a, b);
  return order === null ? null : order < 0;
}

/** Stable, and with any answers of the comparison it ends after n log n of them. */
function mergeSort(list: Value[], before: (a: Value, b: Value) => boolean, run: Run): Value[] {
  run.step();
  if (list.length < 2) return [...list];
  const middle = Math.floor(list.length / 2);
  const left = mergeSort(list.slice(0, middle), before, run);
  const right = mergeSort(list.slice(middle), before, run);
  const merged: Value[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i] ?? null, right[j] ?? null];
    if (before(b, a)) {
      merged.push(b);
      j++;
    } else {
      merged.push(a);
      i++;
    }
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}
