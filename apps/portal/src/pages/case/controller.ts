import type { Authority, CaseView } from '@einwohnerportal/cases';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, type Person, type Show, type Visit } from '../../visit.ts';
import { casePage, caseState } from './case-page.ts';

/** The case: what is true now first, then the way, then everything that belongs to it. */
export const show: Show = async (visit) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const view = found.value;
  return reply(visit, { title: `${view.title} ${view.reference}`, main: casePage(visit, view), person: found.person, current: 'cases', authority: authorityOf(visit, view) });
};

/** The part of the case page that renews itself; a closed case has come to rest. */
export const showFragment: Show = async (visit) => {
  const found = await readCase(visit);
  if (!found) return visit.http.body(null, 401);
  if (!found.value) return visit.http.body(null, 404);
  visit.http.header('Cache-Control', 'no-store');
  if (found.value.closed) visit.http.header('x-refresh', 'stop');
  return visit.http.html(await caseState(visit, found.value));
};

export function authorityOf(visit: Visit, view: CaseView): Authority | null {
  return visit.site.context.catalogue.authorities.byId(view.themeAuthority);
}

function readCase(visit: Visit): Promise<{ person: Person; value: CaseView | null } | null> {
  return asPerson(visit, (scope) => visit.site.domain.readCase(scope, param(visit, 'reference'), visit.lang));
}
