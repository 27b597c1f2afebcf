import { commandId, inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { dayOf } from '../../day-of.ts';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { deliveriesPage, WHAT, type Fault } from './deliveries-page.ts';

const CHANNELS = ['registered-letter', 'letter', 'in-person'] as const;

/** How the documents of a case reached their person, for the office in charge; the look is recorded. */
export const show: Show = (visit, again) => view(visit, again, again?.posted ?? null, null);

/** The office says what happened to a delivery; the machine acts on it. */
export const act: Act = async (visit, body) => {
  const what = WHAT.find((each) => each === body.get('what'));
  if (!what) return view(visit, null, body, 'what');
  const caseId = param(visit, 'case');
  const found = await inSession(visit, (scope) =>
    visit.site.domain.noteDelivery(scope, caseId, {
      id: commandId(body),
      notification: body.get('notification') ?? '',
      what,
      day: dayOf(body, 'day') ?? '',
      proof: body.get('proof'),
      channel: CHANNELS.find((each) => each === body.get('channel')) ?? 'registered-letter',
      ...(what === 'again' ? { address: (body.get('address') ?? '').split(/\r?\n/) } : {}),
    }),
  );
  if (!found) return toSignIn(visit);
  if (found.value === 'not-found') return problems.notFound(visit);
  return found.value === 'done' ? redirect(visit, `/cases/${caseId}/deliveries?done=1`) : view(visit, null, body, found.value);
};

async function view(visit: Visit, again: Again | null, posted: URLSearchParams | null, fault: Fault | null): Promise<Response> {
  const found = await inSession(visit, (scope) => visit.site.domain.readDeliveries(scope, param(visit, 'case'), visit.lang));
  if (!found) return toSignIn(visit);
  const { session, value: page } = found;
  if (!page) return problems.notFound(visit);
  const main = deliveriesPage(visit, { session, page, again, posted, fault, done: visit.http.req.query('done') === '1' });
  return reply(
    visit,
    { title: `${visit.t('interface.deliveries.title')} ${page.reference}`, main, session, current: 'tasks', faulty: fault !== null },
    fault === null ? 200 : 422,
  );
}
