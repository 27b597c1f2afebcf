import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { icon } from '../icon/icon.ts';

export interface CompareRow {
  label: Content;
  declared: Content;
  register: Content;
  same: boolean;
}

export interface CompareProps {
  /** Column titles: "Declared", "Register". */
  declared: Content;
  register: Content;
  /** "same", "check". */
  same: Content;
  differs: Content;
  rows: CompareRow[];
  verbatim?: boolean;
}

/** What the person declared beside what the register says; rows that differ stand out in words, sign and ground. */
export function compare(props: CompareProps): Html {
  const mark = attributes({ translate: props.verbatim === false ? null : 'no' });
  return html`<div class="compare"><p class="compare-head" aria-hidden="true"><span></span><span>${props.declared}</span><span>${props.register}</span><span></span></p><dl>${props.rows.map(
    (row) =>
      html`<div${attributes({ class: row.same ? null : 'differs' })}><dt>${row.label}</dt><dd><span class="which">${props.declared}: </span><span${mark}>${row.declared}</span></dd><dd><span class="which">${props.register}: </span><span${mark}>${row.register}</span></dd><dd class="verdict">${icon(row.same ? 'check' : 'exclamation')} ${row.same ? props.same : props.differs}</dd></div>`,
  )}</dl></div>`;
}
