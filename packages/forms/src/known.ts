import type { Field } from './model.ts';
import { isEmpty } from './names.ts';
import { valueIn, type Place } from './place.ts';
import type { FormContext, Source } from './types.ts';

/** Source of a name: its own, or that of a name above it (`person` for `person.officialName`). */
export function sourceOf(context: FormContext, name: string): Source | null {
  let at = name;
  while (at !== '') {
    const found = Object.hasOwn(context.sources, at) ? context.sources[at] : undefined;
    if (found) return found;
    at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '';
  }
  return null;
}

/** True when a value was not typed by the person who fills in, but is known from elsewhere. */
export function isSourced(context: FormContext, name: string): boolean {
  const source = sourceOf(context, name);
  return source !== null && source.source !== 'declared';
}

/** A name may be changed unless `only` leaves it out. */
export function mayChange(context: FormContext, name: string): boolean {
  if (!context.only) return true;
  return context.only.some((each) => name === each || name.startsWith(`${each}.`) || name.startsWith(`${each}[`));
}

/**
 * - `asked`: can be typed here.
 * - `known`: shown with its source, cannot be changed here.
 * - `locked`: could be typed, but not this time (`only`).
 */
export type Standing = 'asked' | 'known' | 'locked';

/**
 * How a field stands. Known is what has a value from a source and is not `edit: open`; a fixed field without a value
 * is asked. What is read-only is known even without a value.
 */
export function standing(field: Field, name: string, place: Place, context: FormContext): Standing {
  if (field.readonly !== false && (field.readonly === true || field.readonly.evaluate(place.scope, context) === true)) return 'known';
  if ((field.bound || field.edit === 'fixed') && !isEmpty(valueIn(place, field.name))) {
    if (!field.bound) return 'known';
    const source = sourceOf(context, name);
    const edit = field.edit ?? (source?.source === 'register' ? 'confirm' : 'open');
    if (edit !== 'open' && isSourced(context, name)) return 'known';
  }
  return mayChange(context, name) ? 'asked' : 'locked';
}
