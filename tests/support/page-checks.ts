import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { errorFaults } from './error-checks.ts';
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
}

const WIDTHS = [320, 1440];
const SCHEMES = ['light', 'dark'] as const;

/** All faults of a page as it is now: words, errors, source, layout; and axe, narrow and wide, light and dark. */
export async function pageFaults(page: Page, state: PageState): Promise<string[]> {
  const faults = [...(await wordFaults(page, state.lang)), ...(await invalidHtml(state.source))];
  if (state.faulty) faults.push(...(await errorFaults(page, state.lang)));
  else if ((await page.locator('.error-summary').count()) > 0) faults.push('an error summary where none is expected');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const layout = [...(await overflow(page)), ...(await smallTargets(page, state.target ?? 44)), ...(await brokenBySpacing(page))];
    faults.push(...layout.map((fault) => `${width} px: ${fault}`));
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const found = await axeFindings(page, colorScheme === 'light' ? 'all' : 'colours');
      faults.push(...found.map((fault) => `${width} px ${colorScheme}: ${fault}`));
    }
  }
  return faults;
}
