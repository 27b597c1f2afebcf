import { authoredBy } from '@einwohnerportal/cases';
import { redirect, type Again } from '@einwohnerportal/web';
import { asAuthor } from '../../../authors.ts';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { listPage } from './list-page.ts';

/** The services whose packages the person writes. */
export const show: Show = (visit, again) => view(visit, again, null);

/** Begins a new service, with an empty draft. */
export const act: Act = async (visit, body) => {
  const service = (body.get('service') ?? '').trim();
  const found = await asAuthor(visit, async (scope, session) => {
    const authority = authoredBy(session).find((each) => each === body.get('authority')) ?? authoredBy(session)[0]!;
    if (visit.site.context.catalogue.has(service)) return 'taken' as const;
    return (await visit.site.domain.beginServiceDraft(scope, service, authority)) ? ('begun' as const) : ('name' as const);
  });
  if (found instanceof Response) return found;
  return found.value === 'begun' ? redirect(visit, `/services/${service}/draft`) : view(visit, null, { posted: body, error: found.value });
};

async function view(
  visit: Visit,
  again: Again | null,
  wrong: { posted: URLSearchParams; error: 'taken' | 'name' } | null,
): Promise<Response> {
  const found = await asAuthor(visit, (scope) => visit.site.domain.listOwnServices(scope));
  if (found instanceof Response) return found;
  const { session, value: services } = found;
  if (!services) return problems.notFound(visit);
  const main = listPage(visit, { session, services, again, posted: wrong?.posted ?? again?.posted ?? null, error: wrong?.error ?? null });
  return reply(visit, { title: visit.t('interface.studio.title'), main, session, current: 'services', faulty: wrong !== null }, wrong ? 422 : 200);
}
