import { contrast, hueOf, isColour } from './contrast.ts';
import { UiError } from './errors.ts';
import { colourCss, FIXED_COLOURS } from './tokens.ts';
import type { Colour, ColourPair, ThemeColour } from './tokens.ts';

/** The look of one place, as data. Everything else (ink, sign, alert, sizes, space) is the same for all. */
export interface Theme {
  /** Name for file addresses: lower case letters, digits, hyphens. */
  id: string;
  lead: ColourPair;
  leadStrong: ColourPair;
  onLead: ColourPair;
  leadTint: ColourPair;
  ground: ColourPair;
  ground2: ColourPair;
  /** Corner radius in px, 0 to 12. */
  radius: number;
  /** `system`: what the device has, nothing is loaded; else Atkinson Hyperlegible Next. */
  font?: 'atkinson' | 'system';
  /** SVG path data of the mark in a 36 × 36 box, one colour. */
  mark: string;
  /** SVG path data of the skyline in a 1440 × 128 box: one open line from x = 0 to x = 1440; the land below is closed by us. */
  horizon: string;
}

/** The portal's own theme: an abstract mark (a gate with a person in it) and an invented skyline. */
export const DEFAULT_THEME: Theme = {
  id: 'portal',
  lead: ['#0a5763', '#82d2d6'],
  leadStrong: ['#063c45', '#b8e8ea'],
  onLead: ['#ffffff', '#06262b'],
  leadTint: ['#e2efed', '#142e2e'],
  ground: ['#f3f4ef', '#1a2221'],
  ground2: ['#e5e8e1', '#28322f'],
  radius: 3,
  mark: 'M4 34V2h28v32h-6.5V8.5h-15V34zM18 23a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9z',
  horizon:
    'M0 88 34 80 70 86 112 58 138 66 172 34 190 42 222 14 240 28 256 22 296 64 318 58 356 92 396 100 448 120 612 120 646 110 684 94 724 100 764 116 806 104 848 80 880 56 912 62 948 40 988 54 1024 84 1066 92 1122 86 1184 98 1252 82 1312 92 1372 80 1440 86',
};

const THEME_COLOURS: readonly ThemeColour[] = ['lead', 'leadStrong', 'onLead', 'leadTint', 'ground', 'ground2'];
const PATH = /^[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]{4,4000}$/;

/**
 * Refuses a theme that cannot be written into CSS and SVG safely.
 * @throws UiError `ui.theme-id`, `ui.theme-colour`, `ui.theme-radius`, `ui.theme-drawing`
 */
export function assertTheme(theme: Theme): void {
  const of = `of theme "${theme.id}"`;
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(theme.id)) {
    throw new UiError('ui.theme-id', `expected lower case letters, digits and hyphens of a theme's id, got "${theme.id}"`);
  }
  for (const name of THEME_COLOURS) {
    const pair = theme[name];
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every(isColour)) {
      throw new UiError('ui.theme-colour', `expected [light, dark] as #rrggbb of "${name}" ${of}, got ${JSON.stringify(pair)}`);
    }
  }
  if (!Number.isFinite(theme.radius) || theme.radius < 0 || theme.radius > 12) {
    throw new UiError('ui.theme-radius', `expected 0 to 12 px of "radius" ${of}, got ${theme.radius}`);
  }
  for (const name of ['mark', 'horizon'] as const) {
    if (!PATH.test(theme[name])) {
      throw new UiError(
        'ui.theme-drawing',
        `expected SVG path data of "${name}" ${of}, got ${JSON.stringify(String(theme[name]).slice(0, 40))}`,
      );
    }
  }
}

/**
 * The theme's own style sheet (under 1 kB); loaded after `portal.css` and outside its layers, so it always wins.
 * @throws UiError as {@link assertTheme}
 */
export function themeCss(theme: Theme): string {
  assertTheme(theme);
  const colours = Object.fromEntries(THEME_COLOURS.map((name) => [name, theme[name]]));
  const font = theme.font === 'system' ? '--font:system-ui,sans-serif;' : '';
  return `${colourCss(colours)}:root{${font}--radius:${theme.radius}px}\n`;
}

/** The mark as an SVG file of its own (icon of the page in the browser's tab), in the lead colour of both schemes. */
export function themeIcon(theme: Theme): string {
  assertTheme(theme);
  const [light, dark] = theme.lead;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><style>path{fill:${light}}@media (prefers-color-scheme:dark){path{fill:${dark}}}</style><path d="${theme.mark}"/></svg>\n`;
}

/** A pair of colours that lies too close together, or a hue that would be mistaken for a sign. */
export interface ContrastProblem extends ThemePair {
  message: string;
}

const TEXT_PAIRS: readonly (readonly [Colour, readonly Colour[]])[] = [
  ['ink', ['paper', 'ground', 'ground2', 'leadTint', 'signTint', 'alertTint']],
  ['ink2', ['paper', 'ground', 'ground2', 'leadTint', 'signTint', 'alertTint']],
  ['lead', ['paper', 'ground', 'leadTint', 'signTint']],
  ['leadStrong', ['paper', 'ground', 'leadTint', 'signTint']],
  ['onLead', ['lead', 'leadStrong']],
  ['onSign', ['sign']],
  ['alert', ['paper', 'alertTint', 'signTint']],
  ['ok', ['paper', 'ground']],
  ['paper', ['ink']],
];

const CONTROL_PAIRS: readonly (readonly [Colour, readonly Colour[]])[] = [
  ['edge', ['paper', 'ground', 'leadTint', 'signTint']],
  ['focus', ['paper', 'ground', 'ground2', 'leadTint', 'signTint', 'alertTint']],
  ['lead', ['paper', 'leadTint', 'ground2']],
  ['alert', ['paper', 'alertTint']],
];

/** Two colours that meet on a page. */
export interface ThemePair {
  scheme: 'light' | 'dark';
  front: Colour;
  back: Colour;
  /** Measured ratio (WCAG 2.2), rounded down to two digits. */
  ratio: number;
  /** 4.5 for text, 3 for controls and focus. */
  needed: number;
}

/** Every pair of colours that meet on a page of this theme, in both schemes, measured. */
export function themePairs(theme: Theme): ThemePair[] {
  assertTheme(theme);
  const own = Object.fromEntries(THEME_COLOURS.map((name) => [name, theme[name]]));
  const colours = { ...FIXED_COLOURS, ...own } as Record<Colour, ColourPair>;
  return (['light', 'dark'] as const).flatMap((scheme, index) =>
    [...TEXT_PAIRS.map((pair) => [...pair, 4.5] as const), ...CONTROL_PAIRS.map((pair) => [...pair, 3] as const)].flatMap(
      ([front, backs, needed]) =>
        backs.map((back) => {
          const ratio = Math.floor(contrast(colours[front][index]!, colours[back][index]!) * 100) / 100;
          return { scheme, front, back, ratio, needed };
        }),
    ),
  );
}

/**
 * Measures every pair of colours that meet on a page, in both schemes: text at least 4.5:1, controls and focus at least 3:1
 * (WCAG 2.2, 1.4.3 and 1.4.11), and refuses a lead colour in the hue of the sign's yellow or the alert's red.
 * Returns the problems; empty means the theme may be used.
 */
export function checkThemeContrast(theme: Theme): ContrastProblem[] {
  const problems: ContrastProblem[] = themePairs(theme)
    .filter(({ ratio, needed }) => ratio < needed)
    .map((pair) => ({
      ...pair,
      message: `expected at least ${pair.needed}:1 of ${pair.front} on ${pair.back} (${pair.scheme}), got ${pair.ratio}:1`,
    }));
  for (const [index, scheme] of (['light', 'dark'] as const).entries()) {
    for (const signal of ['sign', 'alert'] as const) {
      const distance = hueDistance(theme.lead[index]!, FIXED_COLOURS[signal][index]!);
      if (distance === null || distance >= 20) continue;
      problems.push({
        scheme,
        front: 'lead',
        back: signal,
        ratio: distance,
        needed: 20,
        message: `expected a hue at least 20 degrees from ${signal} of lead (${scheme}), got ${Math.round(distance)}`,
      });
    }
  }
  return problems;
}

function hueDistance(one: string, other: string): number | null {
  const first = hueOf(one);
  const second = hueOf(other);
  if (first === null || second === null) return null;
  const distance = Math.abs(first - second) % 360;
  return Math.min(distance, 360 - distance);
}
