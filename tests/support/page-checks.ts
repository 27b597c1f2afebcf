import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { SCHEMES, type View } from './combinations.ts';
import { equalAccessFindings } from './equal-access.ts';
import { errorFaults } from './error-checks.ts';
import { focusFaults, missedFaults } from './focus-checks.ts';
import { brokenBySpacing, overflow, smallTargets } from './layout-checks.ts';
import { invalidHtml } from './valid-html.ts';
import { wordFaults } from './word-checks.ts';

export interface PageState {
  lang: string;
  /** The page shows errors. */
  faulty?: boolean;
  /** Least size of targets in px: 44 for residents, 24 for staff. */
  target?: number;
  /** What the server sent. */
  source: string;
  /** How it is looked at; without it narrow and wide, light and dark, as the place has it. */
  views?: readonly View[];
}

const USUAL: readonly View[] = ([320, 1440] as const).flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme, theme: null })));

/**
 * All faults of a page as it is now: words, errors, source, what no engine sees, layout; and both engines in each view. In the first view
 * of a width they apply all their rules, then only those that hang on colours.
 */
export async function pageFaults(page: Page, state: PageState): Promise<string[]> {
  const faults = [...(await wordFaults(page, state.lang)), ...(await invalidHtml(state.source)), ...(await missedFaults(page))];
  if (state.faulty) faults.push(...(await errorFaults(page, state.lang)));
  else if ((await page.locator('.error-summary').count()) > 0) faults.push('an error summary where none is expected');
  const looked = new Set<number>();
  // By width: to lay a page out anew takes as long as to judge it.
  for (const { width, scheme, theme } of (state.views ?? USUAL).toSorted((one, other) => one.width - other.width)) {
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const first = !looked.has(width);
    if (first) {
      const layout = [...(await overflow(page)), ...(await smallTargets(page, state.target ?? 44)), ...(await brokenBySpacing(page))];
      faults.push(...[...layout, ...(await focusFaults(page))].map((fault) => `${width} px: ${fault}`));
    }
    looked.add(width);
    await wear(page, theme);
    const rules = first ? 'all' : 'colours';
    const found = [...(await axeFindings(page, rules)), ...(await equalAccessFindings(page, rules))];
    faults.push(...found.map((fault) => `${width} px ${scheme}: ${fault}`));
  }
  await wear(page, null);
  return faults;
}

/** Gives the page the look of another place. */
function wear(page: Page, theme: string | null): Promise<void> {
  return page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css ?? '');
    document.adoptedStyleSheets = [sheet];
  }, theme);
}
