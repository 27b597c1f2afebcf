import { html, notice, type Html } from '@einwohnerportal/ui';
import type { Visit } from './visit.ts';

/** Said where a text exists only in German. */
export function fallbackNotice(visit: Visit, isFallback: boolean): Html {
  return isFallback ? notice({ title: visit.t('interface.site.fallback') }) : html``;
}
