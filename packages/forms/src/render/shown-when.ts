import { html, type Html } from '@einwohnerportal/ui';
import { choicesOf } from '../choices.ts';
import type { Field, Node } from '../model.ts';
import { controlId } from '../names.ts';
import { namesOnPage } from '../pages.ts';
import { partsOf, touches } from '../node-names.ts';
import type { Place } from '../place.ts';
import { labelText } from '../texts-of-field.ts';
import { isHidden } from '../visibility.ts';
import type { View } from './view.ts';

/** How a part that hangs on an answer of the same page is marked: for the script, and in words for all without it. */
export interface Dependence {
  /** `delivery=post`, `purpose=other|bank`; null when the condition is not that simple: then the script asks the server. */
  shownWhen: string | null;
  /** The part by id, and whether it is hidden by the answers so far; null when `shownWhen` says it all. */
  rule: { id: string; hidden: boolean } | null;
  words: Html | null;
}

/** Where the server finds a part again: `f-delivery`, with the place it stands in. */
export function ruleId(node: Node, place: Place): string {
  return `r-${controlId(`${place.path}${node.id}`).slice(2)}`;
}

/** Dependence of a part on a field of the same page; null when it does not depend on one. */
export function dependenceOf(node: Node, place: Place, view: View): Dependence | null {
  if (node.hide === null || node === view.page.node || !touches(node.hide.hide.names, namesOnPage(view.page))) return null;
  const { t } = view.context;
  const rule = { id: ruleId(node, place), hidden: isHidden(node, place, view.context) };
  const other = { shownWhen: null, rule, words: html`<span class="only-if">${t('forms.onlyIfApplies')}</span>` };
  const simple = node.hide.shownWhen;
  const fields = partsOf(view.page.node).filter((part): part is Field => part.kind === 'field');
  const controlling = simple && fields.find((field) => field.name === simple.name);
  if (!controlling || simple === null) return other;
  const path = place.row?.list.parts.flatMap(partsOf).includes(controlling) ? place.path : '';
  return plainDependence(controlling, { ...simple, name: `${path}${simple.name}` }, place, view) ?? other;
}

function plainDependence(
  controlling: Field,
  simple: { name: string; value: string; negated: boolean },
  place: Place,
  view: View,
): Dependence | null {
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
  const names = new Intl.ListFormat(t.lang.split('-')[0], { type: 'disjunction' }).format(quoted);
  const shownWhen = `${simple.name}=${fitting.map((choice) => choice.value).join('|')}`;
  return { shownWhen, rule: null, words: mark(t('forms.onlyIf', { choices: names })) };
}
