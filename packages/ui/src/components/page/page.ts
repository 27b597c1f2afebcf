import { assetUrl, themeUrls } from '../../assets.ts';
import { attributes, classes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { DEFAULT_THEME } from '../../theme.ts';
import type { Theme } from '../../theme.ts';

export interface PageProps {
  /** Language of the page, BCP 47, e.g. `de-CH`. */
  lang: string;
  /** Title of the document; a page with errors begins it with the word for "Error:". */
  title: string;
  /** Words of the skip link. */
  skip: string;
  header: Html;
  main: Html;
  footer?: Html | null;
  /** What stands above the header on every page: {@link demonstrationBanner}, {@link actingBanner}. */
  banner?: Html | null;
  /** Look of the place; must have been added with `addTheme` at start unless it is the portal's own. */
  theme?: Theme;
  /** Chosen scheme; without it the one of the system. */
  scheme?: 'light' | 'dark' | null;
  /** `home` gives the header the colour of the sky; other names are free. */
  bodyClass?: string | null;
  /** Small type for staff. */
  dense?: boolean;
  /** False leaves the enhancement scripts out. */
  scripts?: boolean;
  /** Short summary for search engines. */
  description?: string | null;
  /** Keeps the page out of search engines (everything behind sign-in). */
  noIndex?: boolean;
}

/**
 * A whole HTML document. No inline style and no inline script, so that `default-src 'self'` suffices as content security policy;
 * language, skip link (to `#content`), theme and print come with it.
 */
export function page(props: PageProps): Html {
  const theme = props.theme ?? DEFAULT_THEME;
  const urls = themeUrls(theme);
  return html`<!DOCTYPE html>
<html${attributes({ lang: props.lang, 'data-scheme': props.scheme })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${props.title}</title>
<meta name="format-detection" content="telephone=no">
${props.description ? html`<meta name="description" content="${props.description}">` : ''}
${props.noIndex ? html`<meta name="robots" content="noindex">` : ''}
<link rel="icon"${attributes({ href: urls.icon })} type="image/svg+xml">
${props.theme?.font === 'system' ? '' : html`<link rel="preload"${attributes({ href: assetUrl('fonts/atkinson-latin.woff2') })} as="font" type="font/woff2" crossorigin>`}
<link rel="stylesheet"${attributes({ href: assetUrl('portal.css') })}>
${urls.css ? html`<link rel="stylesheet"${attributes({ href: urls.css })}>` : ''}
${props.scripts === false ? '' : html`<script type="module"${attributes({ src: assetUrl('portal.js') })}></script>`}
</head>
<body${attributes({ class: classes(props.dense && 'dense', props.bodyClass) })}>
<nav${attributes({ 'aria-label': props.skip })}><a class="skip" href="#content">${props.skip}</a></nav>
${props.banner}
${props.header}
<main id="content">
${props.main}
</main>
${props.footer}
</body>
</html>
`;
}

/** The page's width and side margins around its content; nearly everything in `main` stands in one. */
export function wrap(children: Content): Html {
  return html`<div class="wrap">${children}</div>`;
}
