import { choicesOf } from './choices.ts';
import { asList } from './field-types/person-ref/person-label.ts';
import { plainText } from './field-types/field-type.ts';
import { addedName } from './components/added-persons.ts';
import { limitMessage } from './limit-message.ts';
import type { Field } from './model.ts';
import { isEmpty, isTree, valueAt, type Tree } from './names.ts';
import { offeredAdds, type Spot } from './spots.ts';
import { invalidText, labelText, missingText } from './texts-of-field.ts';
import type { FieldError, FormContext } from './types.ts';

/** id of the control that an error of a field leads to: the wrong part, else the first control of the field. */
export function faultyControl(spot: Spot, part?: string): string {
  if (spot.field.type.widget.startsWith('date')) return part === undefined || part === 'day' ? spot.id : `${spot.id}-${part}`;
  return spot.id;
}

/** Error of a spot with these words. */
export function errorAt(spot: Spot, message: string, part?: string): FieldError {
  return { name: spot.name, control: faultyControl(spot, part), message };
}

/** True when an answer is needed; `scope` are the names the field sees. */
export function isRequired(field: Field, scope: Tree, context: FormContext): boolean {
  return field.required || field.requiredIf?.evaluate(scope, context) === true;
}

/** Judges a value in normal form at its place; null when nothing is wrong with it. `parsed` is the value as its type has just read it. */
export function judge(spot: Spot, value: unknown, context: FormContext, parsed: unknown = null): FieldError | null {
  const { field } = spot;
  const { scope } = spot.place;
  if (isEmpty(value) || value === false) return judgeMissing(spot, value, scope, context);
  // What the type has just parsed needs no second look.
  const code = (value === parsed ? null : field.type.check(value)) ?? choiceProblem(spot, value, scope, context);
  if (code !== null) return errorAt(spot, invalidText(context, field.label, code));
  // A partial date is compared as far as it is known.
  if (field.past && typeof value === 'string' && value > context.today.slice(0, value.length)) {
    return errorAt(spot, context.t('forms.invalid.dateFuture', { label: labelText(context.t, field.label) }), 'year');
  }
  const limit = limitMessage(field, value, scope, context);
  if (limit !== null) return errorAt(spot, limit);
  if (field.check?.evaluate(scope, context) === false) return errorAt(spot, invalidText(context, field.label, 'check'));
  return null;
}

function judgeMissing(spot: Spot, value: unknown, scope: Tree, context: FormContext): FieldError | null {
  const { field } = spot;
  const addsSome = spot.place.row === null && offeredAdds(field, scope) !== null && !isEmpty(valueAt(scope, addedName));
  if (!addsSome && isRequired(field, scope, context)) return errorAt(spot, missingText(context, field.label, field.type.missing));
  if (value === false && field.check?.evaluate(scope, context) === false) return errorAt(spot, invalidText(context, field.label, 'check'));
  return null;
}

function choiceProblem(spot: Spot, value: unknown, scope: Tree, context: FormContext): string | null {
  const { field } = spot;
  if (field.type.widget !== 'one-of' && field.type.widget !== 'some-of') return null;
  const values = Array.isArray(value) ? value : [value];
  const fixed = field.choices?.from === 'values' ? field.choices.values : null;
  if (fixed !== null && values.every((each) => fixed.some((choice) => choice.value === plainText(each)))) return null;
  const own = field.choices === null ? field.type.open : undefined;
  const offered = new Set(choicesOf(field, scope, context).map((choice) => choice.value));
  // What a type knows by itself its own check has judged; offered are only the usual values, or none.
  if (own === 'always' || (own === 'without-choices' && offered.size === 0)) return null;
  if (offeredAdds(field, scope))
    for (const each of asList(valueAt(scope, addedName))) if (isTree(each)) offered.add(plainText(each['ref']));
  const persons = field.type.id === 'personRef' || field.type.id === 'personRefs';
  return values.every((each) => offered.has(plainText(each))) ? null : persons ? 'person' : 'choice';
}
