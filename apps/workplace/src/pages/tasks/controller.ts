import { inSession, redirect, toSignIn } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { onlyOperates } from '../../operates.ts';
import { officeLabel, ownOffices, type Show } from '../../visit.ts';
import { matching, readFilter } from './task-filter.ts';
import { tasksPage } from './tasks-page.ts';

/** The tasks of the person's offices. */
export const show: Show = async (visit) => {
  const { domain } = visit.site;
  const found = await inSession(visit, async (scope) => ({
    rows: await domain.listTasks(scope, { lang: visit.lang }),
    incidents: await domain.listIncidents(scope, visit.lang),
    today: scope.today,
  }));
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  const own = ownOffices(visit, session);
  if (own.length === 0) return showNoOffice(visit, session);
  if (onlyOperates(session)) return redirect(visit, '/operations');
  const filter = readFilter((name) => visit.http.req.query(name));
  const offices = own.map((each) => ({ value: each.key, label: officeLabel(each, visit.lang) }));
  const officeName = offices.find((each) => each.value === filter.office)?.label ?? null;
  const main = tasksPage(visit, {
    filter: { ...filter, office: officeName === null ? null : filter.office },
    rows: matching(value.rows, filter.text, officeName),
    total: value.rows.length,
    incidents: value.incidents.length,
    offices,
    today: value.today,
    done: visit.http.req.query('done') === '1',
  });
  return reply(visit, { title: visit.t('interface.nav.tasks'), main, session, current: 'tasks', query: filter.text });
};
