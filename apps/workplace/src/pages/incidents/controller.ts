import { inSession, redirect, toSignIn } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import type { Act, Show } from '../../visit.ts';
import { incidentsPage } from './incidents-page.ts';

/** What is stuck in cases of the person's offices. */
export const show: Show = async (visit, again) => {
  const { t, site, http } = visit;
  const found = await inSession(visit, (scope) => site.domain.listIncidents(scope, visit.lang));
  if (!found) return toSignIn(visit);
  if (found.session.memberships.length === 0) return showNoOffice(visit, found.session);
  const main = incidentsPage(visit, { session: found.session, rows: found.value, again, retried: http.req.query('retried') === '1' });
  return reply(visit, { title: t('interface.nav.incidents'), main, session: found.session, current: 'incidents' });
};

/** Lets a stuck step try again. */
export const act: Act = async (visit, body) => {
  const { domain, context } = visit.site;
  const [, caseId = '', token = ''] = /^([0-9a-f-]{36})\/(\d{1,9})$/.exec(body.get('incident') ?? '') ?? [];
  const known = caseId !== '' && (await domain.retryIncident(context, visit.secret, { caseId, token: Number(token) }));
  return known ? redirect(visit, '/incidents?retried=1') : problems.notFound(visit);
};
