import type { Node, NodeOf, TypeNode } from '../ast.ts';
import { FeelClosure } from '../values/closure.ts';
import { kindOf } from '../values/kind.ts';
import type { Kind, Value, Work } from '../values/kind.ts';
import { FeelRange } from '../values/range.ts';
import type { Code } from './code.ts';
import { compile } from './index.ts';

const kinds: Record<string, Kind> = {
  boolean: 'boolean',
  string: 'string',
  number: 'number',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  list: 'list',
  context: 'context',
  function: 'function',
  range: 'range',
};

/** `x instance of type` (DMN 1.5, section 10.3.2.9); null belongs to no type. */
export function compileInstance(node: NodeOf<'instance'>): Code {
  const value = compile(node.value);
  if (!isKnown(node.type)) {
    return (_scope, run) => run.warn('feel-type', 'expected a known type after "instance of", got another name', node);
  }
  return (scope, run) => {
    const tested = value(scope, run);
    return tested === null ? isNull(node.type) : conforms(tested, node.type, run);
  };
}

function isNull(type: TypeNode): boolean {
  return type.kind === 'named' && type.name === 'Null';
}

/** Whether all names in a type are types of the language. */
export function isKnown(type: TypeNode): boolean {
  switch (type.kind) {
    case 'named':
      return type.name === 'Any' || type.name === 'Null' || kinds[type.name] !== undefined;
    case 'list':
    case 'range':
      return isKnown(type.element);
    case 'context':
      return type.entries.every((entry) => isKnown(entry.type));
    case 'function':
      return type.parameters.every(isKnown) && isKnown(type.result);
  }
}

/** Whether a value belongs to a type; null belongs to every type here. */
export function conforms(value: Value, type: TypeNode, work: Work): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case 'named':
      return type.name === 'Any' || kinds[type.name] === kindOf(value);
    case 'list':
      if (!Array.isArray(value)) return false;
      work.step(value.length);
      return value.every((item) => conforms(item, type.element, work));
    case 'range':
      return value instanceof FeelRange && conforms(value.low, type.element, work) && conforms(value.high, type.element, work);
    case 'context':
      return (
        value instanceof Map &&
        type.entries.every(({ name, type: entry }) => value.has(name) && conforms(value.get(name) ?? null, entry, work))
      );
    case 'function':
      return value instanceof FeelClosure && conformsAsFunction(value, type);
  }
}

/**
 * Parameters may be wider and the result narrower than the type asks for. What a function does not declare may be
 * anything: built-in functions and untyped parameters fit by their number alone.
 */
function conformsAsFunction(value: FeelClosure, type: TypeNode & { kind: 'function' }): boolean {
  if (value.parameters === null) return true;
  if (value.parameters.length !== type.parameters.length) return false;
  const accepts = type.parameters.every((given, index) => narrower(given, value.types[index] ?? null));
  return accepts && narrower(value.result, type.result);
}

/** Whether each value of a type is one of the other, as far as both are known (DMN 1.5, section 10.3.2.9.2). */
function narrower(type: TypeNode | null, wide: TypeNode | null): boolean {
  if (type === null || wide === null || (wide.kind === 'named' && wide.name === 'Any')) return true;
  if (type.kind === 'named') {
    if (type.name === 'Null') return true;
    const general = kinds[type.name];
    if (wide.kind !== 'named') return false;
    return type.name === wide.name || (general !== undefined && general === kinds[wide.name]);
  }
  if (wide.kind === 'named') return kinds[wide.name] === type.kind;
  if (type.kind === 'list' && wide.kind === 'list') return narrower(type.element, wide.element);
  if (type.kind === 'range' && wide.kind === 'range') return narrower(type.element, wide.element);
  if (type.kind === 'context' && wide.kind === 'context') {
    return wide.entries.every(({ name, type: entry }) => {
      const own = type.entries.find((candidate) => candidate.name === name);
      return own !== undefined && narrower(own.type, entry);
    });
  }
  if (type.kind === 'function' && wide.kind === 'function') {
    if (type.parameters.length !== wide.parameters.length) return false;
    return wide.parameters.every((given, index) => narrower(given, type.parameters[index] ?? null)) && narrower(type.result, wide.result);
  }
  return false;
}

/** The type of an expression where its form tells: literals, parameters, arithmetic with a number; else null. */
export function evidentType(node: Node, names: ReadonlyMap<string, TypeNode | null>): TypeNode | null {
  switch (node.kind) {
    case 'number':
      return { kind: 'named', name: 'number' };
    case 'string':
    case 'boolean':
      return { kind: 'named', name: node.kind };
    case 'comparison':
    case 'and':
    case 'or':
    case 'between':
    case 'in':
    case 'instance':
    case 'quantified':
      return { kind: 'named', name: 'boolean' };
    case 'name':
      return names.get(node.name) ?? null;
    case 'arithmetic': {
      const [left, right] = [evidentType(node.left, names), evidentType(node.right, names)];
      return left !== null && right !== null && narrower(left, right) && left.kind === 'named' && /^(number|string)$/.test(left.name)
        ? left
        : null;
    }
    case 'function': {
      const inner = new Map([...names, ...node.parameters.map(({ name, type }) => [name, type] as const)]);
      const result = node.external ? null : evidentType(node.body, inner);
      const any: TypeNode = { kind: 'named', name: 'Any' };
      return result === null ? null : { kind: 'function', parameters: node.parameters.map(({ type }) => type ?? any), result };
    }
    default:
      return null;
  }
}
