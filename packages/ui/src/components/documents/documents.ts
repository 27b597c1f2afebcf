import { attributes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface DocumentEntry {
  /** Name with kind and size: "Certificate (PDF, 61 kB)". */
  title: Content;
  /** Without an address the document is named but not there (yet). */
  href?: string | null;
  /** Who sent it and when; what became of it. */
  note: Content;
  /** Language of the document where it is not the page's. */
  lang?: string | null;
  /** Marks a document not opened yet, in words. */
  fresh?: Content | null;
}

/** Documents of one sender, in the order given. */
export function documents(items: DocumentEntry[]): Html {
  return html`<ul class="docs">${items.map(
    (item) =>
      html`<li>${item.href ? html`<a${attributes({ href: item.href, hreflang: item.lang })}>${together(item.title)}</a>` : html`<span class="missing">${item.title}</span>`}${item.fresh ? html` <b class="small">${item.fresh}</b>` : ''}<small>${together(item.note)}</small></li>`,
  )}</ul>`;
}

export interface DocumentGroup {
  /** "By you", "By the authority". */
  title: Content;
  documents: DocumentEntry[];
  /** Shown when there are none. */
  empty: Content;
}

/** Documents of a case in groups beside each other: by the authority, by the resident, receipts. */
export function documentGroups(...groups: DocumentGroup[]): Html {
  return html`<div class="two-up">${groups.map((group) => html`<div><h3>${group.title}</h3>${group.documents.length > 0 ? documents(group.documents) : html`<p class="docs quiet">${group.empty}</p>`}</div>`)}</div>`;
}
