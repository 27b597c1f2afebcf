import { escapeAttribute, escapeText, raw, type Html } from '@einwohnerportal/ui';
import { plainText } from '../field-types/field-type.ts';
import type { Field } from '../model.ts';
import { controlName } from '../names.ts';
import { partsOfControl } from '../posted.ts';
import type { Spot } from '../spots.ts';
import type { Translate } from '../types.ts';
import { renderAnew, sourceToName, startOr } from './field.ts';
import { dependenceOf } from './shown-when.ts';
import type { View } from './view.ts';

/** The markup of a field without its answer; `null` from `fill` when this answer needs the field put together anew. */
type Kept = (spot: Spot, value: unknown, view: View) => string | null;

/**
 * A field that is asked. Its words and attributes depend on the form and the language only: from the second time on they
 * are kept, and only the answer is filled in. Fields with an error, a note or a condition that has to be judged, and those
 * in rows, are put together anew.
 */
export function renderField(spot: Spot, view: View): Html {
  const { field } = spot;
  if (spot.place.row !== null || field.adds !== null || view.errors.has(spot.name)) return renderAnew(spot, view);
  const dependence = field.hide === null ? null : dependenceOf(field, spot.place, view);
  if (dependence !== null && !dependence.fixed) return renderAnew(spot, view);
  const value = view.posted === null ? startOr(spot, view) : null;
  if (sourceToName(spot, value, view) !== null) return renderAnew(spot, view);
  const filled = keptFor(spot, view)?.(spot, value, view) ?? null;
  return filled === null ? renderAnew(spot, view) : raw(filled);
}

type Variants = (Kept | null | 'seen' | undefined)[];
const kept = new WeakMap<Translate, WeakMap<Field, Variants>>();

/** What is kept of a field; null the first time, and for fields whose choices change. */
function keptFor(spot: Spot, view: View): Kept | null {
  const { t } = view.context;
  let fields = kept.get(t);
  if (fields === undefined) kept.set(t, (fields = new WeakMap()));
  let variants = fields.get(spot.field);
  if (variants === undefined) fields.set(spot.field, (variants = []));
  const variant = (view.question === spot.field.id ? 1 : 0) + (view.explained ? 2 : 0);
  const found = variants[variant];
  // Once is not kept: a language that is made anew for each page would pay for both.
  if (found === undefined) variants[variant] = 'seen';
  else if (found === 'seen') return (variants[variant] = keep(spot, view));
  else return found;
  return null;
}

function keep(spot: Spot, view: View): Kept | null {
  const { field } = spot;
  /** The markup as it is when this was posted; null when it has to be waited for. */
  const markup = (posted: Record<string, string[]>): string | null => {
    const made = renderAnew(spot, { ...view, posted });
    return made instanceof Promise ? null : String(made);
  };
  switch (field.type.widget) {
    case 'line':
    case 'date':
    case 'date-time':
      return keepTyped(spot, markup);
    case 'one-of':
    case 'some-of':
      return field.choices?.from === 'values' && field.choices.values.length > 0 ? keepChosen(spot, markup) : null;
    default:
      return null;
  }
}

// No text of a form has it, and no escaping changes it.
const MARK = '\u0001';

/** Markup cut where the typed texts go. */
function keepTyped({ field, name }: Spot, markup: (posted: Record<string, string[]>) => string | null): Kept | null {
  const whole = field.type.widget !== 'line';
  const parts = partsOfControl(field.type).filter((part) => part !== '' || !whole);
  const controls = parts.map((part) => controlName(name, part));
  const pieces = markup(Object.fromEntries(controls.map((control) => [control, [MARK]])))?.split(MARK);
  if (pieces?.length !== parts.length + 1) return null;
  const escape = field.component === 'textarea' ? escapeText : escapeAttribute;
  return (spot, value, { posted, context: { t } }) => {
    // A date posted as one text stands in the first box.
    if (posted !== null && whole && (posted[name]?.[0] ?? '') !== '') return null;
    const shown = posted === null ? field.type.typed(value, { t, names: spot.place.scope }) : null;
    let text = pieces[0]!;
    for (let index = 0; index < parts.length; index++) {
      const typed = (shown === null ? posted![controls[index]!]?.[0] : shown[parts[index]!]) ?? '';
      text += escape(typed) + pieces[index + 1]!;
    }
    return text;
  };
}

/** Markup with nothing chosen, and what is put in where for each choice: found by choosing it. */
function keepChosen({ field, name }: Spot, markup: (posted: Record<string, string[]>) => string | null): Kept | null {
  const blank = markup({});
  if (blank === null || field.choices?.from !== 'values') return null;
  const several = field.type.widget === 'some-of';
  const puts = new Map<string, { at: number; text: string } | null>();
  for (const { value } of field.choices.values) puts.set(value, difference(blank, markup({ [name]: [value] }) ?? blank));
  return (spot, value, { posted, context: { t } }) => {
    if (!several) {
      const chosen = (posted === null ? field.type.typed(value, { t, names: spot.place.scope })[''] : posted[name]?.[0]) ?? '';
      const put = puts.get(chosen);
      return put ? blank.slice(0, put.at) + put.text + blank.slice(put.at) : blank;
    }
    const chosen = new Set(posted === null ? (Array.isArray(value) ? value.map(plainText) : []) : posted[name]);
    let text = '';
    let from = 0;
    for (const [code, put] of puts) {
      if (put === null || !chosen.has(code)) continue;
      text += blank.slice(from, put.at) + put.text;
      from = put.at;
    }
    return text + blank.slice(from);
  };
}

/** What `longer` has more than `blank`, and where; null when they are the same. */
function difference(blank: string, longer: string): { at: number; text: string } | null {
  if (longer.length <= blank.length) return null;
  let at = 0;
  while (at < blank.length && blank[at] === longer[at]) at++;
  return { at, text: longer.slice(at, at + longer.length - blank.length) };
}
