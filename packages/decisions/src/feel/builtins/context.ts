import type { Run } from '../run.ts';
import { kindOf } from '../values/kind.ts';
import type { FeelContext, Value } from '../values/kind.ts';
import { define } from './define.ts';

// Context functions, DMN 1.5, section 10.3.4.10.

define('get value', 'm: context, key: string', ([context, key]) => context.get(key) ?? null);
define('get value', 'm: context, keys: list', ([context, keys]) => {
  let value: Value = context;
  if (keys.length === 0) return null;
  for (const key of keys) {
    if (!(value instanceof Map) || typeof key !== 'string') return null;
    value = value.get(key) ?? null;
  }
  return value;
});

define('get entries', 'm: context', ([context], run) => {
  run.step(context.size);
  return [...(context as FeelContext)].map(
    ([key, value]) =>
      new Map<string, Value>([
        ['key', key],
        ['value', value],
      ]),
  );
});

define('context', 'entries: list', ([entries], run) => {
  const context: FeelContext = new Map();
  for (const entry of entries as Value[]) {
    const key = entry instanceof Map ? entry.get('key') : undefined;
    if (!(entry instanceof Map) || typeof key !== 'string' || !entry.has('value') || context.has(key)) {
      return run.warn('feel-argument', 'expected entries of context, each with its own key and a value, got others');
    }
    context.set(key, entry.get('value') ?? null);
  }
  return context;
});

define('context put', 'context: context, key: string, value', ([context, key, value], run) => put(context, [key], value, run));
define('context put', 'context: context, keys: list, value', ([context, keys, value], run) => put(context, keys, value, run));

function put(context: FeelContext, keys: Value[], value: Value, run: Run): Value {
  run.step(context.size);
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return null;
  let inner = value;
  if (rest.length > 0) {
    const below = context.get(key) ?? null;
    inner = below instanceof Map ? put(below, rest, value, run) : null;
    if (inner === null)
      return run.warn('feel-argument', `expected a context at each key but the last of context put, got ${kindOf(below)}`);
  }
  return new Map([...context, [key, inner]]);
}

define('context merge', 'contexts: list', ([contexts], run) => {
  const merged: FeelContext = new Map();
  for (const context of contexts as Value[]) {
    if (!(context instanceof Map)) return null;
    run.step(context.size);
    for (const [key, value] of context) merged.set(key, value);
  }
  return merged;
});
