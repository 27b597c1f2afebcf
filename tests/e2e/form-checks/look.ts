import type { Page } from 'playwright-core';
import type { Stage } from '../../support/browsers.ts';
import { beginDraft, fillDraftPages, windowOf, type Begun, type Subject } from '../../support/form-subjects.ts';
import { brokenBySpacing, overflow, smallTargets } from '../../support/layout-checks.ts';
import { checkPageFaults, knownFaults, markFaults, plainOrderFaults } from '../../support/question-checks.ts';
import { readingFaults } from '../../support/reading-checks.ts';
import { wordFaults } from '../../support/word-checks.ts';

/** Faults by number of the check, and what was seen. */
export interface Findings {
  faults: Map<number, string[]>;
  pages: string[];
}

export const LANGUAGES_CHECKED = ['de', 'fr', 'it', 'en'] as const;
const [NARROW, WIDE] = [320, 1440];

/** Looks at every page of a filled draft, in each language, narrow and wide; without script in one language after the other. */
export async function lookAtPages(stage: Stage, subject: Subject, javaScriptEnabled: boolean): Promise<Findings> {
  const begun = await beginDraft(stage, subject, 'lea');
  const pages = await fillDraftPages(begun);
  const faults = new Map<number, string[]>();
  const add = (check: number, where: string, found: string[]): void => {
    faults.set(check, [...(faults.get(check) ?? []), ...found.map((fault) => `${where}: ${fault}`)]);
  };
  for (const check of [3, 8, 9, 11, 21, 24, 27, 29, 30]) faults.set(check, []);
  // Two windows: as many as there are processors.
  const left = javaScriptEnabled ? [...LANGUAGES_CHECKED] : (['it', 'fr'] as string[]);
  await Promise.all(
    [0, 1].map(async () => {
      const { page, close } = await windowOf(stage, begun, { javaScriptEnabled });
      for (let lang = left.shift(); lang !== undefined; lang = left.shift()) await lookInLanguage(page, begun, lang, pages, add, stage);
      await close();
    }),
  );
  return { faults, pages };
}

async function lookInLanguage(
  page: Page,
  { draft }: Begun,
  lang: string,
  pages: string[],
  add: (check: number, where: string, found: string[]) => void,
  stage: Stage,
): Promise<void> {
  const asked = new Map<string, string>();
  const headings = new Map<string, string>();
  await page.goto(`${stage.system.url.portal}/${lang}`);
  add(24, `${lang} home with a draft`, await wordFaults(page, lang));
  for (const path of pages) {
    const where = `${lang} ${path.replace(draft, '')}`;
    await page.setViewportSize({ width: WIDE, height: 900 });
    await page.goto(`${stage.system.url.portal}/${lang}${path}`);
    add(24, where, [...(await wordFaults(page, lang)), ...(await switchFaults(page))]);
    add(27, where, await readingFaults(page));
    add(29, where, await markFaults(page, lang));
    add(3, where, await plainOrderFaults(page));
    const known = await knownFaults(page);
    add(21, where, known.faults);
    if (headings.has(known.heading)) add(21, where, [`heading twice: ${known.heading}`]);
    headings.set(known.heading, path);
    for (const name of known.asked) {
      if (asked.has(name)) add(21, where, [`asked twice: ${name}`]);
      asked.set(name, path);
    }
    if (path.endsWith('/check')) add(30, where, await checkPageFaults(page));
    add(11, `${WIDE} ${where}`, await smallTargets(page, 44));
    add(9, `${WIDE} ${where}`, await brokenBySpacing(page));
    add(8, `${WIDE} ${where}`, await overflow(page));
    await page.setViewportSize({ width: NARROW, height: 640 });
    add(8, `${NARROW} ${where}`, await overflow(page));
    add(11, `${NARROW} ${where}`, await smallTargets(page, 44));
    add(9, `${NARROW} ${where}`, await brokenBySpacing(page));
    await page.setViewportSize({ width: NARROW, height: 256 });
    add(8, `${NARROW}×256 ${where}`, await overflow(page));
    // The text twice as large, in a window of half the width in rem.
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    add(9, `200 % ${where}`, await overflow(page));
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  }
}

/** The language switch: names in their own language, at the top right. */
function switchFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own: Record<string, string> = { de: 'Deutsch', fr: 'Français', it: 'Italiano', en: 'English' };
    const faults: string[] = [];
    for (const [lang, name] of Object.entries(own)) {
      const link = document.querySelector(`.langs a[hreflang^="${lang}"]:not([hreflang$=simple])`);
      if (link?.textContent?.trim() !== name || !link.getAttribute('lang')?.startsWith(lang))
        faults.push(`expected ${name} in its own language, got ${link?.outerHTML}`);
    }
    const box = document.querySelector('.langs summary')!.getBoundingClientRect();
    if (box.top > 160 || box.left < innerWidth / 2) faults.push(`expected the switch at the top right, got ${box.left} ${box.top}`);
    return faults;
  });
}
