import { conforms } from '../feel/compile/types.ts';
import type { Run } from '../feel/run.ts';
import { NamesScope } from '../feel/scope.ts';
import type { Scope } from '../feel/scope.ts';
import { FeelClosure } from '../feel/values/closure.ts';
import { readDuration } from '../feel/values/duration.ts';
import { kindOf } from '../feel/values/kind.ts';
import type { Value } from '../feel/values/kind.ts';
import { FeelDate, midnight } from '../feel/values/temporal.ts';
import { readDate, readDateTime, readTime } from '../feel/values/temporal-read.ts';
import { utc } from '../feel/values/zone.ts';
import { typeNodeOf } from './item-types.ts';
import type { ItemType } from './item-types.ts';

const nowhere: Scope = { find: () => undefined, findPath: () => undefined };

/** Fits a value to a type or warns and gives null. */
export function fitted(value: Value, type: ItemType | null, where: string, run: Run, fromText = false): Value {
  const result = fit(value, type, { run, fromText, siblings: nowhere });
  if (result !== undefined) return result;
  const wanted = type?.basic ?? 'value of its type';
  return run.warn('dmn-type', `expected a ${wanted} of ${where}, got ${kindOf(value)} or a value that is not allowed`);
}

/**
 * The value as one of the type, undefined if it is not one. A single value counts as list of it and back, a date as
 * its midnight in UTC where a date and time is expected (DMN 1.5, section 10.3.2.9.4); with `fromText`, dates and
 * durations are also read from text (data from outside is JSON).
 */
function fit(value: Value, type: ItemType | null, place: Fitting): Value | undefined {
  if (type === null || value === null) return value;
  const result = type.isCollection ? fitList(value, type, place) : fitOne(value, type, place);
  if (result === undefined || type.constraint === null) return result;
  return type.constraint(result, place.siblings, place.run) === true ? result : undefined;
}

/** How values are fitted; `siblings` are the other components, which allowed values may read (DMN 1.5, section 7.3.3). */
interface Fitting {
  run: Run;
  fromText: boolean;
  siblings: Scope;
}

function fitList(value: Value, type: ItemType, place: Fitting): Value | undefined {
  const single = type.element ?? { ...type, isCollection: false, constraint: null };
  const items: Value[] = [];
  if (Array.isArray(value)) place.run.step(1 + (value.length >> 2));
  for (const item of Array.isArray(value) ? value : [value]) {
    const fittedItem = fit(item, single, place);
    if (fittedItem === undefined) return undefined;
    if (type.element !== null && type.allowed !== null && type.allowed(fittedItem, place.siblings, place.run) !== true) return undefined;
    items.push(fittedItem);
  }
  return items;
}

function fitOne(value: Value, type: ItemType, place: Fitting): Value | undefined {
  const open = type.basic === null && type.components === null;
  if (Array.isArray(value) && type.basic !== 'list' && !open) {
    return value.length === 1 ? fitOne(value[0] ?? null, type, place) : undefined;
  }
  if (value === null) return null;
  const result = converted(value, type, place);
  if (result === undefined || type.allowed === null) return result;
  return type.allowed(result, place.siblings, place.run) === true ? result : undefined;
}

function converted(value: Value, type: ItemType, place: Fitting): Value | undefined {
  const { run, fromText } = place;
  if (type.components !== null) return fitContext(value, type.components, place);
  if (type.signature !== null) return value instanceof FeelClosure && conforms(value, typeNodeOf(type), run) ? value : undefined;
  if (type.basic === null) return value;
  if (type.basic === 'list' && !Array.isArray(value)) return [value];
  if (type.basic === 'date and time' && value instanceof FeelDate) return midnight(value, utc);
  const read = fromText && typeof value === 'string' ? readText(value, type.basic) : value;
  return read !== null && conforms(read, { kind: 'named', name: type.basic }, run) ? read : undefined;
}

/** Entries of its own may be more than declared; fewer only in data from outside. */
function fitContext(value: Value, components: { name: string; type: ItemType }[], place: Fitting): Value | undefined {
  if (!(value instanceof Map)) return undefined;
  const result = new Map(value);
  const inner = { ...place, siblings: new NamesScope(result, nowhere) };
  for (const { name, type } of components) {
    const entry = value.get(name);
    if (entry === undefined && !place.fromText) return undefined;
    if (entry === undefined) continue;
    const fittedEntry = fit(entry, type, inner);
    if (fittedEntry === undefined) return undefined;
    result.set(name, fittedEntry);
  }
  return result;
}

function readText(text: string, basic: string): Value {
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
