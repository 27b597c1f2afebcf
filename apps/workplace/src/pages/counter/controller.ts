import { capturableServices, capturesForOthers, countersOf, type CaptureRefusal, type FieldError } from '@einwohnerportal/cases';
import { inLanguage, inSession, link, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { counterPage } from './counter-page.ts';
import { readWish } from './wish.ts';

/** What somebody captures for people at the counter or on the phone, and the form that begins another one. */
export const show: Show = (visit, again) => view(visit, { again, posted: again?.posted ?? null, errors: [] });

/** Begins a capture and leads into the form, which is that of the portal. */
export const act: Act = async (visit, body) => {
  const found = await inSession(visit, async (scope, session) => {
    if (!capturesForOthers(session)) return null;
    const { wish, errors } = readWish(visit, body, scope.today, countersOf(session));
    if (!wish) return { errors };
    const begun = await visit.site.domain.beginCapture(scope, wish);
    return 'code' in begun ? begun : { errors: [refusal(visit, begun.refused)] };
  });
  if (!found) return toSignIn(visit);
  if (!found.value) return problems.notFound(visit);
  return 'code' in found.value
    ? visit.http.redirect(formAddress(visit, found.value.code), 303)
    : view(visit, { again: null, posted: body, errors: found.value.errors });
};

/** Where the form opens: a page of the portal that takes the code once. */
export function formAddress({ site, lang }: Visit, code: string): string {
  return `${site.config.portalUrl}/${lang}/counter?code=${code}`;
}

/** The control that can change it. */
const CONTROLS: Record<CaptureRefusal, string> = { 'not-allowed': 'service', offer: 'service', channel: 'channel', level: 'identity' };

function refusal({ t }: Visit, why: CaptureRefusal): FieldError {
  return { name: CONTROLS[why], control: CONTROLS[why], message: t(`interface.counter.refused.${why}`) };
}

async function view(visit: Visit, shown: { again: Again | null; posted: URLSearchParams | null; errors: FieldError[] }): Promise<Response> {
  const { catalogue } = visit.site.context;
  const found = await inSession(visit, async (scope, session) =>
    capturesForOthers(session) ? { captures: await visit.site.domain.listCaptures(scope, visit.lang), today: scope.today } : null,
  );
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  if (!value) return problems.notFound(visit);
  const counters = countersOf(session).flatMap((key) => {
    const known = catalogue.authorities.byOffice(key);
    return known ? [{ key, ...known }] : [];
  });
  const own = counters.map(({ authority }) => authority).filter(({ bfs }) => bfs !== null);
  const places = catalogue.authorities.all().filter(({ level }) => level === 'municipality');
  const services = new Map(
    (own.length > 0 ? own : places).flatMap(({ id }) =>
      capturableServices(catalogue, id, value.today).map((version) => [version.id, version.texts(visit.lang)('service.title')] as const),
    ),
  );
  const main = counterPage(visit, {
    ...shown,
    session,
    captures: value.captures,
    counters: counters.map(({ key, office, authority }) => ({
      value: key,
      label: `${inLanguage(office.names, visit.lang)} ${authority.address.town}`.trim(),
    })),
    services: [...services].map(([id, label]) => ({ value: id, label })),
    places: places.map((place) => ({ value: place.id, label: inLanguage(place.names, visit.lang) })),
    ownPlace: own[0]?.id ?? null,
  });
  const faulty = shown.errors.length > 0;
  return reply(visit, { title: visit.t('interface.counter.title'), main, session, current: 'counter', faulty }, faulty ? 422 : 200);
}

export const captureAddress = (visit: Visit, id: string): string => link(visit, `/counter/${id}`);
