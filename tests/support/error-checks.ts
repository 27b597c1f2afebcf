import type { Page } from 'playwright-core';
import { ERROR_WORDS } from './word-checks.ts';

/** Faults of a page that shows errors: title, summary above the h1 with the focus, entries that lead to their field, the same words there. */
export async function errorFaults(page: Page, lang: string): Promise<string[]> {
  const faults: string[] = [];
  const title = await page.title();
  const word = ERROR_WORDS[lang]!;
  if (!title.startsWith(word)) faults.push(`title: expected to begin with ${word}, got ${title}`);
  const summary = page.locator('.error-summary');
  if ((await summary.count()) !== 1) return [...faults, 'expected one error summary'];
  await summary
    .and(page.locator(':focus'))
    .waitFor({ timeout: 20_000 })
    .catch(() => faults.push('expected the error summary to have the focus'));
  const above = await summary.evaluate((element) =>
    Boolean(element.compareDocumentPosition(document.querySelector('h1')!) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  if (!above) faults.push('expected the error summary above the h1');
  const entries = await summary.locator('a').all();
  if (entries.length === 0) faults.push('expected entries in the error summary');
  for (const entry of entries) {
    const words = (await entry.innerText()).trim();
    await entry.click();
    // The focus goes from the link to its field in a moment.
    for (let tries = 0; tries < 200 && (await entry.evaluate((link) => document.activeElement === link)); tries++)
      await page.waitForTimeout(25);
    const reached = await page.evaluate(() => {
      const field = document.activeElement;
      if (!field || field === document.body) return null;
      const described = (
        field.getAttribute('aria-describedby') ??
        field.closest('[aria-describedby]')?.getAttribute('aria-describedby') ??
        ''
      ).split(' ');
      const group = field.closest('fieldset, .field');
      const texts = [...described.map((id) => document.getElementById(id)), ...(group?.querySelectorAll('.error-text') ?? [])];
      return {
        control: field.matches('input, select, textarea, [tabindex]'),
        texts: texts.filter((element) => element?.classList.contains('error-text')).map((element) => (element as HTMLElement).innerText),
        invalid: field.getAttribute('aria-invalid') ?? group?.getAttribute('aria-invalid') ?? group?.className ?? '',
      };
    });
    if (!reached?.control) faults.push(`expected «${words}» to lead to a field, got ${JSON.stringify(reached)}`);
    else if (!reached.texts.some((text) => text.includes(words)))
      faults.push(`expected «${words}» at its field, got ${JSON.stringify(reached.texts)}`);
  }
  return faults;
}
