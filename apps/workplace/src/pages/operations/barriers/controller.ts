import { redirect, type Again } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { barriersPage } from './barriers-page.ts';

const SHORTEST = 3;

/** What people could not do in the portal, those without a note first. */
export const show: Show = (visit, again) => view(visit, again, null);

/** Notes what was done about one report. */
export const act: Act = async (visit, body) => {
  const id = body.get('report') ?? '';
  const answer = (body.get('answer') ?? '').normalize('NFC').trim();
  if (answer.length < SHORTEST) return view(visit, { fault: null, posted: body }, id);
  const found = await asOperator(visit, async (scope) => ({ noted: await visit.site.domain.answerBarrier(scope, id, answer) }));
  return found instanceof Response ? found : redirect(visit, '/operations/barriers');
};

async function view(visit: Visit, again: Again | null, faultyId: string | null): Promise<Response> {
  const found = await asOperator(visit, (scope) => visit.site.domain.listBarriers(scope));
  if (found instanceof Response) return found;
  const reports = found.value;
  const faulty = reports.some((report) => report.id === faultyId && report.answeredAt === null) ? faultyId : null;
  const main = barriersPage(visit, { reports, session: found.session, again, faulty });
  const props = { title: visit.t('interface.operations.area.barriers'), main, session: found.session, current: 'operations' as const };
  return reply(visit, { ...props, faulty: faulty !== null }, faulty === null ? 200 : 422);
}
