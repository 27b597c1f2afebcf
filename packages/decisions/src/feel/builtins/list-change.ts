import type { FeelClosure } from '../values/closure.ts';
import type { Value } from '../values/kind.ts';
import type { Num } from '../values/number.ts';
import type { Run } from '../run.ts';
import { define } from './define.ts';
import { position } from './list.ts';

// List functions that change, DMN 1.5, section 10.3.4.4.

function at(list: Value[], where: Num, name: string, run: Run): number | null {
  run.size(list.length);
  return position(list, where) ?? run.warn('feel-index', `expected a position of ${name} within the list, got another`);
}

define('insert before', 'list: list, position: number, newItem', ([list, where, item], run) => {
  const index = at(list, where, 'insert before', run);
  return index === null ? null : [...list.slice(0, index), item, ...list.slice(index)];
});

define('remove', 'list: list, position: number', ([list, where], run) => {
  const index = at(list, where, 'remove', run);
  return index === null ? null : [...list.slice(0, index), ...list.slice(index + 1)];
});

define('list replace', 'list: list, position: number, newItem', ([list, where, item], run) => {
  const index = at(list, where, 'list replace', run);
  return index === null ? null : [...list.slice(0, index), item, ...list.slice(index + 1)];
});

define('list replace', 'list: list, match: function, newItem', ([list, match, item], run) => {
  run.size(list.length);
  const replaced: Value[] = [];
  for (const old of list as Value[]) {
    const decided = callback(match, [old, item], run);
    if (typeof decided !== 'boolean') {
      return run.warn('feel-argument', 'expected a boolean from the function of list replace, got another value');
    }
    replaced.push(decided ? item : old);
  }
  return replaced;
});

/** Calls a function value given as argument. */
export function callback(target: FeelClosure, args: Value[], run: Run): Value {
  if (target.parameters !== null && target.parameters.length !== args.length) {
    return run.warn('feel-argument', `expected a function of ${args.length} parameters, got another`);
  }
  run.enter();
  const result = target.call(args, run, null);
  run.leave();
  return result;
}
