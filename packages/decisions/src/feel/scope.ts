import { fromJson } from './values/json.ts';
import type { Value, Work } from './values/kind.ts';
import { normalizeName } from './tree-types.ts';

/** Where names are looked up, from the innermost outwards. */
export interface Scope {
  /** The value of a name, undefined if it is not bound here or further out. */
  find(name: string): Value | undefined;
  /** Plain data of a path from the root (`person.address.street`), undefined if its first name is not bound there. */
  findPath(path: readonly string[]): Value | undefined;
}

/** The data handed to `evaluate`; values become FEEL values when first read, which is counted. */
export class DataScope implements Scope {
  readonly #data: Record<string, unknown>;
  readonly #work: Work;
  #read: Map<string, Value> | null = null;

  constructor(data: Record<string, unknown>, work: Work) {
    this.#data = data;
    this.#work = work;
  }

  find(name: string): Value | undefined {
    const data = own(this.#data, name);
    if (data === undefined) return this.#findSpelled(name);
    if (data === null || typeof data !== 'object') return fromJson(data, this.#work);
    return this.#keep(name, data);
  }

  findPath(path: readonly string[]): Value | undefined {
    const [first = ''] = path;
    let data = own(this.#data, first);
    if (data === undefined) {
      const whole = own(this.#data, path.join('.'));
      return whole === undefined ? undefined : this.#keep(path.join('.'), whole);
    }
    for (let index = 1; index < path.length; index++) {
      if (data === null || typeof data !== 'object' || Array.isArray(data) || !isPlain(data)) return undefined;
      data = own(data as Record<string, unknown>, path[index] ?? '');
      if (data === undefined) return undefined;
    }
    if (data === null || typeof data !== 'object') return fromJson(data, this.#work);
    return this.#keep(path.join('.'), data);
  }

  /** Names with spaces or operators match whatever their spacing in the data. */
  #findSpelled(name: string): Value | undefined {
    if (/^\w+$/.test(name)) return undefined;
    for (const key of Object.keys(this.#data)) {
      if (normalizeName(key) === name) return this.#keep(key, this.#data[key]);
    }
    return undefined;
  }

  #keep(key: string, data: unknown): Value {
    this.#read ??= new Map();
    let value = this.#read.get(key);
    if (value === undefined) {
      value = fromJson(data, this.#work);
      this.#read.set(key, value);
    }
    return value;
  }
}

function own(data: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}

/** Names bound to values inside an expression: loop variables, parameters, earlier entries of a context. */
export class NamesScope implements Scope {
  readonly #names: Map<string, Value>;
  readonly #outer: Scope;

  constructor(names: Map<string, Value>, outer: Scope) {
    this.#names = names;
    this.#outer = outer;
  }

  find(name: string): Value | undefined {
    const value = this.#names.get(name);
    return value === undefined ? this.#outer.find(name) : value;
  }

  findPath(path: readonly string[]): Value | undefined {
    return this.#names.has(path[0] ?? '') ? undefined : this.#outer.findPath(path);
  }
}

/** One name: a loop variable, the input of a test. */
export class VariableScope implements Scope {
  readonly name: string;
  readonly value: Value;
  readonly #outer: Scope;

  constructor(name: string, value: Value, outer: Scope) {
    this.name = name;
    this.value = value;
    this.#outer = outer;
  }

  find(name: string): Value | undefined {
    return name === this.name ? this.value : this.#outer.find(name);
  }

  findPath(path: readonly string[]): Value | undefined {
    return path[0] === this.name ? undefined : this.#outer.findPath(path);
  }
}

/** The element a filter looks at: its entries by name, else the element itself as `item`. */
export class ItemScope implements Scope {
  readonly #item: Value;
  readonly #outer: Scope;

  constructor(item: Value, outer: Scope) {
    this.#item = item;
    this.#outer = outer;
  }

  find(name: string): Value | undefined {
    if (this.#item instanceof Map) {
      const value = this.#item.get(name);
      if (value !== undefined) return value;
    }
    return name === 'item' ? this.#item : this.#outer.find(name);
  }

  findPath(path: readonly string[]): Value | undefined {
    const [first = ''] = path;
    if (first === 'item' || (this.#item instanceof Map && this.#item.has(first))) return undefined;
    return this.#outer.findPath(path);
  }
}
