import type { IncidentFilter, IncidentList, SessionView } from '@einwohnerportal/cases';
import { actions, backLink, bullets, button, form, html, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { codeName } from '../../../incident-words.ts';
import { operationsRail } from '../../../operators.ts';
import type { Visit } from '../../../visit.ts';
import { filterQuery } from '../incidents/incident-filter.ts';

export interface RetryPageProps {
  session: SessionView;
  list: IncidentList;
  filter: IncidentFilter;
  again: Again | null;
}

/** Many steps at once: how many, of which kind, and what happens to the applications behind. */
export function retryPage(visit: Visit, { session, list, filter, again }: RetryPageProps): Html {
  const { t } = visit;
  const back = backLink({ href: link(visit, `/operations${filterQuery(filter)}`), text: t('interface.operations.area.incidents') });
  const kinds = Map.groupBy(
    list.rows,
    (row) => `${row.name || t('interface.operations.wholeCase')}: ${codeName(visit, row.jobCode ?? row.code)}`,
  );
  return workPage({
    title: t('interface.operations.retry.question', { count: list.rows.length }),
    intro: t('interface.operations.retry.explain'),
    rail: operationsRail(visit, 'incidents'),
    children: html`${back}${againNotice(visit, again)}
${bullets([...kinds].map(([kind, rows]) => t('interface.operations.retry.kind', { kind, count: rows.length })))}
${
  list.rows.length === 0
    ? ''
    : form({
        action: link(visit, '/operations/retry'),
        fields: {
          [TOKEN_FIELD]: session.csrf,
          ...Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []))),
        },
        children: actions(button({ text: t('interface.operations.retry.confirm', { count: list.rows.length }) })),
      })
}`,
  });
}
