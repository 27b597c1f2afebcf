import {
  authoredBy,
  capturesForOthers,
  keepsRecords,
  mayOpenInEmergency,
  organisedBy,
  seesMoney,
  type SessionView,
} from '@einwohnerportal/cases';
import { demonstrationBanner, deskFooter, deskHeader, html, page, type Html } from '@einwohnerportal/ui';
import {
  authorityName,
  endOfSession,
  inLanguage,
  languageLinks,
  languageTag,
  link,
  phoneText,
  TOKEN_FIELD,
  type Status,
} from '@einwohnerportal/web';
import { onlyOperates, onlyWrites, operates } from './operates.ts';
import { officeLabel, ownOffices, type Visit } from './visit.ts';

export interface LayoutProps {
  /** What the page is about, without names of people: it stays in the history of the browser. */
  title: string;
  main: Html;
  session: SessionView | null;
  current?: 'tasks' | 'search' | 'incidents' | 'operations' | 'organisation' | 'records' | 'emergency' | 'money' | 'services' | 'counter';
  /** What was searched for. */
  query?: string;
  /** The page shows errors: its title says so first. */
  faulty?: boolean;
}

/** A whole page of the workplace: one row on top, the look of the person's authority, one quiet line below. */
export async function reply(visit: Visit, props: LayoutProps, status: Status = 200): Promise<Response> {
  const { t, site, http } = visit;
  const { session } = props;
  const offices = session ? ownOffices(visit, session) : [];
  const theme = site.themes.of(offices[0]?.authority.id ?? null);
  const title = `${props.title} – ${t('interface.site.name')}`;
  const demonstration = site.context.catalogue.authorities.canton.banner === 'demonstration';
  const document = page({
    lang: languageTag(visit.lang),
    title: props.faulty ? t('interface.site.errorTitle', { title }) : title,
    skip: t('interface.site.skip'),
    theme,
    dense: true,
    noIndex: true,
    banner: demonstration ? demonstrationBanner({ text: t('interface.site.demonstration') }) : null,
    header: deskHeader({
      brand: { href: link(visit, '/tasks'), name: t('interface.site.name'), place: placeOf(visit, session), theme },
      links: session && offices.length > 0 ? navigation(visit, props) : [],
      mainNavigation: t('interface.nav.main'),
      search:
        session && offices.length > 0 && !onlyOperates(session) && !onlyWrites(session)
          ? {
              action: link(visit, '/tasks'),
              name: 'text',
              label: t('interface.nav.search'),
              button: t('interface.nav.searchButton'),
              ...(props.query ? { value: props.query } : {}),
            }
          : null,
      person: session ? { name: session.displayName, meaning: t('interface.nav.account') } : null,
      signOut: session
        ? { action: link(visit, '/sign-out'), label: t('interface.nav.signOut'), fields: { [TOKEN_FIELD]: session.csrf } }
        : null,
      languages: languageLinks(visit),
      switchLanguage: t('interface.nav.language'),
    }),
    main: html`${session ? html`<div class="wrap">${endOfSession(visit, session)}</div>` : ''}${props.main}`,
    footer: deskFooter({
      help: helpLine(visit, session),
      links: [
        { href: link(visit, '/help'), text: t('interface.footer.help') },
        { href: `${site.config.portalUrl}/${visit.lang}`, text: t('interface.footer.portal') },
      ],
      note: demonstration ? t('interface.site.demonstrationShort') : null,
    }),
  });
  http.header('Cache-Control', 'no-store');
  return http.html(await document, status);
}

function navigation(visit: Visit, { current, session }: LayoutProps) {
  const { t } = visit;
  const operating = session && operates(session);
  const operations = { href: link(visit, '/operations'), text: t('interface.nav.operations'), current: current === 'operations' };
  const services = { href: link(visit, '/services'), text: t('interface.nav.services'), current: current === 'services' };
  if (session && onlyOperates(session)) return [operations, ...emergency(visit, session, current)];
  if (session && onlyWrites(session)) return [services];
  return [
    { href: link(visit, '/tasks'), text: t('interface.nav.tasks'), current: current === 'tasks' },
    { href: link(visit, '/search'), text: t('interface.nav.cases'), current: current === 'search' },
    ...(session && capturesForOthers(session)
      ? [{ href: link(visit, '/counter'), text: t('interface.counter.nav'), current: current === 'counter' }]
      : []),
    { href: link(visit, '/incidents'), text: t('interface.nav.incidents'), current: current === 'incidents' },
    ...(session && seesMoney(session)
      ? [{ href: link(visit, '/money'), text: t('interface.money.title'), current: current === 'money' }]
      : []),
    ...(session && keepsRecords(session)
      ? [{ href: link(visit, '/records'), text: t('interface.nav.records'), current: current === 'records' }]
      : []),
    ...(session && organisedBy(session).length > 0
      ? [{ href: link(visit, '/organisation'), text: t('interface.nav.organisation'), current: current === 'organisation' }]
      : []),
    ...(session && authoredBy(session).length > 0 ? [services] : []),
    ...(operating ? [operations] : []),
  ];
}

/** For those whose way does not lead through the search of cases, where everybody else finds it. */
function emergency(visit: Visit, session: SessionView, current: LayoutProps['current']) {
  if (!mayOpenInEmergency(session)) return [];
  return [{ href: link(visit, '/emergency'), text: visit.t('interface.nav.emergency'), current: current === 'emergency' }];
}

/** The office, or the authority when the person works for several of its offices. */
function placeOf(visit: Visit, session: SessionView | null): string {
  const offices = session ? ownOffices(visit, session) : [];
  const [first] = offices;
  if (!first) return inLanguage(visit.site.context.catalogue.authorities.canton.names, visit.lang);
  return offices.length === 1 ? officeLabel(first, visit.lang) : authorityName(first.authority, visit.lang);
}

function helpLine(visit: Visit, session: SessionView | null): Html {
  const { t } = visit;
  const phone = session ? ownOffices(visit, session)[0]?.office.contact.phone : null;
  if (!phone) return html`${t('interface.footer.ask')}`;
  return html`${t('interface.footer.askOffice')} <a href="tel:${phone.replace(/[^\d+]/g, '')}" translate="no">${phoneText(phone)}</a>`;
}
