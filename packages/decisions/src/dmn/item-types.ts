import type { NodeOf } from '../feel/ast.ts';
import { compileTest } from '../feel/compile/tests.ts';
import type { Test } from '../feel/compile/code.ts';
import { conforms } from '../feel/compile/types.ts';
import type { NameShape } from '../feel/grammar.ts';
import type { Run } from '../feel/run.ts';
import type { Scope } from '../feel/scope.ts';
import { readDate, readDateTime, readTime } from '../feel/values/temporal-read.ts';
import { readDuration } from '../feel/values/duration.ts';
import { kindOf } from '../feel/values/kind.ts';
import type { Value } from '../feel/values/kind.ts';
import type { ItemDefinition } from './model.ts';
import { parseCell } from './texts.ts';

/** A declared type, ready to fit values to it. */
export interface ItemType {
  /** A type of the language (`date and time`), null for structures and for what is not restricted. */
  basic: string | null;
  isCollection: boolean;
  components: { name: string; type: ItemType }[] | null;
  allowed: Test | null;
}

const aliases: Record<string, string> = {
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
};
const simple = ['boolean', 'string', 'number', 'date', 'time', 'date and time', 'context', 'function', 'range', 'list'];
const basics = new Set([...simple, 'days and time duration', 'years and months duration']);

const nowhere: Scope = { find: () => undefined, findPath: () => undefined };

/** The types of a decision file by reference. */
export class ItemTypes {
  readonly #definitions: Map<string, ItemDefinition>;
  readonly #types = new Map<string, ItemType | null>();

  constructor(items: ItemDefinition[]) {
    this.#definitions = new Map(items.map((item) => [item.name, item]));
  }

  isDeclared(name: string): boolean {
    return this.#definitions.has(name);
  }

  /** The type of a reference; null where anything goes (`Any`, no or an unknown reference). */
  find(typeRef: string | null): ItemType | null {
    if (typeRef === null) return null;
    const name = typeRef.startsWith('feel:') ? typeRef.slice(5) : typeRef;
    const cached = this.#types.get(name);
    if (cached !== undefined) return cached;
    const item = this.#definitions.get(name);
    if (item !== undefined) {
      // A type that contains itself stops at the second level.
      this.#types.set(name, null);
      const type = this.#build(item);
      this.#types.set(name, type);
      return type;
    }
    const basic = aliases[name] ?? name;
    return basics.has(basic) ? { basic, isCollection: false, components: null, allowed: null } : null;
  }

  #build(item: ItemDefinition): ItemType {
    const allowed = item.allowed === null ? null : compileTest(parseCell(item.allowed, `type "${item.name}"`) as NodeOf<'tests'>);
    if (item.isFunction) return { basic: 'function', isCollection: item.isCollection, components: null, allowed };
    if (item.components.length > 0) {
      const components = item.components.map((component) => ({ name: component.name, type: this.#build(component) }));
      return { basic: null, isCollection: item.isCollection, components, allowed };
    }
    const base = this.find(item.typeRef);
    if (base === null) return { basic: null, isCollection: item.isCollection, components: null, allowed };
    if (base.isCollection && item.isCollection) return { ...base, allowed: allowed ?? base.allowed };
    return { ...base, isCollection: base.isCollection || item.isCollection, allowed: allowed ?? base.allowed };
  }

  /** The names inside a type, for names with operators or keywords in them. */
  shape(typeRef: string | null): NameShape | null {
    return shapeOf(this.find(typeRef));
  }
}

function shapeOf(type: ItemType | null): NameShape | null {
  if (type?.components == null) return null;
  return Object.fromEntries(type.components.map((component) => [component.name, shapeOf(component.type)]));
}

/**
 * The value as one of the type, undefined if it is not one. A single value counts as list of it and back; with
 * `fromText`, dates and durations are also read from text (data from outside is JSON).
 */
export function fit(value: Value, type: ItemType | null, run: Run, fromText: boolean): Value | undefined {
  if (type === null || value === null) return value;
  if (type.isCollection) {
    const single = { ...type, isCollection: false };
    const items = (Array.isArray(value) ? value : [value]).map((item) => fit(item, single, run, fromText));
    return items.includes(undefined) ? undefined : (items as Value[]);
  }
  if (Array.isArray(value) && type.basic !== 'list') {
    return value.length === 1 && !(type.basic === null && type.components === null)
      ? fit(value[0] ?? null, type, run, fromText)
      : restricted(value, type, run);
  }
  if (type.components !== null) return fitContext(value, type.components, run, fromText);
  const read = fromText && typeof value === 'string' ? readText(value, type.basic) : value;
  if (read === null || (type.basic !== null && !conforms(read, { kind: 'named', name: type.basic }))) return undefined;
  return type.allowed !== null && type.allowed(read, nowhere, run) !== true ? undefined : read;
}

function restricted(value: Value, type: ItemType, run: Run): Value | undefined {
  if (type.basic !== null || type.components !== null) return undefined;
  return type.allowed !== null && type.allowed(value, nowhere, run) !== true ? undefined : value;
}

function fitContext(value: Value, components: { name: string; type: ItemType }[], run: Run, fromText: boolean): Value | undefined {
  if (!(value instanceof Map)) return undefined;
  const fitted = new Map(value);
  for (const { name, type } of components) {
    const entry = value.get(name);
    if (entry === undefined) continue;
    const fittedEntry = fit(entry, type, run, fromText);
    if (fittedEntry === undefined) return undefined;
    fitted.set(name, fittedEntry);
  }
  return fitted;
}

function readText(text: string, basic: string | null): Value {
  switch (basic) {
    case 'date':
      return readDate(text);
    case 'time':
      return readTime(text);
    case 'date and time':
      return readDateTime(text);
    case 'days and time duration':
    case 'years and months duration':
      return readDuration(text);
    default:
      return text;
  }
}

/** Fits a value or warns and gives null. */
export function fitted(value: Value, type: ItemType | null, where: string, run: Run, fromText = false): Value {
  const result = fit(value, type, run, fromText);
  if (result !== undefined) return result;
  const wanted = type?.basic ?? 'value of its type';
  return run.warn('dmn-type', `expected a ${wanted} of ${where}, got ${kindOf(value)} or a value that is not allowed`);
}
