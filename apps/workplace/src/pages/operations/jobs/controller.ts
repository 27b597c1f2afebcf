import type { JobStanding } from '@einwohnerportal/cases';
import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Show } from '../../../visit.ts';
import { jobsPage, STANDINGS } from './jobs-page.ts';

/** What the machine works on in the cases of the operator's authorities. */
export const show: Show = async (visit) => {
  const { site, http } = visit;
  const text = (name: string): string | null => (http.req.query(name) ?? '').slice(0, 200) || null;
  const filter = {
    standing: (STANDINGS.find((standing) => standing === http.req.query('standing')) ?? null) as JobStanding | null,
    capability: text('capability'),
    service: text('service'),
  };
  const found = await asOperator(visit, async (scope) => ({
    list: await site.domain.listOperatedJobs(scope, filter, visit.lang),
    now: scope.now,
  }));
  if (found instanceof Response) return found;
  const main = jobsPage(visit, { ...found.value, filter });
  return reply(visit, { title: visit.t('interface.operations.area.jobs'), main, session: found.session, current: 'operations' });
};
