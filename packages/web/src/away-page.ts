import { createHash } from 'node:crypto';
import { attributes, awayStyle, html, raw, type Html, type Theme } from '@einwohnerportal/ui';
import type { Context } from 'hono';
import { LANGUAGE_NAMES, languageTag } from './languages.ts';
import type { Site } from './site.ts';

/** Where an operator fetches the page while the application runs. */
export const AWAY_PATH = '/away.html';

/**
 * One file that a proxy hands out while no process answers (docs/operate/away.md): every language of the application in one document, the
 * look of the canton, no font, no script, nothing that would have to be fetched. Its policy allows its one style sheet by its hash (Content
 * Security Policy Level 3, section 2.3.1).
 */
export async function showAwayPage(http: Context, { texts, languages, themes }: Site): Promise<Response> {
  const [first, ...others] = languages;
  const theme = themes.of(null);
  const style = awayStyle(theme);
  const t = texts(first!);
  const hash = createHash('sha256').update(style).digest('base64');
  const page = html`<!DOCTYPE html>
<html${attributes({ lang: languageTag(first!) })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${t('interface.error.awayTitle')} – ${t('interface.site.name')}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>${mark(theme)}<p>${t('interface.site.name')}</p></header>
<nav${attributes({ 'aria-label': t('interface.nav.language') })}><ul>${others.map(
    (lang) =>
      html`<li><a${attributes({ href: `#${lang}`, lang: languageTag(lang), hreflang: languageTag(lang) })}>${LANGUAGE_NAMES[lang]}</a></li>`,
  )}</ul></nav>
<main>
<h1>${t('interface.error.awayTitle')}</h1>
${words(texts, first!)}
${others.map(
  (lang) => html`<section${attributes({ id: lang, lang: languageTag(lang), 'aria-labelledby': `${lang}-title`, tabindex: -1 })}>
<h2${attributes({ id: `${lang}-title` })}>${texts(lang)('interface.error.awayTitle')}</h2>
${words(texts, lang)}
</section>`,
)}
</main>
</body>
</html>
`;
  http.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  return http.html(page);
}

function words(texts: Site['texts'], lang: string): Html {
  const t = texts(lang);
  return html`<p class="lead">${t('interface.error.awayText')}</p>
<p>${t('interface.error.awayPosted')}</p>
<p>${t('interface.error.otherWay')}</p>`;
}

function mark(theme: Theme): Html {
  return html`<svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true"><path${attributes({ d: theme.mark })} /></svg>`;
}
