import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { icon } from '../icon/icon.ts';
import { groupFrame } from '../field/frame.ts';
import type { FieldProps } from '../field/frame.ts';

export interface RowAction {
  name: string;
  value: string;
  text: Content;
  /** What it concerns, for screen readers: ": Person 2". */
  context?: Content | null;
}

export interface FieldRow {
  /** "Person 2" */
  title: Content;
  fields: Content;
  remove?: RowAction | null;
}

/** Rows of fields that can be added and removed, such as persons. The buttons send the form; no script is needed. */
export function rowsList(props: FieldProps & { rows: FieldRow[]; add?: RowAction | null; empty?: Content | null }): Html {
  return groupFrame(
    props,
    html`<div class="field-rows group"${attributes({ id: props.rows.length === 0 && !props.add ? props.id : null })}>
${props.rows.length === 0 && props.empty ? html`<p class="quiet">${props.empty}</p>` : ''}
${props.rows.map((row) => html`<fieldset class="field-row"><legend class="label">${row.title}</legend><div class="stack">${row.fields}</div>${row.remove ? rowButton(row.remove, null) : ''}</fieldset>`)}
${props.add ? rowButton(props.add, props.id, true) : ''}
</div>`,
  );
}

function rowButton(action: RowAction, id: string | null, add = false): Html {
  return html`<p><button${attributes({ class: add ? 'button second' : 'plain link', type: 'submit', id: id ? `${id}-add` : null, name: action.name, value: action.value })}>${action.text}${action.context ? html`<span class="hidden-text">${action.context}</span>` : ''}${add ? html` ${icon('plus')}` : ''}</button></p>`;
}
