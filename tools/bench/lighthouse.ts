// Lighthouse with mobile throttling on home, start of a service, a question and a case of the running product, each three times; prints the
// middle runs and writes them to docs/conformance/page-speed.md. Measure on a quiet machine: it says what this machine can do.
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { startSystem } from '../../tests/support/system.ts';
import { beginDraft, CERTIFICATE, fillDraftPages, sendDraft } from '../../tests/support/form-subjects.ts';
import { SERVICE } from '../../tests/support/order-journey.ts';
import type { Stage } from '../../tests/support/browsers.ts';
import { freePort } from '../testing/ports.ts';
import { launchBrowser } from '../testing/browser.ts';
import { root } from '../run/files.ts';
import { writeFigures } from '../write-figures.ts';

const RUNS = 3;
const CATEGORIES = ['accessibility', 'best-practices', 'performance'] as const;
const LEAST: Record<(typeof CATEGORIES)[number], number> = { accessibility: 100, 'best-practices': 100, performance: 98 };
const REPORT = join(root, 'docs', 'conformance', 'page-speed.md');

interface Measured {
  page: string;
  scores: Record<(typeof CATEGORIES)[number], number>;
  /** ms */
  paint: number;
  bytes: number;
  /** Audits that cost points. */
  costs: string[];
}

const system = await startSystem(['portal', 'identity-provider']);
const port = await freePort();
const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
try {
  const stage = { system } as Stage;
  const begun = await beginDraft(stage, CERTIFICATE, 'lea');
  const [question] = await fillDraftPages(begun);
  const sent = await beginDraft(stage, CERTIFICATE, 'ruben');
  await fillDraftPages(sent);
  const reference = await sendDraft(sent);
  const pages: [string, string, ReadonlyMap<string, string>][] = [
    ['home', '/de', new Map()],
    ['start of a service', `/de/services/${SERVICE}`, new Map()],
    ['question', `/de${question}`, begun.browser.cookies],
    ['case', `/de/cases/${reference}`, sent.browser.cookies],
  ];
  const measured: Measured[] = [];
  for (const [name, path, cookies] of pages) {
    const runs: Measured[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(name, system.url.portal + path, cookies));
    runs.sort((a, b) => a.scores.performance - b.scores.performance);
    measured.push(runs[Math.floor(RUNS / 2)]!);
  }
  const table = tableOf(measured);
  console.log(table);
  for (const { page, costs } of measured) if (costs.length > 0) console.log(`${page}: ${costs.join('; ')}`);
  await writeFigures(REPORT, table);
  const low = measured.filter(({ scores }) => CATEGORIES.some((category) => scores[category] < LEAST[category]));
  console.log(JSON.stringify(measured));
  process.exitCode = low.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await system.stop();
}

async function measure(page: string, url: string, cookies: ReadonlyMap<string, string>): Promise<Measured> {
  // Lighthouse opens a tab of its own beside the windows of the browser.
  const session = await browser.newBrowserCDPSession();
  await session.send('Storage.clearCookies');
  await session.send('Storage.setCookies', {
    cookies: [...cookies].map(([name, value]) => ({ name, value, url: new URL('/', url).href })),
  });
  await session.detach();
  const result = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
  });
  if (!result) throw new Error(`expected a report of ${page}, got none`);
  const { lhr } = result;
  if (lhr.finalDisplayedUrl !== url) throw new Error(`expected the page ${url}, got ${lhr.finalDisplayedUrl}`);
  const scores = Object.fromEntries(
    CATEGORIES.map((category) => [category, Math.round((lhr.categories[category]?.score ?? 0) * 100)]),
  ) as Measured['scores'];
  const costs = Object.values(lhr.audits)
    .filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== 'informative')
    .map((audit) => `${audit.id} ${audit.score} ${audit.displayValue ?? ''}`.trim());
  const number = (id: string): number => Math.round(lhr.audits[id]?.numericValue ?? 0);
  return { page, scores, paint: number('largest-contentful-paint'), bytes: number('total-byte-weight'), costs };
}

function tableOf(measured: readonly Measured[]): string {
  return [
    `${new Date().toISOString().slice(0, 10)}, middle of ${RUNS} runs.`,
    '',
    '| Page | Accessibility | Best practices | Performance | Largest paint, ms | Transferred, kB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...measured.map(
      ({ page, scores, paint, bytes }) =>
        `| ${page} | ${scores.accessibility} | ${scores['best-practices']} | ${scores.performance} | ${paint} | ${Math.round(bytes / 1000)} |`,
    ),
  ].join('\n');
}
