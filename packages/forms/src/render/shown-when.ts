import { html, type Html } from '@einwohnerportal/ui';
import { choicesOf } from '../choices.ts';
import type { Field, Node, Page } from '../model.ts';
import { controlId } from '../names.ts';
import { hangingOn } from '../pages.ts';
import { partsOf } from '../node-names.ts';
import type { Place } from '../place.ts';
import { labelText } from '../texts-of-field.ts';
import type { Translate } from '../types.ts';
import { isHidden } from '../visibility.ts';
import type { View } from './view.ts';

/** How a part that hangs on an answer of the same page is marked: for the script, and in words for all without it. */
export interface Dependence {
  /** `delivery=post`, `purpose=other|bank`; null when the condition is not that simple: then the script asks the server. */
  shownWhen: string | null;
  /** The part by id, and whether it is hidden by the answers so far; null when `shownWhen` says it all. */
  rule: { id: string; hidden: boolean } | null;
  words: Html | null;
  /** True when all of it depends on the form and the language only, whatever is answered. */
  fixed: boolean;
}

/** Where the server finds a part again: `f-delivery`, with the place it stands in. */
export function ruleId(node: Node, place: Place): string {
  return `r-${controlId(`${place.path}${node.id}`).slice(2)}`;
}

/** Dependence of a part on a field of the same page; null when it does not depend on one. */
export function dependenceOf(node: Node, place: Place, view: View): Dependence | null {
  if (node.hide === null || !hangingOn(view.page).has(node)) return null;
  const { t } = view.context;
  const other = () => ({
    shownWhen: null,
    rule: { id: ruleId(node, place), hidden: isHidden(node, place, view.context) },
    words: html`<span class="only-if">${t('forms.onlyIfApplies')}</span>`,
    fixed: false,
  });
  const simple = node.hide.shownWhen;
  const controlling = simple && controllingField(view.page, simple.name);
  if (!controlling || simple === null) return other();
  const path = place.row?.list.parts.flatMap(partsOf).includes(controlling) ? place.path : '';
  const fixed = path === '' && (controlling.choices?.from === 'values' || controlling.type.id === 'boolean');
  const plain = () => {
    const found = plainDependence(controlling, { ...simple, name: `${path}${simple.name}` }, place, view);
    return found && { ...found, fixed };
  };
  return (fixed ? keptFor(t, node, plain) : plain()) ?? other();
}

const dependences = new WeakMap<Translate, WeakMap<Node, Dependence | null>>();

/** What depends on the file and the language only is put together once. */
function keptFor(t: Translate, node: Node, make: () => Dependence | null): Dependence | null {
  let known = dependences.get(t);
  if (!known) dependences.set(t, (known = new WeakMap()));
  let found = known.get(node);
  if (found === undefined) known.set(node, (found = make()));
  return found;
}

const fields = new WeakMap<Page, Map<string, Field>>();

/** The field of a page that has this name, as conditions use it. */
function controllingField(page: Page, name: string): Field | undefined {
  let known = fields.get(page);
  if (!known) {
    const all = partsOf(page.node).filter((part): part is Field => part.kind === 'field');
    fields.set(page, (known = new Map(all.toReversed().map((field) => [field.name, field]))));
  }
  return known.get(name);
}

const formats = new Map<string, Intl.ListFormat>();

/** Words joined by "or". */
function either(lang: string): Intl.ListFormat {
  const tag = lang.split('-')[0] ?? lang;
  let found = formats.get(tag);
  if (!found) formats.set(tag, (found = new Intl.ListFormat(tag, { type: 'disjunction' })));
  return found;
}

function plainDependence(
  controlling: Field,
  simple: { name: string; value: string; negated: boolean },
  place: Place,
  view: View,
): Omit<Dependence, 'fixed'> | null {
  const { t } = view.context;
  const mark = (words: string) => html`<span class="only-if">${words}</span>`;
  if (controlling.type.id === 'boolean') {
    const ticked = (simple.value === 'true') !== simple.negated;
    const words = mark(t(ticked ? 'forms.onlyIfTicked' : 'forms.onlyIfNotTicked', { label: labelText(t, controlling.label) }));
    return ticked ? { shownWhen: `${simple.name}=true`, rule: null, words } : null;
  }
  const choices = choicesOf(controlling, place.scope, view.context);
  const fitting = choices.filter((choice) => (choice.value === simple.value) !== simple.negated);
  if (fitting.length === 0) return null;
  const quoted = fitting.map((choice) => t('forms.quoted', { text: choice.label }));
  const names = quoted.length === 1 ? quoted[0]! : either(t.lang).format(quoted);
  const shownWhen = `${simple.name}=${fitting.map((choice) => choice.value).join('|')}`;
  return { shownWhen, rule: null, words: mark(t('forms.onlyIf', { choices: names })) };
}
