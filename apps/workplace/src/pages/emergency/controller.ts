import { mayOpenInEmergency, seesOpenings } from '@einwohnerportal/cases';
import { inSession, redirect, toSignIn } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import { onlyOperates } from '../../operates.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { emergencyPage, type EmergencyPageProps } from './emergency-page.ts';

/** Opening a case without taking part in it, and who did so; nobody else learns that there is such a page. */
export const show: Show = (visit, again) =>
  view(visit, { again, posted: again?.posted ?? null, said: visit.http.req.query('said') === 'ended' ? 'ended' : null });

/** Opens a case, or gives the access back. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const end = body.get('end');
  const done = await inSession(visit, async (scope, session) => {
    if (!mayOpenInEmergency(session)) return null;
    if (end !== null) return (await domain.endOpening(scope, end)) ? ('ended' as const) : null;
    return domain.openInEmergency(scope, {
      reference: body.get('reference') ?? '',
      kind: body.get('kind') ?? '',
      reason: body.get('reason') ?? '',
    });
  });
  if (!done) return toSignIn(visit);
  const { value } = done;
  if (value === null) return problems.notFound(visit);
  if (value === 'ended') return redirect(visit, '/emergency?said=ended');
  return 'caseId' in value ? redirect(visit, `/cases/${value.caseId}`) : view(visit, { posted: body, fault: value.refused });
};

async function view(visit: Visit, shown: Partial<Pick<EmergencyPageProps, 'again' | 'posted' | 'fault' | 'said'>>): Promise<Response> {
  const found = await inSession(visit, async (scope, session) => (seesOpenings(session) ? visit.site.domain.listOpenings(scope) : null));
  if (!found) return toSignIn(visit);
  const { session, value: openings } = found;
  if (openings === null) return problems.notFound(visit);
  const may = mayOpenInEmergency(session);
  const main = emergencyPage(visit, { session, openings, may, again: null, posted: null, fault: null, said: null, ...shown });
  const faulty = (shown.fault ?? null) !== null;
  return reply(
    visit,
    { title: visit.t('interface.emergency.title'), main, session, current: onlyOperates(session) ? 'emergency' : 'search', faulty },
    faulty ? 422 : 200,
  );
}
