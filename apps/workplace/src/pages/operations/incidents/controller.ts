import { redirect } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show } from '../../../visit.ts';
import { incidentFilter, readMarks } from './incident-filter.ts';
import { incidentsPage } from './incidents-page.ts';

/** Everything that stands still in the cases of the operator's authorities, the oldest first. */
export const show: Show = async (visit, again) => {
  const { site, http } = visit;
  const filter = incidentFilter((name) => http.req.query(name));
  const found = await asOperator(visit, async (scope) => ({
    list: await site.domain.listOperatedIncidents(scope, filter, visit.lang),
    now: scope.now,
  }));
  if (found instanceof Response) return found;
  const retried = Number(http.req.query('retried') ?? Number.NaN);
  const main = incidentsPage(visit, {
    session: found.session,
    ...found.value,
    filter,
    again,
    retried: Number.isInteger(retried) ? retried : null,
  });
  return reply(visit, { title: visit.t('interface.operations.area.incidents'), main, session: found.session, current: 'operations' });
};

/** Lets the marked steps try again. */
export const act: Act = async (visit, body) => {
  const found = await asOperator(visit, async () => true);
  if (found instanceof Response) return found;
  const { domain, context } = visit.site;
  const marks = readMarks(body.getAll('incident'));
  const count = marks.length === 0 ? 0 : await domain.retryMany(context, visit.secret, { marks }, visit.lang);
  return redirect(visit, `/operations?retried=${count}`);
};

/** From the number of a case to its page. */
export const find: Show = async (visit) => {
  const reference = visit.http.req.query('reference') ?? '';
  const found = await asOperator(visit, (scope) => visit.site.domain.operatedReference(scope, reference, visit.lang));
  if (found instanceof Response) return found;
  return redirect(visit, `/operations/cases/${found.value.caseId}`);
};
