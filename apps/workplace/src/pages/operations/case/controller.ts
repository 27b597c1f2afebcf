import { param } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Show } from '../../../visit.ts';
import { casePage } from './case-page.ts';

/** Where a case stands in its process, without anything about the person. */
export const show: Show = async (visit) => {
  const { site, http } = visit;
  const found = await asOperator(visit, async (scope) => {
    const state = await site.domain.readOperated(scope, param(visit, 'case'), visit.lang);
    return state && { state, now: scope.now };
  });
  if (found instanceof Response) return found;
  const said = (['done', 'waiting', 'gone'] as const).find((each) => each === http.req.query('retried')) ?? null;
  const main = casePage(visit, { ...found.value, said });
  return reply(visit, { title: visit.t('interface.operations.case.title'), main, session: found.session, current: 'operations' });
};
