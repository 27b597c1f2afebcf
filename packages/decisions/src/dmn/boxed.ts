import type { Code } from '../feel/compile/code.ts';
import { filterList } from '../feel/compile/access.ts';
import { invoke } from '../feel/compile/calls.ts';
import { compile } from '../feel/compile/index.ts';
import { externalFunction } from '../feel/external/external.ts';
import type { NameShape } from '../feel/grammar.ts';
import type { Run } from '../feel/run.ts';
import { NamesScope } from '../feel/scope.ts';
import { normalizeName } from '../feel/tree-types.ts';
import { FeelClosure } from '../feel/values/closure.ts';
import { kindOf } from '../feel/values/kind.ts';
import type { Value } from '../feel/values/kind.ts';
import { compileTable } from './decision-table.ts';
import { compileIterator } from './iterator.ts';
import { shapeOfBoxed } from './shapes.ts';
import { fitted, resultType } from './item-types.ts';
import type { ItemType, ItemTypes } from './item-types.ts';
import type { Boxed, BoxedOf, Variable } from './model.ts';
import { parseText } from './texts.ts';

/** What boxed expressions share while they are compiled. */
export interface Place {
  /** The decision or knowledge model they belong to, for explanations. */
  decision: string;
  /** The declared type of what the decision's own expression gives. */
  typeRef?: string | null;
  types: ItemTypes;
  /** Names visible here. */
  names: NameShape;
}

type Compilers = { [K in Boxed['kind']]: (boxed: BoxedOf<K>, place: Place) => Code };

const compilers: Compilers = {
  literal: (boxed, place) => (boxed.text === '' ? () => null : compile(parseText(boxed.text, boxed.where, place.names, place.types))),
  table: compileTable,
  context: compileContext,
  invocation: compileInvocation,
  function: compileFunction,
  list: (boxed, place) => {
    const items = boxed.items.map((item) => compileBoxed(item, place));
    return (scope, run) => items.map((item) => item(scope, run));
  },
  relation: (boxed, place) => {
    const rows = boxed.rows.map((row) => row.map((cell) => compileBoxed(cell, place)));
    const columns = boxed.columns.map(({ name, typeRef }) => ({
      name,
      type: place.types.find(typeRef),
      where: `column "${name}" of ${boxed.where}`,
    }));
    return (scope, run) =>
      rows.map(
        (row) => new Map(columns.map(({ name, type, where }, index) => [name, fitted(row[index]?.(scope, run) ?? null, type, where, run)])),
      );
  },
  conditional: (boxed, place) => {
    const condition = compileBoxed(boxed.condition, place);
    const then = compileBoxed(boxed.whenTrue, place);
    const otherwise = compileBoxed(boxed.otherwise, place);
    return (scope, run) => {
      const decided = condition(scope, run);
      if (decided === true) return then(scope, run);
      if (decided === false || decided === null) return otherwise(scope, run);
      return run.warn('feel-condition', `expected a boolean as condition of ${boxed.where}, got ${kindOf(decided)}`);
    };
  },
  filter: (boxed, place) => {
    const list = compileBoxed(boxed.in, place);
    const inside = shapeOfBoxed(boxed.in, place.types, place.names);
    const match = compileBoxed(boxed.match, { ...place, names: { ...place.names, ...inside, item: inside } });
    return (scope, run) => {
      const value = list(scope, run);
      if (value === null) return run.warn('feel-null', `expected a list to filter of ${boxed.where}, got null`);
      return filterList(Array.isArray(value) ? value : [value], match, scope, run);
    };
  },
  iterator: compileIterator,
  broken: (boxed) => (_scope, run) => run.warn(boxed.error.code, boxed.error.message),
};

/** Compiles a boxed expression; its result is fitted to its declared type. */
export function compileBoxed(boxed: Boxed, place: Place): Code {
  const inner = boxed.kind === 'table' || place.typeRef == null ? place : { ...place, typeRef: null };
  const code = (compilers[boxed.kind] as (boxed: Boxed, place: Place) => Code)(boxed, inner);
  const type = place.types.find(boxed.typeRef);
  if (type === null || boxed.kind === 'function') return code;
  return (scope, run) => fitted(code(scope, run), type, boxed.where, run);
}

function extended(place: Place, variables: Variable[], value: Boxed | null = null): Place {
  const added = variables.map(
    ({ name, typeRef }) => [name, place.types.shape(typeRef) ?? shapeOfBoxed(value, place.types, place.names)] as const,
  );
  return { ...place, names: { ...place.names, ...Object.fromEntries(added) } };
}

/** Entries in order, later ones see earlier ones; an entry without name is the result. */
function compileContext(boxed: BoxedOf<'context'>, place: Place): Code {
  let inner = place;
  const entries = boxed.entries.map(({ variable, value }) => {
    const code = compileBoxed(value, inner);
    if (variable !== null) inner = extended(inner, [variable], value);
    return { variable, code, type: variable === null ? null : place.types.find(variable.typeRef) };
  });
  return (scope, run) => {
    const context = new Map<string, Value>();
    const names = new Map<string, Value>();
    const visible = new NamesScope(names, scope);
    for (const { variable, code, type } of entries) {
      const value = code(visible, run);
      if (variable === null) return value;
      const result = fitted(value, type, `entry "${variable.name}" of ${boxed.where}`, run);
      context.set(variable.name, result);
      names.set(normalizeName(variable.name), result);
    }
    return context;
  };
}

function compileInvocation(boxed: BoxedOf<'invocation'>, place: Place): Code {
  const callee = compileBoxed(boxed.callee, place);
  const names = boxed.bindings.map(({ name }) => name);
  const values = boxed.bindings.map(({ value }) => compileBoxed(value, place));
  return (scope, run) => {
    const target = callee(scope, run);
    if (!(target instanceof FeelClosure)) {
      return run.warn('feel-call', `expected a function to invoke of ${boxed.where}, got ${kindOf(target)}`);
    }
    return invoke(
      target,
      values.map((value) => value(scope, run)),
      names,
      run,
    );
  };
}

function compileFunction(boxed: BoxedOf<'function'>, place: Place): Code {
  const parameters = boxed.parameters.map(({ name }) => name);
  const types = boxed.parameters.map(({ typeRef }) => place.types.find(typeRef));
  const result = resultType(place.types.find(boxed.typeRef));
  if (boxed.language === 'Java' || boxed.language === 'PMML') return compileExternal(boxed, place, parameters, types, result);
  const body =
    boxed.body === null || boxed.language !== 'FEEL'
      ? null
      : compileBoxed(boxed.body, { ...extended(place, boxed.parameters), typeRef: boxed.typeRef });
  return (scope) =>
    new FeelClosure(boxed.where, parameters, (args, run) => {
      if (body === null) return run.warn('feel-external', `expected FEEL as body of ${boxed.where}, got another language or none`);
      const values = fittedArguments(boxed, types, args, run);
      if (values === null) return null;
      const names = new Map(parameters.map((name, index) => [normalizeName(name), values[index] ?? null]));
      return fitted(body(new NamesScope(names, scope), run), result, boxed.where, run);
    });
}

/** A function of Java or PMML: its body is a context with the mapping information (DMN 1.5, section 10.3.2.13.3). */
function compileExternal(
  boxed: BoxedOf<'function'>,
  place: Place,
  parameters: string[],
  types: (ItemType | null)[],
  result: ItemType | null,
): Code {
  const mapping = boxed.body === null ? () => null : compileBoxed(boxed.body, place);
  const language = boxed.language.toLowerCase();
  return (scope, run) => {
    const target = externalFunction(new Map([[language, mapping(scope, run)]]), parameters, []);
    return new FeelClosure(boxed.where, parameters, (args, inner) => {
      const values = fittedArguments(boxed, types, args, inner);
      return values === null ? null : fitted(target.call(values, inner, null), result, boxed.where, inner);
    });
  };
}

/** The arguments fitted to the declared types; null where one cannot be. */
function fittedArguments(boxed: BoxedOf<'function'>, types: (ItemType | null)[], args: Value[], run: Run): Value[] | null {
  const values: Value[] = [];
  for (const [index, { name }] of boxed.parameters.entries()) {
    const given = args[index] ?? null;
    const value = fitted(given, types[index] ?? null, `parameter "${name}" of ${boxed.where}`, run);
    if (value === null && given !== null) return null;
    values.push(value);
  }
  return values;
}
