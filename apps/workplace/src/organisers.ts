import { organisedBy, type Organisation, type Scope, type SessionView } from '@einwohnerportal/cases';
import { workViews, type Html } from '@einwohnerportal/ui';
import { authorityName, inSession, link, toSignIn } from '@einwohnerportal/web';
import { problems } from './frame.ts';
import type { Visit } from './visit.ts';

/** What the work of somebody gave who keeps the organisation of an authority, with that organisation; everybody else gets the page of an unknown address. */
export async function asOrganiser<T>(
  visit: Visit,
  asked: string | null,
  work: (scope: Scope, organisation: Organisation) => Promise<T>,
): Promise<{ session: SessionView; organisation: Organisation; value: T } | Response> {
  const found = await inSession(visit, async (scope, session) => {
    if (organisedBy(session).length === 0) return null;
    const organisation = await visit.site.domain.readOrganisation(scope, asked);
    return organisation ? { organisation, value: await work(scope, organisation) } : null;
  });
  if (!found) return toSignIn(visit);
  return found.value === null ? problems.notFound(visit) : { session: found.session, ...found.value };
}

/** The authority that the address names; null for the person's first. */
export const askedAuthority = (visit: Visit): string | null => visit.http.req.query('authority') || null;

/** An address of the organisation's part, with the authority where the person keeps several. */
export function place(visit: Visit, organisation: Organisation, path: string, query: Record<string, string> = {}): string {
  const all = organisation.authorities.length > 1 ? { authority: organisation.authority, ...query } : query;
  const text = new URLSearchParams(all).toString();
  return link(visit, text ? `${path}?${text}` : path);
}

const AREAS = { overview: '/organisation', changes: '/organisation/changes', people: '/organisation/people' } as const;

/** The margin of every page of the organisation: its areas, and the other authorities of the person. */
export function organisationRail(visit: Visit, organisation: Organisation, current: keyof typeof AREAS | null): Html {
  const { t } = visit;
  const others = organisation.authorities.filter((id) => id !== organisation.authority);
  return workViews({
    label: t('interface.organisation.areas'),
    views: [
      ...(Object.keys(AREAS) as (keyof typeof AREAS)[]).map((area) => ({
        href: place(visit, organisation, AREAS[area]),
        text: t(`interface.organisation.area.${area}`),
        current: area === current,
        count: area === 'changes' ? organisation.waiting : null,
      })),
      ...others.map((id) => {
        const found = visit.site.context.catalogue.authorities.byId(id);
        return { href: link(visit, `/organisation?authority=${id}`), text: found ? authorityName(found, visit.lang) : id };
      }),
    ],
  });
}
