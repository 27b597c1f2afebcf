import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface Axe {
  run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>;
}

let source: string | undefined;

/** Rules whose outcome hangs on colours; only they can differ between the light and the dark scheme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Findings of axe on the page as it is now, in words; all rules, the ones called best practice too, or those on colours. */
export async function axeFindings(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    source ??= readFileSync(
      createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
      'utf8',
    );
    await page.evaluate(source);
  }
  const { violations } = await page.evaluate((options) => (window as unknown as { axe: Axe }).axe.run(document, options), {
    resultTypes: ['violations'],
    reporter: 'no-passes',
    ...(rules === 'all' ? {} : { runOnly: COLOUR_RULES }),
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `axe ${id}: ${node.target.join(' ')} ${(node.failureSummary ?? '').replace(/\s+/g, ' ')}`),
  );
}
