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

export async function openStage(
  programs: ProgramName[] = ['portal', 'worker', 'identity-provider'],
  options: SystemOptions = {},
): Promise<Stage> {
  const [system, browser] = await Promise.all([startSystem(programs, options), launchBrowser()]);
  const origins = Object.values(system.url);
  return {
    system,
    browser,
    async open(options = {}) {
      const context = await browser.newContext({
        locale: 'de-CH',
        timezoneId: 'Europe/Zurich',
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      context.setDefaultTimeout(15_000);
      const { complaints } = watch(context, origins);
      return {
        context,
        async close() {
          await context.close();
          assert.deepEqual(complaints, []);
        },
      };
    },
    async end() {
      await browser.close();
      await system.stop();
    },
  };
}
