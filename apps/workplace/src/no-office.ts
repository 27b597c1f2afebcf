import type { SessionView } from '@einwohnerportal/cases';
import { goLink, html, pageHead, wrap } from '@einwohnerportal/ui';
import { link } from '@einwohnerportal/web';
import { reply } from './layout.ts';
import type { Visit } from './visit.ts';

/** Signed in, but no authority gave this person an office. */
export function showNoOffice(visit: Visit, session: SessionView): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.noOffice.title'),
    lead: t('interface.noOffice.text'),
    children: html`<p>${goLink({ href: link(visit, '/invitation'), text: t('interface.organisation.code.title') })}</p>`,
  });
  return reply(visit, { title: t('interface.noOffice.title'), main: wrap(main), session }, 403);
}
