import { checkbox, checkboxes, dateInput, html, radios, select, textarea, textInput, type Html } from '@einwohnerportal/ui';
import { plainText } from '../field-types/field-type.ts';
import { autocompleteOf } from './autocomplete.ts';
import { choicesOf, type Choice } from '../choices.ts';
import { sourceOf } from '../known.ts';
import type { Field } from '../model.ts';
import { controlName, isEmpty } from '../names.ts';
import { dateParts } from '../posted.ts';
import { renderAdds } from './added-persons.ts';
import { spotValue, type Spot } from '../spots.ts';
import { blockText, wordsOfField } from '../texts-of-field.ts';
import type { Source } from '../types.ts';
import { startValue } from '../visibility.ts';
import { dependenceOf } from './shown-when.ts';
import { filledInNote } from './source-words.ts';
import { errorOf, type View } from './view.ts';

const widths = { short: 4, amount: 10, medium: 20, long: null } as const;

/** A field that is asked, put together from its parts: label, hint, why, error, control filled with what was typed or is known. */
export function renderAnew(spot: Spot, view: View): Html {
  const { field } = spot;
  const { t } = view.context;
  const value = startOr(spot, view);
  const show = { t, names: spot.place.scope };
  const props = propsOf(spot, value, view);
  const typed = (part = '') =>
    view.posted ? (view.posted[controlName(spot.name, part)]?.[0] ?? '') : (field.type.typed(value, show)[part] ?? '');
  switch (field.type.widget) {
    case 'tick':
      return checkbox({ ...props, groupLabel: t('forms.tick'), checked: typed() === 'true' || typed() === 'on' });
    case 'date':
    case 'date-time':
      return renderDate(spot, props, typed, view);
    case 'some-of': {
      const chosen = view.posted ? (view.posted[spot.name] ?? []) : Array.isArray(value) ? value.map(plainText) : [];
      const choices = marked(choicesOf(field, spot.place.scope, view.context), field);
      return checkboxes({ ...props, choices, values: chosen, after: renderAdds(spot, props.after ?? null, view) });
    }
    case 'one-of':
      return renderOneOf(spot, props, typed(), view);
    default: {
      if (field.component === 'textarea')
        return textarea({ ...props, value: typed(), rows: 6, maxLength: field.limits.maxLength ?? null, count: countOf(field, view) });
      const look = field.type.look;
      const width = look?.width ? widths[look.width] : (field.limits.maxLength ?? 99) <= 10 ? 10 : null;
      return textInput({
        ...props,
        value: typed(),
        type: look?.input ?? 'text',
        inputMode: look?.inputmode ?? null,
        width,
        autocomplete: autocompleteOf(field),
      });
    }
  }
}

/** The value a field is filled with when nothing was posted: its own, else its first value. */
export function startOr(spot: Spot, view: View): unknown {
  const value = spotValue(spot);
  return isEmpty(value) ? startValue(spot.field, spot.place, view.context) : value;
}

function propsOf(spot: Spot, value: unknown, view: View) {
  const { field } = spot;
  const { context } = view;
  const { t } = context;
  const dependence = dependenceOf(field, spot.place, view);
  const { label, hint, why } = wordsOfField(t, field.label);
  const error = errorOf(view, spot.name);
  const source = sourceToName(spot, value, view);
  return {
    id: spot.id,
    name: spot.name,
    label: view.row !== null && isGroup(field) ? html`${label}<span class="hidden-text">: ${view.row}</span>` : label,
    heading: view.question === field.id && spot.place.row === null,
    hint: dependence?.words ? html`${dependence.words} ${hint ?? ''}` : hint,
    why: view.explained ? null : why,
    error,
    errorWord: error === null ? null : t('forms.errorWord'),
    optional: mayStayEmpty(field) ? t('forms.optional') : null,
    shownWhen: dependence?.shownWhen ?? null,
    rule: dependence?.rule ?? null,
    after: source === null ? null : filledInNote(source, context),
  };
}

/** True when a field is several controls under one legend. */
function isGroup({ type, component }: Field): boolean {
  return type.widget === 'date' || type.widget === 'date-time' || type.widget === 'some-of' || component === 'radio';
}

/** True when a field is marked as optional; whether a rule asks for it is said when it is missing. */
function mayStayEmpty(field: Field): boolean {
  return !field.required && field.requiredIf === null && field.type.widget !== 'tick';
}

/** The source of a first value that a field is filled with; null when there is nothing to say. */
export function sourceToName(spot: Spot, value: unknown, view: View): Source | null {
  if (view.posted !== null || isEmpty(value)) return null;
  const source = sourceOf(view.context, spot.name);
  return source === null || source.source === 'declared' ? null : source;
}

type Props = ReturnType<typeof propsOf>;

function renderDate(spot: Spot, props: Props, typed: (part: string) => string, view: View): Html {
  const { t } = view.context;
  const faulty = view.errors.get(spot.name)?.control;
  const whole = view.posted?.[spot.name]?.[0] ?? '';
  const [day, month, year] = dateParts.map((part) => ({
    label: t(`forms.${part}`),
    name: controlName(spot.name, part),
    // A date posted as one text comes back in the first box.
    value: part === 'day' && whole !== '' && typed('day') === '' ? whole : typed(part),
    invalid: faulty !== undefined && faulty === (part === 'day' ? spot.id : `${spot.id}-${part}`) && faulty !== spot.id,
    autocomplete: autocompleteOf(spot.field, part),
  }));
  const partial = spot.field.type.id === 'partialDate' && !blockText(t, spot.field.label, 'hint');
  const hint = partial ? html`${props.hint ?? ''}${props.hint ? ' ' : ''}${t('forms.partialDateHint')}` : props.hint;
  if (spot.field.type.widget === 'date') return dateInput({ ...props, hint, day: day!, month: month!, year: year! });
  const invalid = faulty === `${spot.id}-time`;
  const time = { label: t('forms.timeLabel'), name: controlName(spot.name, 'time'), value: typed('time'), invalid };
  return dateInput({ ...props, hint, day: day!, month: month!, year: year!, time });
}

function renderOneOf(spot: Spot, props: Props, value: string, view: View): Html {
  const { field } = spot;
  const choices = choicesOf(field, spot.place.scope, view.context);
  if (field.component === 'radio') return radios({ ...props, choices: marked(choices, field), value });
  if (choices.length === 0) return textInput({ ...props, value: openWords(spot, value, view), width: 20 });
  return select({ ...props, options: choices, value, empty: view.context.t('forms.choose'), autocomplete: autocompleteOf(field) });
}

/** A value of a type that brings no choices, as people write it. */
function openWords({ field, place }: Spot, value: string, view: View): string {
  return view.posted === null && value !== '' && field.type.open
    ? field.type.display(value, { t: view.context.t, names: place.scope }).join(' ')
    : value;
}

function marked(choices: Choice[], field: Field) {
  const verbatim = field.type.id === 'personRef' || field.type.id === 'personRefs';
  return choices.map((choice) => ({ ...choice, verbatim }));
}

function countOf(field: Field, { context: { t } }: View) {
  const max = field.limits.maxLength;
  if (max === undefined) return null;
  // The script fills {left} and {over}; they pass through the text as they are.
  return { allowed: t('forms.atMost', { max }), left: t('forms.left', { left: '{left}' }), over: t('forms.over', { over: '{over}' }) };
}
