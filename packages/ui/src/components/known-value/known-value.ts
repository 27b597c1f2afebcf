import { html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface KnownValueProps {
  /** One sentence around the value, or rows of label and value. */
  text?: Content | null;
  rows?: { label: Content; value: Content; verbatim?: boolean }[];
  /** Where it comes from and when it was asked: "Source: residents' register, asked today at 14.12". */
  source?: Content | null;
  /** Where to say that it is not right. */
  report?: { href: string; text: Content } | null;
}

/** What a register already says: shown with its source, never asked again. */
export function knownValue(props: KnownValueProps): Html {
  return html`<div class="known">
${props.text ? html`<p>${props.text}</p>` : ''}
${props.rows?.length ? html`<dl class="known-rows">${props.rows.map((row) => html`<div><dt>${row.label}</dt><dd>${row.verbatim === false ? row.value : html`<span translate="no">${row.value}</span>`}</dd></div>`)}</dl>` : ''}
${props.source || props.report ? html`<p class="source">${props.source ? together(props.source) : ''}${props.report ? html` <a href="${props.report.href}">${props.report.text}</a>` : ''}</p>` : ''}
</div>`;
}
