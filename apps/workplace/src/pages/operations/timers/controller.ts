import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Show } from '../../../visit.ts';
import { timersPage } from './timers-page.ts';

/** What happens by itself next in the cases of the operator's authorities. */
export const show: Show = async (visit) => {
  const { site, http } = visit;
  const service = (http.req.query('service') ?? '').slice(0, 200) || null;
  const found = await asOperator(visit, async (scope) => ({
    timers: await site.domain.listOperatedTimers(scope, service, visit.lang),
    now: scope.now,
  }));
  if (found instanceof Response) return found;
  const main = timersPage(visit, { ...found.value, service });
  return reply(visit, { title: visit.t('interface.operations.area.timers'), main, session: found.session, current: 'operations' });
};
