import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const style = `
:root { color-scheme: light dark; --line: #767676; --accent: #7a3b0b; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f6f2ec; }
.mark { margin: 0; padding: .5rem 1rem; background: var(--accent); color: #fff; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
button, input, select { font: inherit; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; border: 2px solid var(--accent); border-radius: .25rem; background: var(--accent); color: #fff; cursor: pointer; }
button.plain { background: #fff; color: var(--accent); }
input[type=text], select { min-height: 2.75rem; padding: .25rem .5rem; border: 1px solid var(--line); border-radius: .25rem; background: #fff; color: #1b1b1b; max-width: 100%; }
label { display: inline-block; }
.choice { display: flex; gap: .75rem; align-items: start; padding: .5rem 0; }
.choice input { width: 1.5rem; height: 1.5rem; flex: none; margin-top: .1rem; }
.note { color: #4d4d4d; font-size: .95em; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
.error { border: 2px solid #b00020; padding: .75rem 1rem; background: #fff; }
fieldset { border: 1px solid var(--line); border-radius: .25rem; margin: 1rem 0; padding: .5rem 1rem 1rem; background: #fff; min-width: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #fff; border: 1px solid var(--line); padding: 1rem; font: inherit; }
:focus-visible { outline: 3px solid #0b5c7a; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  :root { --line: #9a9a9a; --accent: #f0b27a; }
  body { color: #f2f2f2; background: #1c1a18; }
  .mark, button { color: #1b1b1b; }
  .note { color: #c9c9c9; }
  button.plain, fieldset, pre, .error { background: #2a2724; color: inherit; }
  .error { border-color: #ff8a80; }
  a { color: #9cd3ea; }
}`;

// One string: the policy's hash holds for these bytes only, blanks included.
const styleElement = raw(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

const marks: Record<string, string> = {
  de: 'Demonstration: kein amtliches Angebot, alle Personen sind erfunden',
  fr: 'Démonstration : pas un site officiel, toutes les personnes sont fictives',
  it: 'Dimostrazione: non è un sito ufficiale, tutte le persone sono inventate',
  en: 'Demonstration: not an official site, all people are invented',
};

/** A whole page of a demo program: title, language, the mark that it is a demonstration, and a body. */
export function page(content: { title: string; language?: string; body: Html }): Html {
  const language = content.language ?? 'de';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${content.title}</title>
        ${styleElement}
      </head>
      <body>
        <header class="mark">${marks[language] ?? marks['de']}</header>
        <main>${content.body}</main>
      </body>
    </html>`;
}

/**
 * Headers of every page: no script, no other origin. `formTargets` are the origins that a form's answer may lead to
 * by redirect; browsers hold those against `form-action` too.
 */
export function pageHeaders(formTargets: string[] = []): Record<string, string> {
  return {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${[...new Set(["'self'", ...formTargets])].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}
