import { authoredBy, type Scope, type SessionView } from '@einwohnerportal/cases';
import { workViews, type Html } from '@einwohnerportal/ui';
import { inSession, link, toSignIn } from '@einwohnerportal/web';
import { problems } from './frame.ts';
import type { Visit } from './visit.ts';

/** What the work of an author gave, with the session; everybody else, and null, get the page of an unknown address. */
export async function asAuthor<T>(
  visit: Visit,
  work: (scope: Scope, session: SessionView) => Promise<T | null>,
): Promise<{ session: SessionView; value: T } | Response> {
  const found = await inSession(visit, async (scope, session) => (authoredBy(session).length === 0 ? null : work(scope, session)));
  if (!found) return toSignIn(visit);
  return found.value === null ? problems.notFound(visit) : { session: found.session, value: found.value };
}

/** What of a package is shown at a time. */
export const PARTS = ['overview', 'manifest', 'process', 'form', 'decisions', 'texts', 'scenarios', 'files'] as const;
export type Part = (typeof PARTS)[number];

/** The part that the address names. */
export const askedPart = ({ http }: Visit): Part => PARTS.find((each) => each === http.req.query('part')) ?? 'overview';

/** The address of a part of a service, or of its draft. */
export function partPath(visit: Visit, service: string, { draft, part }: { draft: boolean; part: Part }): string {
  const path = link(visit, `/services/${service}${draft ? '/draft' : ''}`);
  return part === 'overview' ? path : `${path}?part=${part}`;
}

/** The margin of every page of a service: its parts, as they hold or as the draft has them. */
export function serviceRail(
  visit: Visit,
  service: string,
  { draft, hasDraft, current, counts }: { draft: boolean; hasDraft: boolean; current: Part | null; counts?: Partial<Record<Part, number>> },
): Html {
  const { t } = visit;
  return workViews({
    label: t('interface.studio.parts'),
    views: [
      ...PARTS.map((part) => ({
        href: partPath(visit, service, { draft, part }),
        text: t(`interface.studio.part.${part === 'overview' && draft ? 'draft' : part}`),
        current: part === current,
        count: counts?.[part] || null,
      })),
      ...(draft ? [{ href: link(visit, `/services/${service}`), text: t('interface.studio.inForce') }] : []),
      ...(hasDraft && !draft ? [{ href: link(visit, `/services/${service}/draft`), text: t('interface.studio.part.draft') }] : []),
      { href: link(visit, '/services'), text: t('interface.studio.all') },
    ],
  });
}

/** The title of a service in the language of the page, as it holds; its id where there is none yet. */
export function titleOf({ site, lang }: Visit, service: string): string {
  const { catalogue } = site.context;
  return catalogue.has(service) ? catalogue.service(service).texts(lang)('service.title') : service;
}

/** Words of the vocabulary in the language of the page, by their key. */
export function vocabularyWords({ site, lang }: Visit): (key: string) => string | null {
  const { catalogue } = site.context;
  const [any] = catalogue.services();
  const texts = any ? catalogue.service(any).texts(lang) : null;
  return (key) => (texts && key.startsWith('vocabulary.') ? texts(key) : null);
}
