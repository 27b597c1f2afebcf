import { attributes, classes, html, together } from '../../html.ts';
import type { AttributeValue, Content, Html } from '../../html.ts';
import { errorText } from './error-text.ts';

/** What every field has, whatever it asks with. */
export interface FieldProps {
  /** id of the (first) control; where an error link leads. Hint and error get `<id>-hint`, `<id>-error`. */
  id: string;
  name: string;
  /** Label, or legend of a group. */
  label: Content;
  /** Makes the label the page's `h1`: the one question of the page. */
  heading?: boolean;
  hint?: Content | null;
  /** "Why do we ask?", folded. */
  why?: { question: Content; answer: Content } | null;
  error?: Content | null;
  /** Language of what stands in it, where that is not the page's. */
  lang?: string | null;
  /** Hidden word before the error: "Error:". */
  errorWord?: string | null;
  /** Marks a field that may stay empty: "(optional)". Required fields carry no mark. */
  optional?: Content | null;
  /** Shown only when another field has one of these values: `delivery=post`, `purpose=other|bank`. Without script it is always shown. */
  shownWhen?: string | null;
  /** Shown as the server judges after each answer; `hidden` by the answers so far. Without script it is always shown. */
  rule?: { id: string; hidden: boolean } | null;
  /** The server completes what is typed here: the script asks it after each answer. */
  live?: boolean;
  /** Below the control: a {@link knownValue} or what the choice reveals. */
  after?: Content | null;
}

/** ids of hint and error for `aria-describedby`; null when there are none. */
export function describedBy(props: FieldProps, ...more: (string | null | false)[]): string | null {
  return classes(props.hint && `${props.id}-hint`, props.error && `${props.id}-error`, ...more);
}

/** The words of a field, in the order they are read: hint, error. */
export function fieldWords(props: FieldProps): Html {
  const { id, hint, why, error } = props;
  const hinted = hint ? html`<p class="hint" id="${id}-hint">${together(hint)}</p>` : null;
  return html`${hinted}${why ? foldedWhy(why) : null}${error ? errorText({ id: `${id}-error`, message: error, word: props.errorWord }) : null}`;
}

const folded = new WeakMap<object, Html>();

/** The same words, given again as the same object, are put together once. */
function foldedWhy(why: { question: Content; answer: Content }): Html {
  let found = folded.get(why);
  if (!found) folded.set(why, (found = whyWeAsk(why)));
  return found;
}

/** "Why do we ask?" with its answer, folded; works without script. */
export function whyWeAsk(props: { question: Content; answer: Content }): Html {
  return html`<details class="why"><summary>${props.question}</summary><p>${props.answer}</p></details>`;
}

/** A label, words and one control. */
export function fieldFrame(props: FieldProps, control: Html): Html {
  const label = html`<label${attributes({ for: props.id })}>${labelText(props)}</label>`;
  return html`<div${attributes({ class: classes('field', props.error && 'has-error'), ...dependence(props) })}>
${props.heading ? html`<h1 class="question">${label}</h1>` : label}
${fieldWords(props)}
${control}
${props.after ?? ''}
</div>`;
}

/** A legend, words and several controls that belong together. */
export function groupFrame(props: FieldProps, controls: Html): Html {
  const legend = labelText(props);
  return html`<fieldset${attributes({ class: classes('field', props.error && 'has-error'), 'aria-describedby': describedBy(props), ...dependence(props) })}>
<legend${attributes({ class: props.heading ? null : 'label' })}>${props.heading ? html`<h1 class="question">${legend}</h1>` : legend}</legend>
${fieldWords(props)}
${controls}
${props.after ?? ''}
</fieldset>`;
}

/** Marks for the script: a plain condition it judges itself, or a rule the server judges. */
export function dependence(props: Pick<FieldProps, 'shownWhen' | 'rule' | 'live'>): Record<string, AttributeValue> {
  const { shownWhen, rule, live } = props;
  return { 'data-shown-when': shownWhen, 'data-rule': rule?.id, 'data-rule-hidden': rule?.hidden, 'data-completes': live };
}

function labelText(props: FieldProps): Content {
  return props.optional ? html`${props.label} <span class="optional">${props.optional}</span>` : props.label;
}
