import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from '../../tools/testing/browser.ts';
import { startSystem, type ProgramName, type System, type SystemOptions } from './system.ts';
import { watch } from './watch.ts';

/** A browser window of one person. */
export interface Window {
  context: BrowserContext;
  /** Closes it; fails with everything that must not have happened in it. */
  close(): Promise<void>;
}

/** The running product and a browser before it. */
export interface Stage {
  system: System;
  browser: Browser;
  open(options?: BrowserContextOptions): Promise<Window>;
  end(): Promise<void>;
}

/** A browser for applications that a test starts by itself. */
export const openBrowser = (): Promise<Browser> => launchBrowser();

/** A window before the applications at these origins; `failing`: pages that say that the server failed are what is looked at. */
export async function openWindow(
  browser: Browser,
  origins: readonly string[],
  { failing = false, ...options }: BrowserContextOptions & { failing?: boolean } = {},
): Promise<Window> {
  const context = await browser.newContext({
    locale: 'de-CH',
    timezoneId: 'Europe/Zurich',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const { complaints } = watch(context, origins);
  return {
    context,
    async close() {
      await context.close();
      assert.deepEqual(
        complaints.filter((each) => !failing || !/^answer 5|status of (413|5\d\d)/.test(each)),
        [],
      );
    },
  };
}

export async function openStage(
  programs: ProgramName[] = ['portal', 'worker', 'identity-provider'],
  options: SystemOptions = {},
): Promise<Stage> {
  const [system, browser] = await Promise.all([startSystem(programs, options), launchBrowser()]);
  const origins = Object.values(system.url);
  return {
    system,
    browser,
    open: (options = {}) => openWindow(browser, origins, options),
    async end() {
      await browser.close();
      await system.stop();
    },
  };
}
