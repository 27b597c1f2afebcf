import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { SCHEMES } from './combinations.ts';
import { overflow } from './layout-checks.ts';

/**
 * What axe finds on the page as it is now, and what scrolls sideways, in windows of these widths in px and these schemes. The page is
 * loaded once; in the first scheme of a width axe applies all its rules, in the second only those that hang on colours.
 */
export async function viewFaults(
  page: Page,
  widths: readonly number[],
  schemes: readonly (typeof SCHEMES)[number][] = SCHEMES,
): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await overflow(page)).map((fault) => `${width} px: ${fault}`));
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const found = await axeFindings(page, colorScheme === schemes[0] ? 'all' : 'colours');
      faults.push(...found.map((fault) => `${width} px ${colorScheme}: ${fault}`));
    }
  }
  return faults;
}
