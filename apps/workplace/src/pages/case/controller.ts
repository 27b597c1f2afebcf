import { backLink, html, notice, taskGrid, taskHead, wrap } from '@einwohnerportal/ui';
import { formatShortInstant, inSession, link, param, redirect, toSignIn } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Show } from '../../visit.ts';
import { caseFacts } from '../task/case-facts.ts';
import { capturedMeta } from '../counter/captured-meta.ts';
import { residentView } from '../task/resident-view.ts';

/** A case that was searched for: what the resident sees and what is known; the purpose of the search is recorded with the look. */
export const show: Show = async (visit) => {
  const found = await inSession(visit, async (scope) => {
    const value = await visit.site.domain.readOfficeCase(scope, param(visit, 'case'), visit.lang);
    return {
      value,
      aside: value === null || value === 'no-purpose' ? [] : await visit.site.domain.listSetAside(scope, param(visit, 'case')),
    };
  });
  if (!found) return toSignIn(visit);
  const { session } = found;
  const { value, aside } = found.value;
  if (value === 'no-purpose') return redirect(visit, '/search?why=1');
  if (value === null) return problems.notFound(visit);
  const { t } = visit;
  const main = wrap(html`${taskHead({
    back: backLink({ href: link(visit, '/search'), text: t('interface.nav.cases') }),
    title: html`${value.case.title}: <span translate="no">${value.person}</span>`,
    meta: [
      { term: t('interface.tasks.column.reference'), value: value.reference, verbatim: true },
      { term: t('interface.search.column.submitted'), value: formatShortInstant(value.case.submittedAt, visit) },
      ...capturedMeta(visit, value.case),
      ...(value.case.representative
        ? [
            {
              term: t('interface.task.sentBy'),
              value: t(value.case.byLaw ? 'interface.task.byLaw' : 'interface.task.withMandate', { name: value.case.representative }),
            },
          ]
        : []),
    ],
  })}
${value.openUntil ? notice({ title: t('interface.emergency.here', { until: formatShortInstant(value.openUntil, visit) }), text: t('interface.emergency.hereText'), kind: 'info', link: { href: link(visit, '/emergency'), text: t('interface.emergency.title') } }) : ''}
${aside.map((token) => notice({ title: t('interface.setAside.waiting'), link: { href: link(visit, `/tasks/${param(visit, 'case')}/${token}`), text: t('interface.setAside.toTask') } }))}
${taskGrid({
  sees: { id: 'sees', title: t('interface.task.sees'), children: residentView(visit, value) },
  does: null,
  knows: { id: 'knows', title: t('interface.task.knows'), children: caseFacts(visit, value) },
})}`);
  return reply(visit, { title: t('interface.search.case'), main, session, current: 'search' });
};
