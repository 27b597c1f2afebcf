import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DEFAULT_THEME, themeCss, type Theme } from '../../packages/ui/src/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const LANGUAGES = ['de', 'fr', 'it', 'en', 'de-simple'] as const;
export const WIDTHS = [320, 768, 1440] as const;
export const SCHEMES = ['light', 'dark'] as const;

/** How a page is looked at; `theme`: style sheet of a place, null for the one the page has by itself. */
export interface View {
  width: (typeof WIDTHS)[number];
  scheme: (typeof SCHEMES)[number];
  theme: string | null;
}

export interface Combination extends View {
  lang: string;
}

/** Style sheets of all places that look different, the portal's own first. */
export function themeSheets(): string[] {
  const sheets = globSync('authorities/*/themes/*.yaml', { cwd: root })
    .sort()
    .map((path) => parse(readFileSync(`${root}${path}`, 'utf8')) as Partial<Theme>)
    .map((theme) => themeCss({ ...DEFAULT_THEME, ...theme, id: 'place' }));
  return [...new Set([themeCss({ ...DEFAULT_THEME, id: 'place' }), ...sheets])];
}

/** Every view: each width in each scheme with each theme. */
export function allViews(themes: readonly (string | null)[]): View[] {
  return WIDTHS.flatMap((width) => SCHEMES.flatMap((scheme) => themes.map((theme) => ({ width, scheme, theme }))));
}

/**
 * A list of combinations in which every two values of language, width, scheme and theme meet at least once: one row for each theme and
 * language, the other two turning at paces that have no common divisor with them.
 */
export function pairwise(themes: readonly string[]): Combination[] {
  const rows: Combination[] = [];
  themes.forEach((theme, t) =>
    LANGUAGES.forEach((lang, l) => {
      rows.push({ lang, theme, width: WIDTHS[(t + l) % WIDTHS.length]!, scheme: SCHEMES[(t + l + Math.floor(l / 2)) % SCHEMES.length]! });
    }),
  );
  return rows;
}
