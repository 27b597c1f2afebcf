import { readdirSync, readFileSync } from 'node:fs';
import { DEFAULT_THEME } from './theme.ts';
import { colourCss, FIXED_COLOURS } from './tokens.ts';

const STYLES = new URL('./styles/', import.meta.url);
const COMPONENTS = new URL('./components/', import.meta.url);

/**
 * The whole style sheet, put together once at start: fonts, then tokens, base, layout, components and dense in layers (a later one wins),
 * then forced colours and print outside of them.
 * @param fontUrl gives the address of a font by its name, `fonts/….woff2`
 */
export function stylesheet(fontUrl: (name: string) => string): string {
  const { lead, leadStrong, onLead, leadTint, ground, ground2 } = DEFAULT_THEME;
  const colours = colourCss({ ...FIXED_COLOURS, lead, leadStrong, onLead, leadTint, ground, ground2 });
  const parts = [
    '@layer tokens,base,layout,parts,dense;',
    style('fonts').replace(/url\((fonts\/[^)]+)\)/g, (_, name: string) => `url(${fontUrl(name)})`),
    layer('tokens', colours + style('tokens')),
    layer('base', style('base')),
    layer('layout', style('layout')),
    layer('parts', componentStyles()),
    layer('dense', style('dense')),
    style('forced-colors'),
    style('print'),
  ];
  return minify(parts.join('\n'));
}

/** Style sheets of all components, in the order of their names; none may depend on that order. */
function componentStyles(): string {
  const names = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));
  return names
    .sort()
    .map((name) => readFileSync(new URL(name, COMPONENTS), 'utf8'))
    .join('\n');
}

function style(name: string): string {
  return readFileSync(new URL(`${name}.css`, STYLES), 'utf8');
}

function layer(name: string, css: string): string {
  return `@layer ${name}{${css}}`;
}

/** Takes out comments and blanks that mean nothing; our style sheets hold no strings with such runs. */
function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .trim();
}
