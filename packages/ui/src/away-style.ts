import { themeCss, type Theme } from './theme.ts';
import { colourCss, FIXED_COLOURS } from './tokens.ts';

/** Rules of a document that stands alone: the sizes of the portal, the type of the device, one column. */
const RULES = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:640px;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif}
header{display:flex;gap:12px;align-items:center;font-weight:620}
header svg{fill:var(--lead);flex:none}
header p{margin:0}
ul{display:flex;flex-wrap:wrap;gap:0 24px;margin:8px 0 0;padding:0;list-style:none}
a{display:inline-flex;align-items:center;min-height:44px;min-width:44px;color:var(--lead);text-underline-offset:3px}
a:hover{color:var(--lead-strong)}
a:focus-visible{outline:3px solid var(--focus);outline-offset:3px}
h1{margin:48px 0 16px;font-size:2rem;line-height:1.1;letter-spacing:-.02em}
h2{margin:0 0 8px;font-size:1.5rem;line-height:1.2}
p{margin:0 0 16px}
.lead{font-size:1.25rem}
section{margin-top:48px;padding-top:32px;border-top:1px solid var(--rule)}
section:focus{outline:0}
@media (min-width:40rem){h1{font-size:3rem}}
@media print{nav{display:none}}
@media (forced-colors:active){header svg{fill:CanvasText}}
`;

/** The whole style sheet of a page that must need nothing else, in the colours of a place; about 2 kB. */
export function awayStyle(theme: Theme): string {
  return `${colourCss(FIXED_COLOURS)}${themeCss(theme)}${RULES}`.replace(/\n/g, '');
}
