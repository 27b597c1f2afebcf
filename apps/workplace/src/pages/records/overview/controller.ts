import { redirect } from '@einwohnerportal/web';
import { asKeeper } from '../../../keepers.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show } from '../../../visit.ts';
import { recordsPage } from './overview-page.ts';

/** What those decide who keep the records of an authority, and what became of closed cases. */
export const show: Show = async (visit, again) => {
  const found = await asKeeper(visit, (scope) => visit.site.domain.readRecords(scope));
  if (found instanceof Response) return found;
  const main = recordsPage(visit, found.session, found.value, { again, faulty: null });
  return reply(visit, { title: visit.t('interface.records.title'), main, session: found.session, current: 'records' });
};

/** Offers the case files of a refused package again, or notes what was answered to one that people took there. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const transfer = body.get('transfer') ?? '';
  const then = body.get('then');
  if (then !== 'accepted' && then !== 'refused') {
    const found = await asKeeper(visit, (scope) => domain.offerAgain(scope, transfer));
    return found instanceof Response ? found : redirect(visit, '/records');
  }
  const words = body.get('words') ?? '';
  const found = await asKeeper(visit, async (scope) => ({
    noted: await domain.answerTransfer(scope, transfer, then === 'accepted', words),
    records: await domain.readRecords(scope),
  }));
  if (found instanceof Response) return found;
  if (found.value.noted) return redirect(visit, '/records');
  const main = recordsPage(visit, found.session, found.value.records, { again: null, faulty: { transfer, words } });
  return reply(visit, { title: visit.t('interface.records.title'), main, session: found.session, current: 'records', faulty: true }, 422);
};
