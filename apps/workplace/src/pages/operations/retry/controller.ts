import { redirect } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show } from '../../../visit.ts';
import { incidentFilter } from '../incidents/incident-filter.ts';
import { retryPage } from './retry-page.ts';

/** Asks once more before everything that matches tries again. */
export const show: Show = async (visit, again) => {
  const filter = incidentFilter((name) => visit.http.req.query(name));
  const found = await asOperator(visit, (scope) => visit.site.domain.listOperatedIncidents(scope, filter, visit.lang));
  if (found instanceof Response) return found;
  const main = retryPage(visit, { session: found.session, list: found.value, filter, again });
  return reply(visit, { title: visit.t('interface.operations.retry.title'), main, session: found.session, current: 'operations' });
};

/** Lets everything that matches the filter of the form try again. */
export const act: Act = async (visit, body) => {
  const found = await asOperator(visit, async () => true);
  if (found instanceof Response) return found;
  const { domain, context } = visit.site;
  const filter = incidentFilter((name) => body.get(name) ?? undefined);
  return redirect(visit, `/operations?retried=${await domain.retryMany(context, visit.secret, { filter }, visit.lang)}`);
};
