import { attributes, classes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { DEFAULT_THEME } from '../../theme.ts';
import type { Theme } from '../../theme.ts';
import { icon } from '../icon/icon.ts';
import { hiddenFields } from '../question-page/hidden-fields.ts';

export interface Brand {
  href: string;
  /** Name of the portal. */
  name: Content;
  /** Place or office, small below the name. */
  place?: Content | null;
  theme?: Theme;
}

export interface NavigationLink {
  href: string;
  text: Content;
  current?: boolean;
  /** Number beside the word, with its meaning for screen readers ("2", "running"). */
  count?: { number: number; meaning: string } | null;
}

export interface LanguageLink {
  /** BCP 47, e.g. `fr`. */
  lang: string;
  /** In its own language: "Français". */
  name: string;
  href: string;
  current?: boolean;
}

export interface SignOut {
  action: string;
  label: Content;
  /** Hidden fields of the form, e.g. the CSRF token. */
  fields?: Record<string, string>;
}

export interface SiteHeaderProps {
  brand: Brand;
  links: NavigationLink[];
  languages: LanguageLink[];
  /** Who is signed in; `name` links to the profile when `href` is given. */
  person?: { name: string; href?: string | null; meaning: string } | null;
  signOut?: SignOut | null;
  /** Shown where nobody is signed in. */
  signIn?: { href: string; text: Content } | null;
  /** Further links of the upper row, such as easy language. */
  tools?: NavigationLink[];
  texts: { menu: Content; close: Content; mainNavigation: string; tools: string; switchLanguage: string };
}

/** Header of resident pages: mark in the margin, navigation on the axis; below 960 px one button opens the menu, without script. */
export function siteHeader(props: SiteHeaderProps): Html {
  const { texts } = props;
  return html`<header class="site-header"><div class="wrap">
${brand(props.brand)}
<button class="menu-button" type="button" popovertarget="menu">${icon('menu')} ${texts.menu}</button>
<div class="menu" id="menu" popover>
<p class="menu-close"><button class="menu-button" type="button" popovertarget="menu" popovertargetaction="hide">${icon('close')} ${texts.close}</button></p>
<nav class="main-nav" aria-label="${texts.mainNavigation}">${linkList(props.links)}</nav>
<nav class="tools" aria-label="${texts.tools}">
<ul>
${props.person ? html`<li class="me">${personName(props.person)}</li>` : ''}
${props.signOut ? html`<li class="me">${signOutForm(props.signOut)}</li>` : ''}
${props.signIn ? html`<li class="me"><a href="${props.signIn.href}">${props.signIn.text}</a></li>` : ''}
${(props.tools ?? []).map((link) => html`<li><a${attributes({ href: link.href, 'aria-current': link.current && 'page' })}>${link.text}</a></li>`)}
</ul>
${languageSwitch(props.languages, texts.switchLanguage)}
</nav>
</div>
</div></header>`;
}

export interface SlimHeaderProps {
  brand: Brand;
  /** What the person is doing: "order a residence certificate". */
  task: Content;
  person?: { name: string; meaning: string } | null;
  /** Without them no switch is shown. */
  languages?: LanguageLink[];
  switchLanguage?: string;
}

/** Header of form pages: nothing leads away by accident. */
export function slimHeader(props: SlimHeaderProps): Html {
  return html`<header class="site-header slim"><div class="wrap">
${brand(props.brand)}
<p class="task">${props.task}</p>
${props.person ? html`<p class="person"><span class="hidden-text">${props.person.meaning} </span><span translate="no">${props.person.name}</span></p>` : ''}
${props.languages?.length ? html`<nav class="tools"${attributes({ 'aria-label': props.switchLanguage ?? null })}>${languageSwitch(props.languages, props.switchLanguage ?? '')}</nav>` : ''}
</div></header>`;
}

export interface DeskHeaderProps {
  brand: Brand;
  links: NavigationLink[];
  mainNavigation: string;
  search?: { action: string; name: string; label: string; button: string; value?: string } | null;
  person?: { name: string; href?: string | null; meaning: string } | null;
  signOut?: SignOut | null;
  languages?: LanguageLink[];
  switchLanguage?: string;
}

/** Header of the workplace: one row, with a search for persons and cases. */
export function deskHeader(props: DeskHeaderProps): Html {
  const { search } = props;
  return html`<header class="site-header desk"><div class="wrap">
${brand(props.brand)}
${props.links.length > 0 ? html`<nav class="main-nav" aria-label="${props.mainNavigation}">${linkList(props.links)}</nav>` : ''}
${search ? html`<form class="find" role="search" action="${search.action}"><label for="find">${search.label}</label><span><input id="find" type="search" autocomplete="off"${attributes({ name: search.name, value: search.value })}><button type="submit">${icon('magnifier')}<span class="hidden-text">${search.button}</span></button></span></form>` : ''}
${props.person ? html`<div class="person">${personName(props.person)}</div>` : ''}
${props.signOut ? html`<div class="person">${signOutForm(props.signOut)}</div>` : ''}
${props.languages?.length ? html`<nav class="tools"${attributes({ 'aria-label': props.switchLanguage ?? null })}>${languageSwitch(props.languages, props.switchLanguage ?? '')}</nav>` : ''}
</div></header>`;
}

function brand(props: Brand): Html {
  const theme = props.theme ?? DEFAULT_THEME;
  return html`<a class="brand" href="${props.href}"><svg class="mark" viewBox="0 0 36 36" aria-hidden="true"><path d="${theme.mark}" /></svg><span>${props.name}${props.place ? html`<small>${props.place}</small>` : ''}</span></a>`;
}

function linkList(links: NavigationLink[]): Html {
  return html`<ul>${links.map((link) => html`<li><a${attributes({ href: link.href, 'aria-current': link.current && 'page' })}>${link.text}${link.count && link.count.number > 0 ? html` <span class="badge">${link.count.number}<span class="hidden-text"> ${link.count.meaning}</span></span>` : ''}</a></li>`)}</ul>`;
}

function personName(person: { name: string; href?: string | null; meaning: string }): Html {
  const name = html`<span class="hidden-text">${person.meaning} </span><span translate="no">${person.name}</span>`;
  return person.href ? html`<a href="${person.href}">${name}</a>` : html`<span>${name}</span>`;
}

function signOutForm(signOut: SignOut): Html {
  return html`<form method="post" action="${signOut.action}" aria-label="${signOut.label}">${hiddenFields(signOut.fields)}<button class="plain" type="submit">${signOut.label}</button></form>`;
}

function languageSwitch(languages: LanguageLink[], label: string): Html {
  const current = languages.find((language) => language.current);
  return html`<details class="langs"><summary><span class="hidden-text">${label}: </span>${current?.name ?? label} ${icon('down')}</summary><ul>${languages.map(
    (language) =>
      html`<li><a${attributes({ class: classes(language.current && 'here'), href: language.href, lang: language.lang, hreflang: language.lang, 'aria-current': language.current && 'true' })}>${language.name}</a></li>`,
  )}</ul></details>`;
}
