import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface TableColumn {
  title: Content;
  /** Numbers stand at the right, with figures of equal width. */
  number?: boolean;
}

/** A table with a caption; the first column names the row. It scrolls inside its own box when it does not fit. */
export function dataTable(props: { caption: Content; columns: TableColumn[]; rows: Content[][] }): Html {
  const number = (index: number): string | null => (props.columns[index]?.number ? 'number' : null);
  return html`<section class="table-box" aria-labelledby="${tableId(props.caption)}" tabindex="0"><table class="table"><caption id="${tableId(props.caption)}">${props.caption}</caption><thead><tr>${props.columns.map(
    (column, index) => html`<th scope="col"${attributes({ class: number(index) })}>${column.title}</th>`,
  )}</tr></thead><tbody>${props.rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${attributes({ class: number(index) })}>${cell}</td>`))}</tr>`,
  )}</tbody></table></section>`;
}

function tableId(caption: Content): string {
  return `table-${String(caption)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}`;
}
