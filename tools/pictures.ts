// Takes the pictures of the README and of docs/pictures from the running product: starts it whole on free ports with a database of its
// own, orders a certificate as a resident would, and looks at the pages. Home, start, case and inbox are taken at three widths in both
// schemes, the home page also in the colours of further places. `npm run pictures -- <folder>` puts them elsewhere.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { isFree } from '../apps/demo/src/ports.ts';
import { launchBrowser } from './testing/browser.ts';

const FOLDER = resolve(process.argv[2] ?? fileURLToPath(new URL('../docs/pictures/', import.meta.url)));
/** Telephone, tablet, desk. */
const SIZES = [
  { width: 320, height: 720 },
  { width: 768, height: 1000 },
  { width: 1440, height: 1000 },
];
const SCHEMES = ['light', 'dark'] as const;
/** Whose colours are shown beside those of the person's own place: the canton's, when nothing was chosen, and these. */
const PLACES = ['luzern', 'sursee', 'emmen'];
const WIDE = { width: 1440, height: 1000 };
const NARROW = { width: 320, height: 720 };
/** No picture may make the repository heavy, in bytes. */
const LARGEST = 250_000;
const SERVICE = 'residence-certificate';

const base = await freeBase();
const portal = `http://127.0.0.1:${base}`;
const workplace = `http://127.0.0.1:${base + 1}`;
const data = mkdtempSync(join(tmpdir(), 'einwohnerportal-pictures-'));
// The account PostgreSQL runs as must pass through.
chmodSync(data, 0o711);
mkdirSync(FOLDER, { recursive: true });
let demo: ChildProcess | null = null;
let browser: Browser | null = null;
try {
  demo = await startDemo();
  browser = await launchBrowser();
  await picturesOfPortal(browser);
  await picturesOfPlaces(browser);
  await picturesOfWorkplace(browser);
} finally {
  await browser?.close();
  await stopDemo(demo);
  rmSync(data, { recursive: true, force: true });
}

async function picturesOfPortal(from: Browser): Promise<void> {
  const page = await open(from, WIDE);
  await page.goto(`${portal}/de`);
  await series(page, 'home');
  await page.goto(`${portal}/de/life-events/moving`);
  await take(page, 'portal-life-event-1440');
  await signIn(page, `${portal}/de/sign-in`, 'lea');
  await page.goto(`${portal}/de/services/${SERVICE}`);
  await series(page, 'service');

  await page.locator('form[action$="/start"] button[type=submit]').first().click();
  await page.locator('input[value=household]').check();
  await goOn(page);
  await page.locator('input[value=registered]').check();
  await goOn(page);
  await goOn(page);
  await page.getByText('Mio Nguyen').click();
  await take(page, 'portal-question-1440');
  await page.getByText('Lea Aebersold-Nguyen').last().click();
  await goOn(page);
  await page.locator('input[value=housing]').check();
  await goOn(page);
  await goOn(page);
  await page.locator('input[value=inbox]').check();
  await goOn(page);
  await goOn(page);
  await page.locator('main form[action$="/check"] button').last().click();
  await page.waitForURL(/\/confirmation/);
  const address = page.url().replace('/confirmation', '');
  await page.goto(`${address}/pay`);
  await page.locator('main form[action$="/pay"] button').click();
  await page.locator('input[value=card]').check();
  await page.locator('button[value=pay]').click();
  await page.waitForURL(/\/cases\//);
  await until(async () => {
    await page.goto(address);
    return (await page.locator('a[href*="/documents/"]').count()) > 0;
  });
  await take(page, 'portal-case-done-1440');
  await page.goto(`${portal}/de/inbox`);
  await series(page, 'inbox');
  await page.context().close();

  const waiting = await open(from, WIDE);
  await signIn(waiting, `${portal}/de/sign-in`, 'hanna');
  await until(async () => {
    await waiting.goto(`${portal}/de/cases`);
    await waiting.locator('main a[href*="/cases/"]').first().click();
    await waiting.waitForURL(/\/cases\/.+/);
    return (await waiting.getByText('prüft').count()) > 0;
  });
  await series(waiting, 'case');
  await waiting.context().close();

  const turn = await open(from, WIDE);
  await signIn(turn, `${portal}/de/sign-in`, 'ivana');
  await turn.goto(`${portal}/de`);
  await series(turn, 'your-turn');
  await turn.context().close();
}

/** The home page in the colours of each place, in both schemes. */
async function picturesOfPlaces(from: Browser): Promise<void> {
  for (const place of PLACES) {
    const page = await open(from, WIDE);
    await page.goto(`${portal}/de/municipality?q=${place}&return=%2F`);
    await page.locator(`button[name="authority"][value="${place}"]`).click();
    await page.waitForURL(`${portal}/de`);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await take(page, `place-${place}-1440-${colorScheme}`);
    }
    await page.context().close();
  }
}

/** A page at every width in both schemes. */
async function series(page: Page, name: string): Promise<void> {
  for (const size of SIZES)
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await take(page, `portal-${name}-${size.width}-${colorScheme}`);
    }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

async function picturesOfWorkplace(from: Browser): Promise<void> {
  const page = await open(from, WIDE);
  await signIn(page, `${workplace}/de/sign-in`, 'urs');
  await until(async () => {
    await page.goto(`${workplace}/de/tasks`);
    return (await page.locator('main a[href*="/tasks/"]').count()) > 1;
  });
  await take(page, 'workplace-tasks');
  await page.locator('main a[href*="/tasks/"]').first().click();
  await page.waitForURL(/\/tasks\/.+\/\d+/);
  await page.locator('input[value=confirmed]').check();
  await take(page, 'workplace-task');
  await page.setViewportSize(NARROW);
  await take(page, 'workplace-task-320');
  await page.context().close();
}

async function open(from: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await from.newContext({
    viewport,
    locale: 'de-CH',
    timezoneId: 'Europe/Zurich',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

async function signIn(page: Page, address: string, shortName: string): Promise<void> {
  await page.goto(address);
  await page.locator('main form[action$="/sign-in"] button').click();
  await page.locator('#short-name').fill(shortName);
  await page.locator('button[value=sign-in]').click();
  await page.waitForURL((url) => url.origin === new URL(address).origin);
}

async function goOn(page: Page): Promise<void> {
  await page.locator('main form .actions button[type=submit]').first().click();
  await page.waitForLoadState();
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`expected at most ${LARGEST} bytes of ${name}.png, got ${size}`);
  console.log(`${name}.png  ${Math.round(size / 1000)} kB`);
}

async function until(ask: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await ask()) return;
    await pause(200);
  }
  throw new Error('expected the page to show it within 20 seconds, got nothing');
}

async function freeBase(): Promise<number> {
  for (;;) {
    // Below the ports that systems give to outgoing connections.
    const chosen = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8].map((distance) => isFree(chosen + distance)));
    if (free.every(Boolean)) return chosen;
  }
}

async function startDemo(): Promise<ChildProcess> {
  const { DATABASE_URL: _url, ...inherited } = process.env;
  const script = fileURLToPath(new URL('../apps/demo/src/start.ts', import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { ...inherited, PORT_BASE: String(base), DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (!said.includes('Einwohnerportal läuft')) {
    if (child.exitCode !== null) throw new Error(`expected the running product, got the end after:\n${said}`);
    await pause(50);
  }
  return child;
}

async function stopDemo(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  await gone;
}
