/** A tree of names as the case holds it: plain JSON data. */
export type Tree = Record<string, unknown>;

const separators = /[.[\]]/;
const step = /^([^[\].]+)|^\[(\d+)\]/;

/** `players[2].level` → `['players', 1, 'level']`: positions are counted from 1 in names, from 0 in data. */
export function nameSteps(name: string): (string | number)[] {
  const steps: (string | number)[] = [];
  let rest = name;
  while (rest !== '') {
    const found = step.exec(rest);
    if (!found) break;
    steps.push(found[1] ?? Number(found[2]) - 1);
    rest = rest.slice(found[0].length).replace(/^\./, '');
  }
  return steps;
}

/** True for plain data with names: no list, not null. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Value of a dotted name; `null` when any part of the way is missing. A tree may also hold the dotted name as one key. */
export function valueAt(tree: Tree, name: string): unknown {
  if (Object.hasOwn(tree, name)) return tree[name] ?? null;
  if (!separators.test(name)) return name === '' ? tree : null;
  let here: unknown = tree;
  for (const part of nameSteps(name)) {
    if (typeof part === 'number') here = Array.isArray(here) ? here[part] : null;
    else here = isTree(here) && Object.hasOwn(here, part) ? here[part] : null;
    if (here === null || here === undefined) return null;
  }
  return here;
}

/** A copy of the tree with the value at a dotted name (no positions); `null` removes the name. */
export function withValue(tree: Tree, name: string, value: unknown): Tree {
  const [head, ...tail] = name.split('.') as [string, ...string[]];
  const copy: Tree = { ...tree };
  if (tail.length === 0) {
    if (value === null || value === undefined) delete copy[head];
    else copy[head] = value;
    return copy;
  }
  const below = isTree(copy[head]) ? copy[head] : {};
  const changed = withValue(below, tail.join('.'), value);
  if (Object.keys(changed).length === 0 && !isTree(copy[head])) return copy;
  copy[head] = changed;
  return copy;
}

// No form nests its data deeper; deeper data came from elsewhere and is not walked.
const deepest = 40;

/** A copy of the tree with values at dotted names, as {@link withValue} one after the other; each part is copied once. */
export function withValues(tree: Tree, values: Iterable<readonly [name: string, value: unknown]>): Tree {
  const copy: Tree = { ...tree };
  const copied = new Map<string, Tree>([['', copy]]);
  for (const [name, value] of values) {
    const at = name.lastIndexOf('.');
    if (at < 0) {
      if (value === null || value === undefined) delete copy[name];
      else copy[name] = value;
    } else if (copied.has(name.slice(0, at))) {
      const below = copied.get(name.slice(0, at))!;
      if (value === null || value === undefined) delete below[name.slice(at + 1)];
      else below[name.slice(at + 1)] = value;
    } else {
      const [head = '', ...tail] = name.split('.');
      const below: unknown = copy[head];
      const owned = copied.get(head) ?? (isTree(below) ? { ...below } : {});
      const changed = withValue(owned, tail.join('.'), value);
      if (Object.keys(changed).length === 0 && !isTree(below)) continue;
      copy[head] = changed;
      for (const known of copied.keys()) if (known === head || known.startsWith(`${head}.`)) copied.delete(known);
      if (tail.length === 1) copied.set(head, changed);
    }
  }
  return copy;
}

/** True for values that say nothing: null, empty text, empty list, a tree with only such values. */
export function isEmpty(value: unknown, depth = 0): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isTree(value)) return depth < deepest && Object.values(value).every((each) => isEmpty(each, depth + 1));
  return false;
}

/** Same JSON data, whatever the order of keys. */
export function sameData(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (depth > deepest) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, index) => sameData(each, b[index], depth + 1));
  if (isTree(a) && isTree(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => sameData(own(a, key), own(b, key), depth + 1));
  }
  return (a ?? null) === (b ?? null);
}

function own(tree: Tree, key: string): unknown {
  return Object.hasOwn(tree, key) ? tree[key] : null;
}

/** True when data nests deeper than any form does. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > deepest || Object.values(value).some((each) => isTooDeep(each, depth + 1));
}

const ids = new Map<string, string>();

/** id attribute of the control of a name: `players[2].level` → `f-players-2-level`. */
export function controlId(name: string, part = ''): string {
  let id = ids.get(name);
  if (id === undefined) {
    id = `f-${name.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;
    if (ids.size < 20_000) ids.set(name, id);
  }
  return part === '' ? id : `${id}-${part}`;
}

const controls = new Map<string, Record<string, string>>();

/** Name under which a part of a value is posted: day of `bornOn` → `bornOn-day`. */
export function controlName(name: string, part = ''): string {
  if (part === '') return name;
  let parts = controls.get(name);
  if (parts === undefined) {
    parts = {};
    if (controls.size < 20_000) controls.set(name, parts);
  }
  return (parts[part] ??= `${name}-${part}`);
}
