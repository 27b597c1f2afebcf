import { deskFooter, siteFooter } from '../components/site-footer/site-footer.ts';
import { demonstrationBanner } from '../components/banner/banner.ts';
import { page } from '../components/page/page.ts';
import { deskHeader, siteHeader, slimHeader } from '../components/site-header/site-header.ts';
import type { LanguageLink } from '../components/site-header/site-header.ts';
import type { Content, Html } from '../html.ts';
import type { Theme } from '../theme.ts';
import { html, raw } from '../html.ts';

const LANGUAGES: LanguageLink[] = [
  { lang: 'de', name: 'Deutsch', href: '?lang=de', current: true },
  { lang: 'fr', name: 'Français', href: '?lang=fr' },
  { lang: 'it', name: 'Italiano', href: '?lang=it' },
  { lang: 'en', name: 'English', href: '?lang=en' },
];
const PERSON = { name: 'Nora Arnold', meaning: 'Angemeldet als' };
const BRAND = { href: '#', name: raw('Einwohner&shy;portal'), place: 'Musterwil' };

export interface ExamplePage {
  title: string;
  main: Content;
  kind?: 'site' | 'home' | 'form' | 'desk';
  current?: 'services' | 'cases' | 'inbox';
}

/** In whose colours, and in which scheme whatever the device says. */
export interface Look {
  theme?: Theme;
  scheme?: 'light' | 'dark';
}

/** An example page with header, footer and the line of the demonstration. All people, fees and dates are invented. */
export function examplePage(look: Look, props: ExamplePage): Html {
  const kind = props.kind ?? 'site';
  return page({
    lang: 'de-CH',
    title: `${props.title} – Einwohnerportal`,
    skip: 'Zum Inhalt springen',
    scheme: look.scheme,
    theme: look.theme,
    dense: kind === 'desk',
    bodyClass: kind === 'home' ? 'home' : null,
    noIndex: true,
    banner: demonstrationBanner({
      text: html`<b>Demonstration, keine amtliche Website.</b> Personen und Beträge sind erfunden.`,
    }),
    header: kind === 'form' ? formHeader(look) : kind === 'desk' ? staffHeader(look) : residentHeader(look, props.current),
    main: html`${props.main}`,
    footer: kind === 'desk' ? staffFooter() : residentFooter(look, kind !== 'home'),
  });
}

function residentHeader(look: Look, current: ExamplePage['current']): Html {
  return siteHeader({
    brand: { ...BRAND, theme: look.theme },
    links: [
      { href: '#', text: 'Leistungen', current: current === 'services' },
      { href: '#', text: 'Meine Fälle', count: { number: 2, meaning: 'laufen' }, current: current === 'cases' },
      { href: '#', text: 'Posteingang', count: { number: 1, meaning: 'neue Nachricht' }, current: current === 'inbox' },
      { href: '#', text: 'Meine Daten' },
    ],
    languages: LANGUAGES,
    person: { ...PERSON, href: '#' },
    signOut: { action: '#', label: 'Abmelden', fields: { csrf: 'x' } },
    tools: [{ href: '#', text: 'Leichte Sprache' }],
    texts: {
      menu: 'Menü',
      close: 'Schliessen',
      mainNavigation: 'Hauptnavigation',
      tools: 'Sprache und Konto',
      switchLanguage: 'Sprache wechseln',
    },
  });
}

function formHeader(look: Look): Html {
  return slimHeader({
    brand: { ...BRAND, theme: look.theme },
    task: 'Wohnsitzbestätigung bestellen',
    person: PERSON,
    languages: LANGUAGES,
    switchLanguage: 'Sprache wechseln',
  });
}

function staffHeader(look: Look): Html {
  return deskHeader({
    brand: { href: '#', name: 'Arbeitsplatz', place: 'Einwohnerdienste Musterwil', theme: look.theme },
    mainNavigation: 'Hauptnavigation',
    links: [
      { href: '#', text: 'Aufgaben', current: true },
      { href: '#', text: 'Fälle' },
      { href: '#', text: 'Schalter' },
      { href: '#', text: 'Team' },
    ],
    search: { action: '#', name: 'q', label: 'Person oder Fall', button: 'Suchen' },
    person: { name: 'Rahel Bucher', meaning: 'Angemeldet als' },
    signOut: { action: '#', label: 'Abmelden' },
  });
}

function residentFooter(look: Look, skyline: boolean): Html {
  return siteFooter({
    theme: look.theme,
    skyline,
    help: {
      title: 'Wir helfen gern',
      phone: { intro: 'Rufen Sie an:', number: '041 555 00 10', hours: 'Montag bis Freitag, 8 bis 12 und 13.30 bis 17 Uhr' },
      counter: {
        text: 'Alles hier geht auch am Schalter und per Post. Sie haben dadurch keinen Nachteil.',
        link: { href: '#', text: 'Schalter in Musterwil und Postadresse' },
      },
    },
    links: [
      'Hilfe',
      'Barrierefreiheit',
      'Hürde melden',
      'Datenschutz',
      'Zahlen und Kosten',
      'Betrieb und Störungen',
      'Impressum',
      'Quelltext',
    ].map((text) => ({ href: '#', text })),
    note: 'Gestaltungsentwurf. Personen, Beträge und Messwerte sind erfunden.',
  });
}

function staffFooter(): Html {
  return deskFooter({
    help: html`Hilfe: <a href="tel:+41415550020" translate="no">041 555 00 20</a>, Montag bis Freitag, 7.30 bis 17 Uhr`,
    links: ['Barrierefreiheit', 'Betrieb und Störungen', 'Tastatur'].map((text) => ({ href: '#', text })),
    note: 'Personen und Fälle sind erfunden.',
  });
}
