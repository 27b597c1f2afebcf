import assert from 'node:assert/strict';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { pageFaults } from './page-checks.ts';

export const LANGUAGES = ['de', 'fr', 'it', 'en', 'de-simple'] as const;

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

/** Looks at one state of a page in all languages. The windows of the tour share the sign-in of their context. */
export interface Tour {
  look(stop: Stop): Promise<void>;
}

/** Two windows at once: as many as the machines that run this have processors. */
const WINDOWS = 2;

export async function createTour(context: BrowserContext, kept?: (page: Page, lang: string) => Promise<void>): Promise<Tour> {
  const windows = await Promise.all(Array.from({ length: WINDOWS }, () => openWindow(context)));
  return {
    async look({ open, languages = LANGUAGES, alone, faulty, target, further }) {
      const left = [...languages];
      const faults: string[] = [];
      await Promise.all(
        windows.slice(0, alone ? 1 : WINDOWS).map(async (window) => {
          for (let lang = left.shift(); lang !== undefined; lang = left.shift()) {
            await window.page.setViewportSize({ width: 1440, height: 900 });
            await open(window.page, lang);
            const source = await window.source();
            const found = [
              ...(await pageFaults(window.page, { lang, source, ...(faulty ? { faulty } : {}), ...(target ? { target } : {}) })),
              ...((await further?.(window.page, lang)) ?? []),
            ];
            faults.push(...found.map((fault) => `${lang} ${new URL(window.page.url()).pathname}: ${fault}`));
            await kept?.(window.page, lang);
          }
        }),
      );
      assert.deepEqual([...new Set(faults)].sort(), []);
    },
  };
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
