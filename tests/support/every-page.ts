import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { Stage, Window } from './browsers.ts';
import { createTour, type Stop } from './language-tour.ts';
import type { Journey } from './order-journey.ts';

/** Looks at states of pages in every language, each as a test of its own. */
export interface Inspection {
  t: TestContext;
  window: Window;
  /** A path without its language, or a way to a state. */
  look(name: string, stop: string | Stop): Promise<void>;
  /** The page on which a journey is. */
  here(journey: Journey, name: string, stop?: Partial<Stop>): Promise<void>;
}

export async function inspect(t: TestContext, stage: Stage, base = stage.system.url.portal): Promise<Inspection> {
  const window = await stage.open();
  const tour = await createTour(window.context);
  const look = async (name: string, stop: string | Stop): Promise<void> => {
    const asked: Stop = typeof stop === 'string' ? { open: at(base, stop) } : stop;
    await t.test(name, () => tour.look(asked, name));
  };
  return {
    t,
    window,
    look,
    async here(journey, name, stop = {}) {
      const { pathname, search } = new URL(journey.page.url());
      await look(name, { open: at(base, pathname.replace(/^\/[\w-]+/, '') + search), ...stop });
    },
  };
}

/** Opens a path of the portal in the language of the stop. */
export function at(base: string, path: string): Stop['open'] {
  return (page, lang) => page.goto(`${base}/${lang}${path}`);
}

/** Opens a page, fills it, presses its button; ends when the answer of the server is there. */
export function answered(base: string, path: string, fill: (page: Page) => Promise<unknown>, button: string): Stop['open'] {
  return async (page, lang) => {
    await page.goto(`${base}/${lang}${path}`);
    await fill(page);
    await Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]);
  };
}
