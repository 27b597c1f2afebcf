import { redirect } from '@einwohnerportal/web';
import { asKeeper } from '../../../keepers.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show } from '../../../visit.ts';
import { recordsPage } from './overview-page.ts';

/** What those decide who keep the records of an authority, and what became of closed cases. */
export const show: Show = async (visit, again) => {
  const found = await asKeeper(visit, (scope) => visit.site.domain.readRecords(scope));
  if (found instanceof Response) return found;
  const main = recordsPage(visit, found.session, found.value, again);
  return reply(visit, { title: visit.t('interface.records.title'), main, session: found.session, current: 'records' });
};

/** Offers the case files of a refused package again. */
export const act: Act = async (visit, body) => {
  const found = await asKeeper(visit, (scope) => visit.site.domain.offerAgain(scope, body.get('transfer') ?? ''));
  return found instanceof Response ? found : redirect(visit, '/records');
};
