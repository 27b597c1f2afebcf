import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { Stage } from './browsers.ts';
import { windowOf, type Begun } from './form-subjects.ts';

/** What came over the line for one view of a page with an empty cache. */
export interface Weight {
  requests: number;
  /** Bytes as transferred. */
  all: number;
  fonts: number;
  scripts: number;
}

async function fresh(stage: Stage, begun: Begun): Promise<{ page: Page; session: CDPSession; close(): Promise<void> }> {
  const { page, context, close } = await windowOf(stage, begun);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return { page, session, close };
}

/** Weighs the first view of a page. */
export async function weigh(stage: Stage, begun: Begun, path: string): Promise<Weight> {
  const { page, session, close } = await fresh(stage, begun);
  const types = new Map<string, string>();
  const weight: Weight = { requests: 0, all: 0, fonts: 0, scripts: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => void types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId);
    weight.requests += 1;
    weight.all += encodedDataLength;
    if (type === 'Font') weight.fonts += encodedDataLength;
    if (type === 'Script') weight.scripts += encodedDataLength;
  });
  await page.goto(stage.system.url.portal + path, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready);
  await close();
  return weight;
}

/** 400 kbit/s, 400 ms there and back, a processor at a quarter: ms until the page can be read and filled in. */
export async function slowView(stage: Stage, begun: Begun, path: string): Promise<number> {
  const { page, session, close } = await fresh(stage, begun);
  const ms = await slowly(page, session, stage.system.url.portal + path);
  await close();
  return ms;
}

/** The same for whoever is signed in in a window; the best of some tries, since whatever else the machine does can only make it slower. */
export async function slowViewIn(context: BrowserContext, url: string, tries = 15): Promise<number> {
  let best = Infinity;
  for (let each = 0; each < tries && best >= SLOWEST_MS; each++) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    best = Math.min(best, await slowly(page, session, url));
    await page.close();
  }
  return best;
}

/** Check 13 of use. */
export const SLOWEST_MS = 3000;

async function slowly(page: Page, session: CDPSession, url: string): Promise<number> {
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 400_000 / 8,
    uploadThroughput: 400_000 / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const paint = performance.getEntriesByName('first-contentful-paint')[0];
          if (!paint) return void setTimeout(look, 20);
          const [view] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
          resolve(Math.max(paint.startTime, view!.domInteractive));
        };
        look();
      }),
  );
}
