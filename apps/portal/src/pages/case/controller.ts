import type { Authority, CaseFile, CaseView, Catalogue, CountedView, ServiceVersion } from '@einwohnerportal/cases';
import type { Content } from '@einwohnerportal/ui';
import { inSession, securityFields } from '@einwohnerportal/web';
import { markForeign } from '../../foreign-words.ts';
import { keptPage, SECONDS_LEFT_SLOT, type MadePage } from '../../kept-pages.ts';
import { cacheControl, compose } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { param, type Person, type Show, type Visit } from '../../visit.ts';
import { casePage, caseState } from './case-page.ts';

/** The case: what is true now first, then the way, then everything that belongs to it. */
export const show: Show = (visit) =>
  keptPage(visit, async () => {
    const found = await openCase(visit);
    if (!found) return toSignIn(visit);
    const { person, view } = found;
    if (!view) return showNotFound(visit);
    const props = {
      title: `${view.title} ${view.reference}`,
      main: casePage(visit, view, found.files),
      service: serviceOf(visit, view),
      person,
      current: 'cases' as const,
      authority: authorityOf(visit, view),
    };
    return madePage(visit, found, await compose(visit, props, SECONDS_LEFT_SLOT), {});
  });

/** The part of the case page that renews itself; a closed case has come to rest. */
export const showFragment: Show = (visit) =>
  keptPage(visit, async () => {
    const found = await openCase(visit);
    if (!found) return visit.http.body(null, 401);
    if (!found.view) return visit.http.body(null, 404);
    return madePage(
      visit,
      found,
      markForeign(await caseState(visit, found.view, found.files), serviceOf(visit, found.view), visit.lang),
      found.view.closed ? { 'x-refresh': 'stop' } : {},
    );
  });

function madePage(
  visit: Visit,
  { person, view, stamp, today, catalogue }: OpenCase,
  html: Content,
  headers: Record<string, string>,
): MadePage {
  return {
    caseId: view!.caseId,
    stamp: stamp!,
    today,
    catalogue,
    html: String(html),
    headers: {
      'Content-Type': 'text/html; charset=UTF-8',
      ...securityFields(visit.site.config),
      'Cache-Control': cacheControl(person),
      ...headers,
    },
    sessionEnds: Date.parse(person.session.expiresAt),
  };
}

/** The service as it is now; its words are marked where they are in another language than the page. */
export function serviceOf(visit: Visit, view: CaseView): ServiceVersion | null {
  const { catalogue } = visit.site.context;
  return catalogue.has(view.service) ? catalogue.service(view.service) : null;
}

export function authorityOf(visit: Visit, view: CaseView): Authority | null {
  return visit.site.context.catalogue.authorities.byId(view.themeAuthority);
}

interface OpenCase extends CountedView {
  person: Person;
  today: string;
  files: CaseFile[];
  /** What the page is made with; a newer one that comes meanwhile makes it old. */
  catalogue: Catalogue;
}

async function openCase(visit: Visit): Promise<OpenCase | null> {
  const { catalogue } = visit.site.context;
  const found = await inSession(visit, async (scope) => ({
    ...(await visit.site.domain.readCountedCase(scope, param(visit, 'reference'), visit.lang)),
    files: await visit.site.domain.readCaseFiles(scope, param(visit, 'reference'), visit.lang),
    today: scope.today,
  }));
  return found && { ...found.value, person: { session: found.session, counts: found.value.counts }, catalogue };
}
