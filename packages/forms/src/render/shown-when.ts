import { html, type Html } from '@einwohnerportal/ui';
import { choicesOf } from '../choices.ts';
import type { Field, Node } from '../model.ts';
import { partsOf } from '../node-names.ts';
import { labelText } from '../texts-of-field.ts';
import type { View } from './view.ts';

/** How a part that hangs on an answer of the same page is marked: for the script, and in words for all without it. */
export interface Dependence {
  /** `delivery=post`, `purpose=other|bank`; null when the condition is not that simple. */
  shownWhen: string | null;
  words: Html;
}

/** Dependence of a part on a field of the same page; null when it does not depend on one. */
export function dependenceOf(node: Node, view: View): Dependence | null {
  if (node.hide === null || node === view.page.node) return null;
  const { t } = view.context;
  const fields = partsOf(view.page.node).filter((part): part is Field => part.kind === 'field');
  const controlling = fields.find((field) => node.hide!.hide.names.includes(field.name));
  if (!controlling) return null;
  const simple = node.hide.shownWhen;
  const mark = (words: string) => html`<span class="only-if">${words}</span>`;
  if (simple === null || simple.name !== controlling.name) return { shownWhen: null, words: mark(t('forms.onlyIfApplies')) };
  if (controlling.type.widget === 'tick') {
    const ticked = (simple.value === 'true') !== simple.negated;
    return {
      shownWhen: ticked ? `${simple.name}=true` : null,
      words: mark(t(ticked ? 'forms.onlyIfTicked' : 'forms.onlyIfNotTicked', { label: labelText(t, controlling.label) })),
    };
  }
  const choices = choicesOf(controlling, view.names, view.context);
  const fitting = choices.filter((choice) => (choice.value === simple.value) !== simple.negated);
  if (fitting.length === 0) return { shownWhen: null, words: mark(t('forms.onlyIfApplies')) };
  const names = new Intl.ListFormat(t.lang.split('-')[0], { type: 'disjunction' }).format(
    fitting.map((choice) => t('forms.quoted', { text: choice.label })),
  );
  return {
    shownWhen: `${simple.name}=${fitting.map((choice) => choice.value).join('|')}`,
    words: mark(t('forms.onlyIf', { choices: names })),
  };
}
