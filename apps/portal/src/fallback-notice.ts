import { html, notice, type Html } from '@einwohnerportal/ui';
import type { Visit } from './visit.ts';

/** Said where a text exists only in another language; `language` is that one. */
export function fallbackNotice(visit: Visit, isFallback: boolean, language: string): Html {
  if (!isFallback) return html``;
  const name = new Intl.DisplayNames([visit.lang.slice(0, 2)], { type: 'language' }).of(language.slice(0, 2)) ?? language;
  return notice({ title: visit.t('interface.site.fallback', { language: name }) });
}
