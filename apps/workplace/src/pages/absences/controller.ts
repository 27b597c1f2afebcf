import { inSession, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { dayOf } from '../../day-of.ts';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { ownOffices, type Act, type Show, type Visit } from '../../visit.ts';
import { absencesPage } from './absences-page.ts';

type Fault = 'days' | 'deputy' | null;

/** When the person is away and who stands in; and for whom they stand in. */
export const show: Show = (visit, again) => view(visit, again, null, again?.posted ?? null);

/** Adds an absence or takes one back. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const drop = body.get('drop');
  const done = await inSession(visit, async (scope) => {
    if (drop !== null) {
      await domain.dropAbsence(scope, drop);
      return 'done';
    }
    const [firstDay, lastDay] = [dayOf(body, 'first'), dayOf(body, 'last')];
    return firstDay && lastDay ? domain.addAbsence(scope, { firstDay, lastDay, deputy: body.get('deputy') ?? '' }) : 'days';
  });
  if (!done) return toSignIn(visit);
  return done.value === 'done'
    ? redirect(visit, `/absences?${drop === null ? 'said=added' : 'said=dropped'}`)
    : view(visit, null, done.value, body);
};

async function view(visit: Visit, again: Again | null, fault: Fault, posted: URLSearchParams | null): Promise<Response> {
  const { domain } = visit.site;
  const found = await inSession(visit, async (scope) => ({
    absences: await domain.listAbsences(scope),
    colleagues: await domain.listColleagues(scope),
    today: scope.today,
  }));
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  if (ownOffices(visit, session).length === 0) return showNoOffice(visit, session);
  const said = (['added', 'dropped'] as const).find((each) => each === visit.http.req.query('said')) ?? null;
  const main = absencesPage(visit, { session, ...value, again, fault, posted, said });
  return reply(
    visit,
    { title: visit.t('interface.absences.title'), main, session, current: 'tasks', faulty: fault !== null },
    fault === null ? 200 : 422,
  );
}
