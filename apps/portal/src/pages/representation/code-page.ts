import { CODE_DAYS } from '@einwohnerportal/cases';
import { actions, band, button, bullets, html, pageHead } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { link, type Person, type Visit } from '../../visit.ts';

/** The code of an invitation, this once, and what to do with it. */
export function showCode(visit: Visit, person: Person, id: string, code: string): Promise<Response> {
  const { t } = visit;
  const main = html`${pageHead({
    sentence: t('interface.representation.codeTitle'),
    lead: t('interface.representation.codeLead', { count: CODE_DAYS }),
    children: html`<p class="lead code"><strong translate="no">${code}</strong></p>`,
  })}
${band({
  id: 'next',
  title: t('interface.representation.codeNext'),
  children: html`${bullets([t('interface.representation.codeStep1'), t('interface.representation.codeStep2'), t('interface.representation.codeStep3')])}
${actions(button({ text: t('interface.representation.toMandate'), href: link(visit, `/representation/${id}`) }))}`,
})}`;
  return reply(visit, { title: t('interface.representation.codeTitle'), main, person });
}
