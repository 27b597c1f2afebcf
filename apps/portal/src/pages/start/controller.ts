import {
  applicantOf,
  barredFrom,
  offerToBegin,
  pilotPlace,
  type Authority,
  type Barred,
  type FoundOffice,
  type NoOffice,
  type ServiceVersion,
} from '@einwohnerportal/cases';
import { actions, button, form, html, notice, pageHead, secondButton, type Html } from '@einwohnerportal/ui';
import { againNotice, readCookie, removeCookie, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { catalogueEntry } from '../../life-events.ts';
import { authorityName, chosenMunicipality, today } from '../../municipality.ts';
import { noOfficeText, noOfficeTitle, whoHelps } from '../../no-office.ts';
import { showNotFound } from '../../problems.ts';
import { serviceWords } from '../../service-words.ts';
import { asPerson, formToken, link, param, redirect, whoIsHere, type Act, type Person, type Show, type Visit } from '../../visit.ts';
import { eligibilityOf } from '../eligibility/eligibility-answers.ts';

/**
 * Start of an application. Coming back from sign-in on the way to it, it begins at once; a link from elsewhere only shows
 * a button, because beginning asks registers about the person.
 */
export const show: Show = async (visit, again) => {
  const { site, http, t } = visit;
  const id = param(visit, 'service');
  if (!site.context.catalogue.has(id)) return showNotFound(visit);
  const intent = readCookie(http, 'intent', site.config);
  if (intent !== undefined) removeCookie(http, 'intent', site.config);
  if (again === null && intent === `/services/${id}/start`) return begin(visit, id);
  const person = await whoIsHere(visit);
  const title = t('interface.start.title', { service: serviceWords(site.context.catalogue.service(id), visit.lang).t('service.title') });
  const main = pageHead({
    sentence: title,
    lead: person ? t('interface.start.ready') : null,
    children: html`${againNotice(visit, again)}${form({ action: link(visit, `/services/${id}/start`), fields: { [TOKEN_FIELD]: formToken(visit, person) }, children: actions(button({ text: t('interface.start.button') })) })}`,
  });
  return reply(visit, { title, main, person });
};

export const act: Act = async (visit) => {
  const id = param(visit, 'service');
  if (!visit.site.context.catalogue.has(id)) return showNotFound(visit);
  return begin(visit, id);
};

/** The next thing that is missing before the first question: municipality, eligibility, sign-in; then the draft. */
export async function begin(visit: Visit, id: string): Promise<Response> {
  const { catalogue } = visit.site.context;
  const version = catalogue.service(id);
  const person = await whoIsHere(visit);
  const barred = barredFrom(version, person?.session.acting ?? null);
  if (barred) return showNotForOthers(visit, person!, version, barred);
  const capture = person?.session.acting?.capture;
  const municipality = capture ? catalogue.authorities.byId(capture.authority) : chosenMunicipality(visit, person);
  if (!municipality) return redirect(visit, `/municipality?return=${encodeURIComponent(`/services/${id}/start`)}`);
  const offer = offerToBegin(catalogue, version, municipality, today(visit));
  if (person && pilotPlace(offer, applicantOf(person.session).personId) === 'outside' && !(await hasDraft(visit, id)))
    return showRefused(visit, person, { version, municipality, refused: 'pilot', reason: null, instead: null });
  const eligibility = eligibilityOf(visit, version);
  if (eligibility.next !== null) return redirect(visit, `/services/${id}/eligibility/${eligibility.next}`);
  const level = Number(version.manifest.assurance['start'] ?? 100) || 100;
  if (!person || person.session.level < level)
    return redirect(visit, `/sign-in?level=${level}&return=${encodeURIComponent(`/services/${id}/start`)}`);
  const started = await visit.site.domain.startDraft(visit.site.context, visit.secret!, {
    service: id,
    authority: municipality.id,
    language: visit.lang,
  });
  if ('draftId' in started) return redirect(visit, `/drafts/${started.draftId}`);
  if (started.refused === 'level') return redirect(visit, `/sign-in?level=${level}&return=${encodeURIComponent(`/services/${id}/start`)}`);
  if (
    started.refused === 'not-represented' ||
    started.refused === 'not-company' ||
    started.refused === 'reads-only' ||
    started.refused === 'not-covered'
  )
    return showNotForOthers(visit, person, version, started.refused);
  if (started.refused === 'office') return showNoOffice(visit, person, version, started.none);
  return showRefused(visit, person, { version, municipality, ...started, refused: started.refused });
}

/** Who has begun goes on, whoever a pilot reaches by now. */
async function hasDraft(visit: Visit, service: string): Promise<boolean> {
  const found = await asPerson(visit, (scope) => visit.site.domain.listDrafts(scope, visit.lang));
  return found?.value?.some((draft) => draft.service === service) ?? false;
}

interface Refused {
  version: ServiceVersion;
  municipality: Authority;
  refused: 'offer' | 'pilot' | 'condition';
  reason: string | null;
  instead: string | null;
}

/** That it cannot be begun here, why, and who helps the way there was before. */
function showRefused(visit: Visit, person: Person, { version, municipality, refused, reason, instead: other }: Refused): Promise<Response> {
  const words = serviceWords(version, visit.lang);
  const at = refused === 'offer' || refused === 'pilot' ? officeOf(visit, version, municipality) : null;
  const place = { authority: authorityName(municipality, visit.lang) };
  const title =
    refused === 'pilot'
      ? visit.t('interface.service.pilot.outside')
      : visit.t(refused === 'offer' ? 'interface.start.refusedOffer' : 'interface.start.refusedCondition', place);
  const instead = refused === 'pilot' ? visit.t('interface.service.pilotText.outside', place) : visit.t('interface.service.notOfferedText');
  const main = pageHead({
    sentence: title,
    lead: reason ? words.t(reason) : instead,
    children: html`${at ? whoHelps(visit, at) : ''}${insteadOf(visit, other)}${actions(secondButton({ text: visit.t('interface.eligibility.chooseMunicipality'), href: link(visit, `/municipality?return=${encodeURIComponent(`/services/${version.id}`)}`) }))}`,
  });
  return reply(visit, { title, main, person, authority: municipality }, 422);
}

/** Who would be responsible for a service at a municipality that does not offer it here. */
function officeOf(visit: Visit, version: ServiceVersion, municipality: Authority): FoundOffice | null {
  const rule = version.manifest.parties[version.manifest.competent];
  const found = rule?.function ? visit.site.context.catalogue.authorities.office(rule.function, municipality.bfs, today(visit)) : null;
  const first = Object.values(municipality.offices)[0];
  return found ?? (first ? { authority: municipality, office: first } : null);
}

/** Identity and registers tell already that nobody here can take it: who that is and how to reach somebody. */
function showNoOffice(visit: Visit, person: Person, version: ServiceVersion, none: NoOffice): Promise<Response> {
  const main = pageHead({
    kicker: serviceWords(version, visit.lang).t('service.title'),
    sentence: noOfficeTitle(visit, none),
    lead: noOfficeText(visit, none),
    children: html`${none.at ? whoHelps(visit, none.at) : ''}${actions(secondButton({ text: visit.t('interface.nav.services'), href: link(visit, '/services') }))}`,
  });
  return reply(visit, { title: noOfficeTitle(visit, none), main, person, service: version }, 422);
}

/** Why a service cannot be ordered for the person one acts for, and how to order it for oneself. */
function showNotForOthers(visit: Visit, person: Person, version: ServiceVersion, barred: Barred): Promise<Response> {
  const { t } = visit;
  const name = person.session.acting!.displayName;
  const main = pageHead({
    kicker: serviceWords(version, visit.lang).t('service.title'),
    sentence: t(`interface.representation.service.${barred}`, { name }),
    lead: t(`interface.representation.serviceText.${barred}`, { name }),
    children: actions(
      button({ text: t('interface.representation.endShort'), href: link(visit, '/representation/acting') }),
      secondButton({ text: t('interface.nav.services'), href: link(visit, '/services') }),
    ),
  });
  return reply(visit, { title: t('interface.representation.barredTitle'), main, person, service: version }, 422);
}

/** The next best thing: the other service where it is here, else who helps. */
export function insteadOf(visit: Visit, instead: string | null): Html {
  if (!instead) return html``;
  const other = catalogueEntry(visit, instead);
  if (!other || other.elsewhere) return notice({ title: visit.t('interface.eligibility.insteadOffline') });
  return notice({
    title: visit.t('interface.eligibility.instead', { service: other.title }),
    text: other.summary,
    link: { href: link(visit, `/services/${other.id}`), text: other.title },
  });
}
