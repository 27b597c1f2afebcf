import type { DocumentView } from '@einwohnerportal/cases';
import type { DocumentEntry } from '@einwohnerportal/ui';
import { languageTag } from './languages.ts';
import { link, type Visit } from './visit.ts';
import { formatInstant } from './format.ts';

/** Documents with kind, size, sender and time, each with its address. */
export function documentEntries(visit: Visit, documents: readonly DocumentView[]): DocumentEntry[] {
  const { t } = visit;
  return documents.map((document) => ({
    title: t('interface.case.documentLabel', { title: document.title, kind: kindOf(document.mediaType), size: sizeText(document.size) }),
    href: link(visit, `/documents/${document.id}`),
    note: t('interface.case.documentFrom', { sender: document.sender, at: formatInstant(document.at, visit) }),
    lang: document.language === visit.lang ? null : languageTag(document.language),
  }));
}

/** Bytes in kB or MB, as people read them. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function kindOf(mediaType: string): string {
  return (mediaType.split('/')[1] ?? mediaType).split(/[+;]/)[0]!.toUpperCase();
}
