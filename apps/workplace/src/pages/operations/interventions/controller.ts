import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Show } from '../../../visit.ts';
import { interventionsPage } from './interventions-page.ts';

/** Changes that wait for a second person, and what was decided lately. */
export const show: Show = async (visit) => {
  const found = await asOperator(visit, async (scope) => ({
    list: await visit.site.domain.listInterventions(scope, visit.lang),
    now: scope.now,
  }));
  if (found instanceof Response) return found;
  const main = interventionsPage(visit, found.value);
  return reply(visit, { title: visit.t('interface.operations.area.interventions'), main, session: found.session, current: 'operations' });
};
