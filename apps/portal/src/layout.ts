import { OPEN_END, type Acting, type Authority, type OfficeData, type ServiceVersion } from '@einwohnerportal/cases';
import {
  actingBanner,
  demonstrationBanner,
  html,
  page,
  siteFooter,
  siteHeader,
  slimHeader,
  wrap,
  type Content,
  type Html,
} from '@einwohnerportal/ui';
import { endOfSession, formatDay, languageLinks, languageTag, onward, phoneText, TOKEN_FIELD, type Status } from '@einwohnerportal/web';
import { markForeign } from './foreign-words.ts';
import { authorityName, chosenMunicipality, inLanguage } from './municipality.ts';
import { link, type Person, type Visit } from './visit.ts';
import { workplaceAddress } from './pages/counter/back.ts';
import { openingHours } from './opening-hours.ts';

export interface LayoutProps {
  /** What the page is about, without names of people: it stays in the history of the browser. */
  title: string;
  main: Content;
  person: Person | null;
  current?: 'services' | 'cases' | 'inbox' | 'data';
  /** Form pages: what the person is doing; nothing leads away by accident. */
  task?: string | null;
  /** Whose look and help the page carries; without it the municipality of the person. */
  authority?: Authority | null;
  office?: OfficeData | null;
  /** The home page brings its own stage instead of the page width. */
  stage?: boolean;
  /** The page shows errors: its title says so first. */
  faulty?: boolean;
  /** Service whose words stand on the page; those it has in another language only are marked. */
  service?: ServiceVersion | null;
  description?: string | null;
  indexed?: boolean;
}

/** Pages that every page leads to, in the same order. */
const FOOTER = [
  ['help', '/help'],
  ['accessibility', '/accessibility'],
  ['barrier', '/accessibility/report'],
  ['privacy', '/privacy'],
  ['imprint', '/imprint'],
  ['verify', '/verify'],
] as const;
const OWN = [
  ['data', '/data'],
  ['profile', '/profile'],
  ['representation', '/representation'],
] as const;

/** A whole page with header, language switch, help and footer. */
export async function reply(visit: Visit, props: LayoutProps, status: Status = 200): Promise<Response> {
  visit.http.header('Cache-Control', cacheControl(props.person));
  return visit.http.html(await compose(visit, props), status);
}

/** Personal pages stay in no cache, so that «back» after signing out shows nothing. */
export function cacheControl(person: Person | null): string {
  return person ? 'no-store' : 'private, no-cache';
}

/** The document of a page; `secondsLeft` stands for the end of the session where that is known later. */
export function compose(visit: Visit, props: LayoutProps, secondsLeft?: number): Html {
  const { t, site } = visit;
  const authority = props.authority ?? chosenMunicipality(visit, props.person);
  const theme = site.themes.of(authority?.id ?? null);
  const { canton } = site.context.catalogue.authorities;
  const demonstration = canton.banner === 'demonstration';
  const siteName = t('interface.site.name');
  const title = `${props.title} – ${siteName}`;
  const content = markForeign(props.main, props.service, visit.lang);
  return page({
    lang: languageTag(visit.lang),
    title: props.faulty ? t('interface.site.errorTitle', { title }) : title,
    skip: t('interface.site.skip'),
    theme,
    bodyClass: props.stage ? 'home' : props.task ? 'form' : null,
    description: props.description ?? null,
    noIndex: !props.indexed,
    banner: html`${demonstration ? demonstrationBanner({ text: t('interface.site.demonstration') }) : ''}${actingBar(visit, props.person)}`,
    header: props.task ? slim(visit, props, authority) : header(visit, props, authority),
    main: html`${props.person ? endOfSession(visit, props.person.session, secondsLeft) : ''}${props.stage ? content : wrap(content)}`,
    footer: siteFooter({
      theme,
      skyline: !props.stage,
      help: help(visit, authority, props.office ?? null),
      links: [
        ...FOOTER.map(([name, path]) => ({ href: link(visit, path), text: t(`interface.footer.${name}`) })),
        ...(props.person ? OWN.map(([name, path]) => ({ href: link(visit, path), text: t(`interface.footer.${name}`) })) : []),
      ],
      note: demonstration ? t('interface.site.demonstrationShort') : null,
    }),
  });
}

/** On every page while somebody acts for another person: for whom, until when, how to end it and how to switch. */
function actingBar(visit: Visit, person: Person | null): Html {
  const acting = person?.session.acting;
  if (!acting) return html``;
  const { t } = visit;
  if (acting.capture) return counterBar(visit, acting);
  const [before = '', after = ''] = barWords(visit, acting).split('\u0000');
  return actingBanner({
    text: html`${before}<strong translate="no">${acting.displayName}</strong>${after}`,
    change: { href: link(visit, '/representation'), text: t('interface.representation.switch') },
    end: { href: link(visit, '/representation/acting'), text: t('interface.representation.endShort') },
  });
}

/** At the counter: for whom a caseworker captures, and the way back to the workplace. */
function counterBar(visit: Visit, { displayName, mandateId, capture }: Acting): Html {
  const [before = '', after = ''] = visit.t(`interface.counter.bar.${capture!.channel}`, { name: '\u0000' }).split('\u0000');
  return actingBanner({
    text: html`${before}<strong translate="no">${displayName}</strong>${after}`,
    end: { href: workplaceAddress(visit, mandateId), text: visit.t('interface.counter.toWorkplace') },
  });
}

/** With a NUL in the place of the name. */
function barWords(visit: Visit, { kind, until, mayAct }: Acting): string {
  const { t } = visit;
  const name = '\u0000';
  if (until === OPEN_END) return t('interface.representation.barOpen', { name });
  const named = { name, until: formatDay(until, visit) };
  if (!mayAct) return t('interface.representation.barReading', named);
  return kind === 'mandate' ? t('interface.representation.bar', named) : t('interface.representation.barUntil', named);
}

function header(visit: Visit, props: LayoutProps, authority: Authority | null): Html {
  const { t } = visit;
  const { person, current } = props;
  const services = { href: link(visit, '/services'), text: t('interface.nav.services'), current: current === 'services' };
  const mine = person
    ? [
        {
          href: link(visit, '/cases'),
          text: t('interface.nav.cases'),
          current: current === 'cases',
          count: { number: person.counts.actions, meaning: t('interface.nav.casesBadge', { count: person.counts.actions }) },
        },
        {
          href: link(visit, '/inbox'),
          text: t('interface.nav.inbox'),
          current: current === 'inbox',
          count: { number: person.counts.unread, meaning: t('interface.nav.inboxBadge', { count: person.counts.unread }) },
        },
        { href: link(visit, '/data'), text: t('interface.footer.data'), current: current === 'data' },
      ]
    : [];
  return siteHeader({
    brand: brand(visit, authority),
    links: [services, ...mine],
    languages: languageLinks(visit),
    person: person ? { name: person.session.displayName, href: link(visit, '/profile'), meaning: t('interface.nav.account') } : null,
    signOut: person
      ? { action: link(visit, '/sign-out'), label: t('interface.nav.signOut'), fields: { [TOKEN_FIELD]: person.session.csrf } }
      : null,
    signIn: person ? null : { href: link(visit, '/sign-in'), text: t('interface.nav.signIn') },
    tools: [{ href: `/de-simple${onward(visit)}`, text: t('interface.nav.easy'), current: visit.lang === 'de-simple' }],
    texts: {
      menu: t('interface.nav.menu'),
      close: t('interface.nav.close'),
      mainNavigation: t('interface.nav.main'),
      tools: t('interface.nav.tools'),
      switchLanguage: t('interface.nav.language'),
    },
  });
}

function slim(visit: Visit, props: LayoutProps, authority: Authority | null): Html {
  const { t } = visit;
  return slimHeader({
    brand: brand(visit, authority),
    task: markForeign(html`${props.task}`, props.service, visit.lang),
    person: props.person ? { name: props.person.session.displayName, meaning: t('interface.nav.account') } : null,
    languages: languageLinks(visit),
    switchLanguage: t('interface.nav.language'),
  });
}

function brand(visit: Visit, authority: Authority | null) {
  const { site } = visit;
  const { canton } = site.context.catalogue.authorities;
  return {
    href: link(visit, '/'),
    name: visit.t('interface.site.name'),
    place: authority ? authorityName(authority, visit.lang) : inLanguage(canton.names, visit.lang),
    theme: site.themes.of(authority?.id ?? null),
  };
}

function help(visit: Visit, authority: Authority | null, given: OfficeData | null) {
  const { t } = visit;
  const office = given ?? (authority ? (Object.values(authority.offices)[0] ?? null) : null);
  const findOffice = {
    href: link(visit, `/municipality?return=${encodeURIComponent(visit.path)}`),
    text: t(authority ? 'interface.footer.changeOffice' : 'interface.footer.findOffice'),
  };
  const phone = office?.contact.phone;
  return {
    title: t('interface.footer.title'),
    phone:
      phone && authority
        ? {
            intro: html`${t('interface.footer.office', { office: inLanguage(office.names, visit.lang), authority: authorityName(authority, visit.lang) })}`,
            number: phoneText(phone),
            hours: html`${openingHours(office.hours, t).map((line, index) => (index === 0 ? line : html`<br>${line}`))}`,
          }
        : null,
    counter: {
      text: phone ? t('interface.footer.otherWays') : html`${t('interface.footer.noOffice')} ${t('interface.footer.otherWays')}`,
      link: findOffice,
    },
  };
}
