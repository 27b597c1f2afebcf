import { lastDay, type Authority, type DraftSummary, type FeeView, type OfficeData, type ServiceVersion } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  band,
  button,
  facts,
  form,
  html,
  linkList,
  notice,
  pageHead,
  text,
  type Content,
  type Fact,
  type Html,
} from '@einwohnerportal/ui';
import { formatDay, formatMoney, languageTag, phoneText, TOKEN_FIELD } from '@einwohnerportal/web';
import { authorityName, inLanguage, today } from '../../municipality.ts';
import { periodText } from '../../periods.ts';
import type { ServiceWords } from '../../service-words.ts';
import { link, type Visit } from '../../visit.ts';
import { fallbackNotice } from '../../fallback-notice.ts';
import { openingHours } from '../../opening-hours.ts';

export interface ServicePageProps {
  version: ServiceVersion;
  words: ServiceWords;
  municipality: Authority | null;
  offered: boolean;
  /** Only a part of the people of the municipality gets it: where this one stands, and the part in per cent. */
  pilot: { place: 'inside' | 'outside' | 'unknown'; share: number } | null;
  fee: FeeView | null;
  draft: DraftSummary | null;
  token: string;
}

export function servicePage(visit: Visit, props: ServicePageProps): Html {
  const { t } = visit;
  const { version, words, municipality } = props;
  const marked = (content: Content): Html =>
    words.fallback ? html`<span lang="${languageTag(words.lang)}">${content}</span>` : html`${content}`;
  const say = (key: string, args?: Record<string, unknown>): Html => marked(words.t(key, args));
  const event = version.manifest.lifeEvents[0];
  const eventKey = `interface.lifeEvents.${event}` as const;
  const level = String(version.manifest.assurance['start'] ?? 'none');
  return html`${pageHead({
    margin: backLink({
      href: link(visit, event ? `/life-events/${event}` : '/services'),
      text: t(event && t.has(eventKey) ? eventKey : 'interface.nav.backToServices'),
    }),
    sentence: say('service.title'),
    lead: say('service.summary'),
    children: html`${fallbackNotice(visit, words.fallback, words.lang)}${facts(shortFacts(visit, props))}
${municipality && !props.offered ? notOffered(visit, props) : html`${pilotNotice(visit, props)}${props.pilot?.place === 'outside' && !props.draft ? '' : startForm(visit, props)}`}`,
  })}
${band({ id: 'who', title: t('interface.service.who'), children: text(html`<p>${say('start.who')}</p>`) })}
${band({ id: 'result', title: t('interface.service.result'), children: text(html`<p>${say('start.result')}</p>`) })}
${band({ id: 'need', title: t('interface.service.need'), children: text(html`<p>${say('start.need')}</p><p>${t('interface.service.known')}</p>`) })}
${band({ id: 'cost', title: t('interface.service.cost'), children: text(html`<p>${say('start.cost')}</p>${feeLines(visit, props)}`) })}
${band({ id: 'sign-in', title: t('interface.service.signIn'), children: text(html`<p><strong>${t.word('interface.service.level', level)}</strong></p><p>${t.word('interface.service.levelWhy', level)}</p>`) })}
${band({ id: 'other', title: t('interface.service.other'), children: text(html`<p>${say('start.other')}</p>${otherWay(visit, props)}`) })}
${band({ id: 'legal', title: t('interface.service.legal'), children: legalBasis(visit, props) })}`;
}

function shortFacts(visit: Visit, { version, words, municipality, fee }: ServicePageProps): Fact[] {
  const { t, site } = visit;
  const place = municipality ? authorityName(municipality, visit.lang) : null;
  const change = html`<a href="${link(visit, `/municipality?return=${encodeURIComponent(visit.path)}`)}">${t(municipality ? 'interface.service.municipalityChange' : 'interface.service.municipalityChoose')}</a>`;
  const items: Fact[] = [
    {
      question: t('interface.service.municipality'),
      answer: place ?? change,
      note: place ? change : t('interface.service.municipalityWhy'),
    },
  ];
  if (!version.manifest.fee) items.push({ question: t('interface.service.cost'), answer: t('interface.service.free') });
  else if (fee) {
    const example = fee.items.some((item) => item.example);
    items.push({
      question: t('interface.service.cost'),
      answer: Number(fee.total) === 0 ? t('interface.service.free') : formatMoney(fee.total, visit),
      note: example ? t('interface.service.costExample') : null,
    });
  }
  const target = version.manifest.time.target;
  const until = target && municipality ? untilDay(visit, target, municipality) : null;
  if (target)
    items.push({
      question: t('interface.service.time'),
      answer: periodText(target, t),
      note: html`${until ? html`${t('interface.service.timeUntil', { day: formatDay(until, visit) })} ` : ''}${words.t('start.time', { target: periodText(target, site.texts(words.lang), 'after') })}`,
    });
  return items;
}

/** Last day of the target for what is sent now, by the working days of the place. */
function untilDay({ site }: Visit, target: string, municipality: Authority): string {
  const { clock, catalogue } = site.context;
  const { authorities } = catalogue;
  const now = clock ? clock() : new Date().toISOString();
  return lastDay(target, now, (day) => authorities.dayOff(municipality.id, day), authorities.canton.zone);
}

function startForm(visit: Visit, { version, words, draft, token }: ServicePageProps): Html {
  const { t } = visit;
  const label = draft
    ? t('interface.service.continue')
    : words.t.has(`interface.service.start.${version.manifest.kind}`)
      ? t(`interface.service.start.${version.manifest.kind}`)
      : t('interface.service.start.order');
  const easy =
    visit.lang === 'de' && version.hasOwnText('de-simple', 'service.title')
      ? html`<a href="/de-simple${visit.path}" hreflang="de-CH-simple">${t('interface.service.easy')}</a>`
      : '';
  return form({
    action: link(visit, `/services/${version.id}/start`),
    fields: { [TOKEN_FIELD]: token },
    children: actions(button({ text: label, context: words.t('service.title') }), easy),
  });
}

function notOffered(visit: Visit, { municipality }: ServicePageProps): Html {
  return notice({
    title: visit.t('interface.service.notOffered', { authority: authorityName(municipality!, visit.lang) }),
    text: visit.t('interface.service.notOfferedText'),
    link: { href: '#other', text: visit.t('interface.noOffice.toOffice') },
  });
}

/** The truth about an offer for a part of the people: in, out with the way there was before, or to be seen after the sign-in. */
function pilotNotice({ t, lang }: Visit, { pilot, draft, municipality }: ServicePageProps): Html {
  if (!pilot) return html``;
  const words = { authority: authorityName(municipality!, lang), share: pilot.share };
  // Who has begun goes on, also when the share became smaller since.
  const place = draft ? 'inside' : pilot.place;
  return notice({
    title: t(`interface.service.pilot.${place}`, words),
    text: t(`interface.service.pilotText.${place}`, words),
    kind: 'info',
    ...(place === 'inside' ? {} : { link: { href: '#other', text: t('interface.noOffice.toOffice') } }),
  });
}

function feeLines(visit: Visit, { version, municipality, fee }: ServicePageProps): Html {
  const { t } = visit;
  if (!version.manifest.fee) return html``;
  if (!municipality) return html`<p>${t('interface.service.costChoose')}</p>`;
  if (!fee) return html``;
  return html`<ul class="bullets">${fee.items.map((item) => html`<li>${t('interface.service.costItem', { label: item.label, amount: formatMoney(item.amount, visit) })}${item.example ? html` <small>${t('interface.service.costExample')}</small>` : ''}</li>`)}</ul>`;
}

/** Office that would serve the person, with phone and hours; null while no municipality is chosen. */
function officeOf(visit: Visit, { version, municipality }: ServicePageProps): OfficeData | null {
  if (!municipality) return null;
  const party = version.manifest.parties[version.manifest.competent];
  const found = party?.function ? visit.site.context.catalogue.authorities.office(party.function, municipality.bfs, today(visit)) : null;
  return found?.office ?? Object.values(municipality.offices)[0] ?? null;
}

function otherWay(visit: Visit, props: ServicePageProps): Html {
  const office = officeOf(visit, props);
  if (!office || !props.municipality) return html``;
  const { phone, email } = office.contact;
  const { street, houseNumber, swissZipCode, town } = props.municipality.address;
  return html`<div><p><strong>${visit.t('interface.service.otherOffice', { office: inLanguage(office.names, visit.lang), authority: authorityName(props.municipality, visit.lang) })}</strong><br>${street ? html`${street} ${houseNumber ?? ''}, ` : ''}${swissZipCode} ${town}</p>
${phone ? html`<p class="links"><a href="tel:${phone.replace(/[^\d+]/g, '')}" translate="no">${phoneText(phone)}</a></p>` : ''}${email ? html`<p class="links"><a href="mailto:${email}" translate="no">${email}</a></p>` : ''}
${openingHours(office.hours, visit.t).map((line) => html`<p class="small quiet">${line}</p>`)}</div>`;
}

function legalBasis(visit: Visit, props: ServicePageProps): Html {
  const { t } = visit;
  const { catalogue } = visit.site.context;
  const laws = catalogue.authorities.laws(props.municipality?.id ?? catalogue.authorities.canton.id, today(visit));
  const lines = props.version.manifest.legal.flatMap((basis) => {
    const law = basis.law ? laws[basis.law] : null;
    if (law) {
      const words = `${inLanguage(law.names, visit.lang)} (${law.cite})${law.confirmed ? '' : `, ${t('interface.service.legalUnconfirmed')}`}`;
      return [{ words, url: law.url ?? null }];
    }
    return basis.cite ? [{ words: basis.cite, url: basis.url ?? null }] : [];
  });
  const linked = lines.flatMap(({ words, url }) => (url ? [{ href: url, text: words }] : []));
  return html`${linked.length > 0 ? linkList(linked) : ''}${lines.filter(({ url }) => !url).map(({ words }) => html`<p>${words}</p>`)}`;
}
