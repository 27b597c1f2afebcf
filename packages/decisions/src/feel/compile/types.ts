import type { NodeOf, TypeNode } from '../ast.ts';
import { FeelClosure } from '../values/closure.ts';
import { kindOf } from '../values/kind.ts';
import type { Kind, Value } from '../values/kind.ts';
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
    return tested === null ? isNull(node.type) : conforms(tested, node.type);
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
    case 'declared':
      return true;
    case 'function':
      return type.parameters.every(isKnown) && isKnown(type.result);
  }
}

/** Whether a value belongs to a type; null belongs to every type here. */
export function conforms(value: Value, type: TypeNode): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case 'named':
      return type.name === 'Any' || kinds[type.name] === kindOf(value);
    case 'list':
      return Array.isArray(value) && value.every((item) => conforms(item, type.element));
    case 'range':
      return value instanceof FeelRange && conforms(value.low, type.element) && conforms(value.high, type.element);
    case 'context':
      return (
        value instanceof Map && type.entries.every(({ name, type: entry }) => value.has(name) && conforms(value.get(name) ?? null, entry))
      );
    case 'declared':
      return type.includes(value);
    case 'function':
      return value instanceof FeelClosure && (value.parameters === null || value.parameters.length === type.parameters.length);
  }
}
