import assert from 'node:assert/strict';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { allViews, LANGUAGES, pairwise, SCHEMES, themeSheets, WIDTHS, type View } from './combinations.ts';
import { wantedLooks } from './looks-record.ts';
import { pageFaults } from './page-checks.ts';
import { APPLICATIONS } from './system.ts';

export { LANGUAGES } from './combinations.ts';

export interface Stop {
  /** Brings the page into the state to look at. */
  open(page: Page, lang: string): Promise<unknown>;
  /** The state shows errors. */
  faulty?: boolean;
  target?: number;
  languages?: readonly string[];
  /** One language after the other, for a state that hangs on a cookie. */
  alone?: boolean;
  /** Further checks in this state. */
  further?(page: Page, lang: string): Promise<string[]>;
}

/** Looks at one state of a page. The windows of the tour share the sign-in of their context. */
export interface Tour {
  look(stop: Stop, name?: string): Promise<void>;
}

interface Task {
  lang: string;
  views: readonly View[];
}

/** What the command that looks at everything wants of this run; without it a sample is looked at. */
const wanted = wantedLooks(process.env);
const themes = themeSheets();
const everyView = allViews(themes);
/** Each width, light and dark in turn. */
const widthViews = allViews([null]).filter(({ width, scheme }) => (WIDTHS.indexOf(width) % 2 === 0) === (scheme === 'light'));
const everything = process.env['ACCESSIBILITY_MATRIX'] === 'all';
const sample = pairwise(themes);
/**
 * Each state is looked at once in the sample, in the row that is next. The files that look at states begin so far apart that together they
 * come through all rows.
 */
const LOOKS = 1;
const FILES = ['every-public-page', 'every-page-of-an-order', 'every-page-with-an-office', 'every-other-page'];
const APART = 40;
let turn =
  Math.max(
    0,
    FILES.findIndex((name) => process.argv[1]?.includes(name)),
  ) * APART;

/** What to look at in a state: all there is, or the next rows of the sample, which goes on from state to state. */
function tasksOf(name: string, languages: readonly string[]): Task[] {
  if (wanted) {
    const state = turn++;
    // The look of a place changes colours alone: each is looked at in one language of a state, with another width and scheme in the next.
    const places = themes.map((theme, at): View => ({
      theme,
      width: WIDTHS[(state + at) % WIDTHS.length]!,
      scheme: SCHEMES[(state + at) % 2]!,
    }));
    return languages.flatMap((lang, at) =>
      wanted.wants(name, lang, state)
        ? [{ lang, views: everything ? everyView : [...widthViews, ...(at === state % languages.length ? places : [])] }]
        : [],
    );
  }
  const chosen: Task[] = [];
  for (let tries = 0; chosen.length < Math.min(LOOKS, languages.length) && tries < sample.length; tries++) {
    const row = sample[turn++ % sample.length]!;
    if (languages.includes(row.lang) && chosen.every((each) => each.lang !== row.lang)) chosen.push({ lang: row.lang, views: [row] });
  }
  return chosen;
}

/** Two windows at once: as many as the machines that run this have processors. */
const WINDOWS = 2;

export async function createTour(context: BrowserContext, kept?: (page: Page, lang: string) => Promise<void>): Promise<Tour> {
  const windows = await Promise.all(Array.from({ length: WINDOWS }, () => openWindow(context)));
  return {
    async look({ open, languages = LANGUAGES, alone, faulty, target, further }, name = '') {
      const left = tasksOf(name, languages);
      const faults: string[] = [];
      await Promise.all(
        windows.slice(0, alone ? 1 : WINDOWS).map(async (window) => {
          for (let task = left.shift(); task !== undefined; task = left.shift()) {
            const { lang, views } = task;
            await window.page.setViewportSize({ width: 1440, height: 900 });
            await open(window.page, lang);
            const source = await window.source();
            const found = [
              ...(await pageFaults(window.page, { lang, source, views, ...(faulty ? { faulty } : {}), ...(target ? { target } : {}) })),
              ...((await further?.(window.page, lang)) ?? []),
            ];
            faults.push(...found.map((fault) => `${lang} ${new URL(window.page.url()).pathname}: ${fault}`));
            wanted?.note(name, { lang, views: views.length, faults: new Set(found).size, address: addressOf(window.page.url()) });
            await kept?.(window.page, lang);
          }
        }),
      );
      assert.deepEqual([...new Set(faults)].sort(), []);
    },
  };
}

/** Where a look was, for the record. */
function addressOf(url: string): string | null {
  const { origin, pathname } = new URL(url);
  const application = APPLICATIONS.get(origin);
  return application ? `${application} ${pathname.replace(/^\/[a-z-]+(?=\/|$)/, '') || '/'}` : null;
}

async function openWindow(context: BrowserContext): Promise<{ page: Page; source(): Promise<string> }> {
  const page = await context.newPage();
  let last: Response | null = null;
  page.on('response', (response) => {
    if (
      response.request().isNavigationRequest() &&
      response.frame() === page.mainFrame() &&
      (response.status() < 300 || response.status() >= 400)
    )
      last = response;
  });
  return { page, source: async () => (await last?.text()) ?? '' };
}
