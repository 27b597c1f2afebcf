import type { Node, TypeNode } from '../feel/ast.ts';
import { compileTest } from '../feel/compile/tests.ts';
import type { Test } from '../feel/compile/code.ts';
import { conforms } from '../feel/compile/types.ts';
import type { NameShape } from '../feel/grammar.ts';
import type { ItemDefinition } from './model.ts';
import { parseCell, parseText } from './texts.ts';

export { fitted } from './fit.ts';

/** A declared type, ready to fit values to it. */
export interface ItemType {
  /** A type of the language (`date and time`), null for structures and for what is not restricted. */
  basic: string | null;
  isCollection: boolean;
  components: { name: string; type: ItemType }[] | null;
  /** Parameters and result of a declared function type. */
  signature: { parameters: (ItemType | null)[]; result: ItemType | null } | null;
  /** What a value, or each element of a collection, must pass. */
  allowed: Test | null;
  /** What the value as a whole must pass. */
  constraint: Test | null;
  /** The allowed values as they are written, for hit policies that go by their order. */
  order: Node[] | null;
  /** Set when this collection is one of collections. */
  element: ItemType | null;
}

const aliases: Record<string, string> = {
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
  decimal: 'number',
  double: 'number',
  float: 'number',
  int: 'number',
  integer: 'number',
  long: 'number',
};
const simple = ['boolean', 'string', 'number', 'date', 'time', 'date and time', 'context', 'function', 'range', 'list'];
const basics = new Set([...simple, 'days and time duration', 'years and months duration']);

const plain = (basic: string | null): ItemType => ({
  basic,
  isCollection: false,
  components: null,
  signature: null,
  allowed: null,
  constraint: null,
  order: null,
  element: null,
});

/** The types of a decision file by reference; types of imported files as `name.type`. */
export class ItemTypes {
  readonly #definitions: Map<string, ItemDefinition>;
  readonly #imports: { name: string; types: ItemTypes }[];
  readonly #types = new Map<string, ItemType | null>();

  constructor(items: ItemDefinition[], imports: { name: string; types: ItemTypes }[] = []) {
    this.#definitions = new Map(items.map((item) => [item.name, item]));
    this.#imports = imports;
  }

  isDeclared(name: string): boolean {
    return this.#definitions.has(name) || this.#imported(name) !== null;
  }

  /** The type of a reference; null where anything goes (`Any`, no or an unknown reference). */
  find(typeRef: string | null): ItemType | null {
    if (typeRef === null) return null;
    const cached = this.#types.get(typeRef);
    if (cached !== undefined) return cached;
    const name = this.#definitions.has(typeRef) ? typeRef : typeRef.replace(/^[\w-]+:/, '');
    const item = this.#definitions.get(name);
    if (item !== undefined) {
      // A type that contains itself stops at the second level.
      this.#types.set(typeRef, null);
      const type = this.#build(item);
      this.#types.set(typeRef, type);
      return type;
    }
    const imported = this.#imported(name);
    if (imported !== null) return imported.types.find(imported.name);
    const basic = aliases[name] ?? name;
    if (basics.has(basic)) return plain(basic);
    return /^(list|range|context|function)\s*</.test(typeRef) ? this.#written(typeRef) : null;
  }

  /** A type written out in FEEL: `list<tPerson>`, `context<name: string>`. */
  #written(text: string): ItemType | null {
    const node = parseText(`null instance of ${text}`, `type "${text}"`, undefined, this);
    return node.kind === 'instance' ? itemTypeOf(node.type) : null;
  }

  #imported(typeRef: string): { types: ItemTypes; name: string } | null {
    for (const { name, types } of this.#imports) {
      const rest = name === '' ? typeRef : typeRef.startsWith(`${name}.`) ? typeRef.slice(name.length + 1) : null;
      if (rest !== null && types.isDeclared(rest)) return { types, name: rest };
    }
    return null;
  }

  #build(item: ItemDefinition, siblings: NameShape = {}): ItemType {
    const tests = (text: string | null) => (text === null ? null : parseCell(text, `type "${item.name}"`, siblings));
    const values = tests(item.allowed);
    const allowed = values === null ? null : compileTest(values);
    const restricted = tests(item.constraint);
    const constraint = restricted === null ? null : compileTest(restricted);
    const order = values?.tests ?? (item.isCollection ? null : (restricted?.tests ?? null));
    const { isCollection, signature } = item;
    if (signature !== null) {
      const parameters = signature.parameters.map((typeRef) => this.find(typeRef));
      return {
        ...plain('function'),
        isCollection,
        allowed,
        constraint,
        order,
        signature: { parameters, result: this.find(signature.result) },
      };
    }
    if (item.components.length > 0) {
      const names = Object.fromEntries(item.components.map(({ name }) => [name, null]));
      const components = item.components.map((component) => ({ name: component.name, type: this.#build(component, names) }));
      return { ...plain(null), isCollection, components, allowed, constraint, order };
    }
    const base = this.find(item.typeRef) ?? plain(null);
    if (isCollection && base.isCollection) return { ...plain(null), isCollection, allowed, constraint, order, element: base };
    const own = {
      ...base,
      isCollection: base.isCollection || isCollection,
      allowed: both(base.allowed, allowed),
      order: order ?? base.order,
    };
    // A constraint of the base is one of each element when only this type is a collection.
    if (isCollection) return { ...own, allowed: both(own.allowed, base.constraint), constraint };
    return { ...own, constraint: both(base.constraint, constraint) };
  }

  /** The names inside a type, for names with operators or keywords in them. */
  shape(typeRef: string | null): NameShape | null {
    return shapeOf(this.find(typeRef));
  }
}

function both(first: Test | null, second: Test | null): Test | null {
  if (first === null || second === null) return first ?? second;
  return (input, scope, run) => first(input, scope, run) === true && second(input, scope, run) === true;
}

function shapeOf(type: ItemType | null): NameShape | null {
  if (type?.components == null) return null;
  return Object.fromEntries(type.components.map((component) => [component.name, shapeOf(component.type)]));
}

function itemTypeOf(type: TypeNode): ItemType | null {
  switch (type.kind) {
    case 'named':
      return basics.has(type.name) ? plain(type.name) : null;
    case 'list': {
      const element = itemTypeOf(type.element) ?? plain(null);
      return element.isCollection ? { ...plain(null), isCollection: true, element } : { ...element, isCollection: true };
    }
    case 'context':
      return {
        ...plain(null),
        components: type.entries.map((entry) => ({ name: entry.name, type: itemTypeOf(entry.type) ?? plain(null) })),
      };
    case 'range':
      return { ...plain('range'), allowed: (input, _scope, run) => conforms(input, type, run) };
    case 'function':
      return { ...plain('function'), signature: { parameters: type.parameters.map(itemTypeOf), result: itemTypeOf(type.result) } };
  }
}

/** What calls of a function of this declared type give: before DMN 1.3 the variable's type was the result's. */
export function resultType(declared: ItemType | null): ItemType | null {
  return declared?.basic === 'function' ? (declared.signature?.result ?? null) : declared;
}

/** The declared type as a type of the language, for comparing function types. */
export function typeNodeOf(type: ItemType | null): TypeNode {
  if (type === null) return { kind: 'named', name: 'Any' };
  if (type.isCollection) return { kind: 'list', element: typeNodeOf(type.element ?? { ...type, isCollection: false }) };
  if (type.components !== null) {
    return { kind: 'context', entries: type.components.map((entry) => ({ name: entry.name, type: typeNodeOf(entry.type) })) };
  }
  if (type.signature !== null) {
    return { kind: 'function', parameters: type.signature.parameters.map(typeNodeOf), result: typeNodeOf(type.signature.result) };
  }
  return { kind: 'named', name: type.basic ?? 'Any' };
}
