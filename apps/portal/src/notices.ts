import { html, notice, type Html } from '@einwohnerportal/ui';
import type { Again, Visit } from './visit.ts';

/** What is said above a page that is shown once more: nothing was done, nothing is lost. */
export function againNotice(visit: Visit, again: Again | null): Html {
  if (again?.fault === 'forgery') return notice({ title: visit.t('interface.notice.forgery'), text: visit.t('interface.notice.forgeryText'), kind: 'alert' });
  if (again?.fault === 'held') return notice({ title: visit.t('interface.notice.held'), text: visit.t('interface.notice.heldText'), kind: 'polite' });
  return html``;
}

/** Said where a text exists only in German. */
export function fallbackNotice(visit: Visit, isFallback: boolean): Html {
  return isFallback ? notice({ title: visit.t('interface.site.fallback') }) : html``;
}
