import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface TableColumn {
  title: Content;
  /** Numbers stand at the right, with figures of equal width. */
  number?: boolean;
}

/**
 * A table with a caption; the first column names the row. It scrolls inside its own box when it does not fit: by the keyboard from a link
 * inside, such as `link` below the table, else from the box itself.
 */
export function dataTable(props: { caption: Content; columns: TableColumn[]; rows: Content[][]; link?: Content | null }): Html {
  const number = (index: number): string | null => (props.columns[index]?.number ? 'number' : null);
  return html`<section class="table-box" aria-labelledby="${tableId(props.caption)}"${attributes({ tabindex: hasLink(props) ? null : 0 })}><table class="table"><caption id="${tableId(props.caption)}">${props.caption}</caption><thead><tr>${props.columns.map(
    (column, index) => html`<th scope="col"${attributes({ class: number(index) })}>${column.title}</th>`,
  )}</tr></thead><tbody>${props.rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${attributes({ class: number(index) })}>${cell}</td>`))}</tr>`,
  )}</tbody></table>${props.link ? html`<p>${props.link}</p>` : ''}</section>`;
}

function hasLink({ link, rows }: { rows: Content[][]; link?: Content | null }): boolean {
  return Boolean(link) || rows.some((row) => row.some((cell) => /<(a|button) /.test(String(cell))));
}

function tableId(caption: Content): string {
  return `table-${String(caption)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}`;
}
