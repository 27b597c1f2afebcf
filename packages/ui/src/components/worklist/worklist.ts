import { attributes, classes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface WorkView {
  href: string;
  text: Content;
  count?: number | null;
  current?: boolean;
}

export interface WorkColumn {
  /** Key of the cells in {@link WorkRow}. */
  key: string;
  title: Content;
  /** Makes the title a link that sorts; `sorted` marks the current order. */
  href?: string | null;
  sorted?: 'ascending' | 'descending' | null;
  /** On narrow screens shown before the value, where the column title is gone: "with us since". */
  short?: Content | null;
}

export interface WorkRow {
  /** Address of the task. */
  href: string;
  title: Content;
  /** Deadline, with weekday; `left` says how much time remains or that it has passed. */
  due: { date: Content; left: Content; late?: boolean };
  /** Further cells by key of the column. */
  cells: Record<string, Content>;
  /** Adds a box for doing something with several. */
  pick?: { name: string; value: string; label: string; checked?: boolean } | null;
}

export interface WorkGroup {
  /** "Over the period", "Today", "Next week". */
  title: Content;
  rows: WorkRow[];
}

export interface WorklistProps {
  /** Names the table for screen readers. */
  label: string;
  due: { title: Content; href?: string | null; sorted?: 'ascending' | 'descending' | null };
  task: { title: Content; href?: string | null; sorted?: 'ascending' | 'descending' | null };
  columns: WorkColumn[];
  groups: WorkGroup[];
  /** Title of the column with the boxes; only with `pick` in the rows. */
  pick?: string | null;
}

/**
 * Work list: the oldest deadline first, one task per row. A real table on wide screens; every task is one link, so it works by
 * keyboard alone; with the script, arrow keys also move from task to task while one of them has the focus.
 */
export function worklist(props: WorklistProps): Html {
  const span = 2 + props.columns.length + (props.pick ? 1 : 0);
  return html`<table class="list" data-worklist aria-label="${props.label}">
<thead><tr>${props.pick ? html`<th scope="col" class="pick" aria-label="${props.pick}"><span class="hidden-text">${props.pick}</span></th>` : ''}${heading(props.due)}${heading(props.task)}${props.columns.map(heading)}</tr></thead>
${props.groups.map(
  (group) =>
    html`<tbody><tr class="group"><th scope="rowgroup" colspan="${span}">${group.title} <span>${group.rows.length}</span></th></tr>${group.rows.map((row) => workRow(row, props))}</tbody>`,
)}
</table>`;
}

function heading(column: { title: Content; href?: string | null; sorted?: string | null }): Html {
  return html`<th scope="col"${attributes({ 'aria-sort': column.sorted })}>${column.href ? html`<a href="${column.href}">${column.title}</a>` : column.title}</th>`;
}

function workRow(row: WorkRow, props: WorklistProps): Html {
  return html`<tr${attributes({ class: classes(row.due.late && 'late', row.pick?.checked && 'picked') })}>
${props.pick ? html`<td class="pick">${row.pick ? html`<input type="checkbox"${attributes({ name: row.pick.name, value: row.pick.value, 'aria-label': row.pick.label, checked: row.pick.checked })}>` : ''}</td>` : ''}
<td class="due"><b>${row.due.date}</b> <span>${row.due.left}</span></td>
<td class="what"><a href="${row.href}">${row.title}</a></td>
${props.columns.map((column) => html`<td>${column.short ? html`<span class="short">${column.short} </span>` : ''}${row.cells[column.key] ?? ''}</td>`)}
</tr>`;
}

interface WorkButton {
  name: string;
  value: string;
  text: Content;
}

export interface WorkActionsProps {
  /** "With the tasks picked". */
  label: string;
  /** Picks all of the page, or none. */
  link: { href: string; text: Content };
  buttons: WorkButton[];
  /** Something to choose before a button: to whom. */
  choice: { name: string; label: string; empty: string; options: { value: string; label: string }[]; button: WorkButton } | null;
}

/** What can be done with the rows whose box is checked; stands before the list, inside the form around both. */
export function workActions({ label, link, buttons, choice }: WorkActionsProps): Html {
  const press = ({ name, value, text }: WorkButton): Html => html`<button${attributes({ type: 'submit', name, value })}>${text}</button>`;
  return html`<div class="bulk" role="group" aria-label="${label}">${buttons.map(press)}${
    choice
      ? html`<select${attributes({ name: choice.name, 'aria-label': choice.label })}><option value="">${choice.empty}</option>${choice.options.map((option) => html`<option value="${option.value}">${option.label}</option>`)}</select>${press(choice.button)}`
      : ''
  }<a href="${link.href}">${link.text}</a></div>`;
}

/** Views of the work list in the margin, each with its number; below them what narrows the list. */
export function workViews(props: { label: string; views: WorkView[]; below?: Html | null }): Html {
  return html`<div class="rail"><nav aria-label="${props.label}"><ul class="views">${props.views.map(
    (view) =>
      html`<li><a${attributes({ href: view.href, 'aria-current': view.current && 'page' })}>${view.text}${typeof view.count === 'number' ? html` <span>${view.count}</span>` : ''}</a></li>`,
  )}</ul></nav>${props.below ?? ''}</div>`;
}

/** Page of the workplace: errors above all, views in the margin, one sentence on top, the list. */
export function workPage(props: {
  title: Content;
  intro?: Content | null;
  errors?: Html | null;
  rail?: Html | null;
  children: Content;
}): Html {
  return html`<div class="wrap desk-grid"><div class="desk-head">${props.errors ?? ''}<h1>${props.title}</h1>${props.intro ? html`<p class="quiet">${props.intro}</p>` : ''}</div>${props.rail ?? ''}<div class="desk-body">${props.children}</div></div>`;
}
