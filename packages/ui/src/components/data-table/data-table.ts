import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface TableColumn {
  title: Content;
  /** Numbers stand at the right, with figures of equal width. */
  number?: boolean;
}

/** A row with an id of its own, so that a link can lead to it. */
export interface TableRow {
  id: string;
  cells: Content[];
}

/**
 * A table with a caption; the first column names the row. It scrolls inside its own box when it does not fit: by the keyboard from a link
 * inside, such as `link` below the table; where there is none the caption is one, to the table itself.
 */
export function dataTable(props: {
  caption: Content;
  columns: TableColumn[];
  rows: (Content[] | TableRow)[];
  link?: Content | null;
  /** Where the caption does not tell the tables of a page apart, or a link leads to the table. */
  id?: string | null;
}): Html {
  const number = (index: number): string | null => (props.columns[index]?.number ? 'number' : null);
  const rows = props.rows.map((row) => (Array.isArray(row) ? { id: null, cells: row } : row));
  const caption = props.id ? `${props.id}-caption` : tableId(props.caption);
  const named = hasLink(rows, props.link) ? props.caption : html`<a href="#${props.id ?? caption}">${props.caption}</a>`;
  return html`<section class="table-box" aria-labelledby="${caption}"${attributes({ id: props.id })}><table class="table"><caption id="${caption}">${named}</caption><thead><tr>${props.columns.map(
    (column, index) => html`<th scope="col"${attributes({ class: number(index) })}>${column.title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ id, cells }) =>
      html`<tr${attributes({ id })}>${cells.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${attributes({ class: number(index) })}>${cell}</td>`))}</tr>`,
  )}</tbody></table>${props.link ? html`<p>${props.link}</p>` : ''}</section>`;
}

function hasLink(rows: { cells: Content[] }[], link: Content | null | undefined): boolean {
  return Boolean(link) || rows.some(({ cells }) => cells.some((cell) => /<(a|button) /.test(String(cell))));
}

function tableId(caption: Content): string {
  return `table-${String(caption)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}`;
}
