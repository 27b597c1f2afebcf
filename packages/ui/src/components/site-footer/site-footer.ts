import { attributes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { DEFAULT_THEME } from '../../theme.ts';
import type { Theme } from '../../theme.ts';

export interface FooterLink {
  href: string;
  text: Content;
}

export interface HelpProps {
  title: Content;
  /** Null while nobody knows whom to call, e.g. before a municipality was chosen. */
  phone: { intro: Content; number: string; hours: Content } | null;
  /** The other channels: counter and post, with where to find them. */
  counter: { text: Content; link?: FooterLink | null };
}

export interface SiteFooterProps {
  help: HelpProps;
  links: FooterLink[];
  theme?: Theme;
  /** Last line, e.g. that this is a demonstration. */
  note?: Content | null;
  /** False on the home page, where the skyline is the stage. */
  skyline?: boolean;
}

/** Footer of resident pages: the skyline, help (phone, hours, counter) at the same place everywhere, links. */
export function siteFooter(props: SiteFooterProps): Html {
  return html`<footer class="site-footer">
${props.skyline === false ? '' : horizon(props.theme)}
<div class="wrap">
${helpBlock(props.help)}
<ul class="foot-links">${props.links.map((link) => html`<li><a href="${link.href}">${link.text}</a></li>`)}</ul>
${props.note ? html`<p class="foot-note">${props.note}</p>` : ''}
</div>
</footer>`;
}

/** Help: whom to call and when, and the other channels. Part of the footer; stands alone on error pages. */
export function helpBlock(props: HelpProps): Html {
  const { phone, counter } = props;
  return html`<div class="help">
<h2>${props.title}</h2>
${phone ? html`<div><p>${phone.intro}</p><p><a${attributes({ href: telephone(phone.number) })} translate="no">${phone.number}</a></p><p class="small quiet">${together(phone.hours)}</p></div>` : ''}
<div><p>${counter.text}</p>${counter.link ? html`<p><a class="go" href="${counter.link.href}">${counter.link.text}</a></p>` : ''}</div>
</div>`;
}

/** Skyline of the place as one line, in the theme's colour; decoration. */
export function horizon(theme: Theme = DEFAULT_THEME): Html {
  return html`<svg class="horizon" viewBox="0 0 1440 128" preserveAspectRatio="xMinYMax slice" aria-hidden="true"><path class="land" d="${theme.horizon}V128H0z" /><path class="ridge" d="${theme.horizon}" /></svg>`;
}

export interface DeskFooterProps {
  /** Help line; may contain a link. */
  help: Content;
  links: FooterLink[];
  note?: Content | null;
}

/** Footer of the workplace: one quiet line. */
export function deskFooter(props: DeskFooterProps): Html {
  return html`<footer class="desk-footer"><div class="wrap">
<p>${props.help}</p>
<ul>${props.links.map((link) => html`<li><a href="${link.href}">${link.text}</a></li>`)}</ul>
${props.note ? html`<p class="quiet">${props.note}</p>` : ''}
</div></footer>`;
}

/** `tel:` address of a phone number as people write it (Swiss numbers begin with 0). */
function telephone(number: string): string {
  const digits = number.replace(/[^\d+]/g, '');
  return `tel:${digits.startsWith('0') && !digits.startsWith('00') ? `+41${digits.slice(1)}` : digits}`;
}
