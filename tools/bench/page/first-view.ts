import type { Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { launchBrowser } from '../../testing/browser.ts';

export interface FirstView {
  /** Bytes of all bodies as they came over the wire. */
  bytes: number;
  withoutFont: number;
  requests: number;
  /** All scripts of the page together, gzip. */
  scriptGzip: number;
}

/** Loads each page in a browser that has seen nothing yet, and counts what comes over the wire. */
export async function measureFirstViews(
  origin: string,
  pages: Record<string, { path: string; cookie: string | null }>,
): Promise<Record<string, FirstView>> {
  const browser = await launchBrowser();
  try {
    const views: Record<string, FirstView> = {};
    for (const [name, { path, cookie }] of Object.entries(pages)) {
      const context = await browser.newContext({ locale: 'de-CH' });
      if (cookie) await context.addCookies([{ name: 'session', value: cookie, url: origin }]);
      views[name] = await firstView(await context.newPage(), origin + path);
      await context.close();
    }
    return views;
  } finally {
    await browser.close();
  }
}

async function firstView(page: Page, url: string): Promise<FirstView> {
  const answers: { bytes: number; type: string; script: Buffer | null }[] = [];
  const pending: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    pending.push(
      (async () => {
        const [sizes, response] = [await request.sizes(), await request.response()];
        const type = request.resourceType();
        answers.push({
          bytes: sizes.responseBodySize + sizes.responseHeadersSize,
          type,
          script: type === 'script' && response ? await response.body() : null,
        });
      })(),
    );
  });
  const opened = await page.goto(url, { waitUntil: 'networkidle' });
  if (opened?.status() !== 200) throw new Error(`expected a page at ${new URL(url).pathname}, got ${opened?.status()}`);
  await Promise.all(pending);
  const sum = (of: typeof answers): number => of.reduce((total, answer) => total + answer.bytes, 0);
  return {
    bytes: sum(answers),
    withoutFont: sum(answers.filter(({ type }) => type !== 'font')),
    requests: answers.length,
    scriptGzip: answers.reduce((total, { script }) => total + (script ? gzipSync(script, { level: 9 }).length : 0), 0),
  };
}
