import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface TaskHeadProps {
  /** {@link backLink} to the work list. */
  back?: Html | null;
  title: Content;
  /** Deadline, since when, assigned to, case. */
  meta: { term: Content; value: Content; verbatim?: boolean }[];
}

/** Head of a task: way back, what is to be done for whom, what one must know at a glance. */
export function taskHead(props: TaskHeadProps): Html {
  return html`<div class="task-head">${props.back ?? ''}<h1>${props.title}</h1><dl class="meta">${props.meta.map(
    (item) => html`<div><dt>${item.term}</dt><dd${attributes({ translate: item.verbatim ? 'no' : null })}>${item.value}</dd></div>`,
  )}</dl></div>`;
}

export interface TaskArea {
  id: string;
  title: Content;
  children: Content;
}

/** The three columns of a task: what the resident sees, what is to be done, what is known. On narrow screens the middle comes first. */
export function taskGrid(props: { sees: TaskArea; does: TaskArea | null; knows: TaskArea }): Html {
  return html`<div class="task-grid">${area('sees', props.sees)}${props.does ? area('do', props.does) : ''}${area('has', props.knows)}</div>`;
}

function area(name: string, props: TaskArea): Html {
  return html`<section class="area ${name}" aria-labelledby="${props.id}"><h2 id="${props.id}">${props.title}</h2>${props.children}</section>`;
}

export interface MirrorProps {
  title: Content;
  sentence: Content;
  facts: { question: Content; answer: Content }[];
  /** The sign the resident sees, when it is their turn. */
  sign?: { title: Content; until?: Content | null } | null;
  /** What they will read after which choice. */
  after?: Content | null;
  lang?: string | null;
}

/** What the resident sees of this case, word for word. */
export function mirror(props: MirrorProps): Html {
  return html`<div class="mirror"${attributes({ lang: props.lang })}><p class="mirror-title">${props.title}</p><p class="mirror-sentence">${props.sentence}</p>
<dl class="pairs">${props.facts.map((fact) => html`<div><dt>${fact.question}</dt><dd>${fact.answer}</dd></div>`)}</dl>
${props.sign ? html`<p class="sign"><span><b>${props.sign.title}</b> ${props.sign.until ?? ''}</span></p>` : ''}</div>${props.after ? html`<p class="hint">${props.after}</p>` : ''}`;
}

/** Two boxes that must not be mixed up: a note for the office, a message the resident reads. */
export function noteBoxes(props: { internal: Html; visible: Html }): Html {
  return html`<div class="notes"><div class="internal">${props.internal}</div><div class="visible">${props.visible}</div></div>`;
}

/** What happened so far, newest first: when, who, what. */
export function history(items: { at: Content; text: Content }[]): Html {
  return html`<ol class="history">${items.map((item) => html`<li><b>${item.at}</b> ${item.text}</li>`)}</ol>`;
}

/** A quiet line that this look into the case is recorded and seen by the resident. */
export function accessNote(text: Content): Html {
  return html`<p class="source access-note">${text}</p>`;
}
