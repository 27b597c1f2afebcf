import { html, notice, type Html } from '@einwohnerportal/ui';
import type { Again, Visit } from './visit.ts';

/** What is said above a page that is shown once more: nothing was done, nothing is lost. */
export function againNotice({ t }: Pick<Visit, 't'>, again: Again | null): Html {
  if (again?.fault === 'forgery')
    return notice({ title: t('interface.notice.forgery'), text: t('interface.notice.forgeryText'), kind: 'alert' });
  if (again?.fault === 'held') return notice({ title: t('interface.notice.held'), text: t('interface.notice.heldText'), kind: 'polite' });
  return html``;
}
