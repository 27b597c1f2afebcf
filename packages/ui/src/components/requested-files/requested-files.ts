import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { describedBy, groupFrame } from '../field/frame.ts';
import type { FieldProps } from '../field/frame.ts';

/** One file that was sent. */
export interface SentFileState {
  name: Content;
  /** "Sent", "Being checked for viruses", "Accepted", "Not readable, please once more". */
  state: Content;
  note?: Content | null;
  remove?: { text: Content; value: string; context?: Content | null } | null;
}

/**
 * One requested document: what and why, formats and size, what was sent and how it stands, and one control to send it.
 * The buttons post the form as `action`; no script is needed.
 */
export function requestedFiles(
  props: FieldProps & {
    /** Accepted endings, e.g. `.pdf,.jpg`; empty accepts what the server accepts. */
    accept: string;
    multiple?: boolean;
    /** The button that sends what was chosen; null when nothing can be sent. */
    choose: { text: Content; value: string } | null;
    states: SentFileState[];
    /** What stands there while nothing was sent. */
    none: Content;
  },
): Html {
  const input = attributes({
    class: 'file',
    type: 'file',
    id: props.id,
    name: props.name,
    accept: props.accept || null,
    multiple: props.multiple,
    'aria-label': typeof props.label === 'string' ? props.label : null,
    'aria-describedby': describedBy(props),
    'aria-invalid': props.error ? 'true' : null,
  });
  const send = props.choose;
  return groupFrame(
    props,
    html`<div class="group stack">${fileStates(props)}${send ? html`<input${input}><p><button class="button second" type="submit" name="action" value="${send.value}">${send.text}</button></p>` : ''}</div>`,
  );
}

function fileStates(props: { states: SentFileState[]; none: Content }): Html {
  if (props.states.length === 0) return html`<p class="quiet">${props.none}</p>`;
  return html`<ul class="states sent">${props.states.map(
    (each) =>
      html`<li><b>${each.name}</b><p>${each.state}</p><div>${each.note ? html`<small>${each.note}</small>` : ''}${each.remove ? html`<button class="plain link" type="submit" name="action" value="${each.remove.value}">${each.remove.text}${each.remove.context ? html`<span class="hidden-text">${each.remove.context}</span>` : ''}</button>` : ''}</div></li>`,
  )}</ul>`;
}
