import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { awayApplications } from '../../support/away-applications.ts';
import { openStage, openWindow, type Stage } from '../../support/browsers.ts';
import { answered, inspect } from '../../support/every-page.ts';
import { createTour, type Stop } from '../../support/language-tour.ts';
import { wantedLooks } from '../../support/looks-record.ts';
import { SERVICE } from '../../support/order-journey.ts';

let stage: Stage;
before(async () => (stage = await openStage(['portal', 'identity-provider'])));
after(() => stage?.end());

const ELIGIBILITY = `/services/${SERVICE}/eligibility`;
/** For the pages that follow a municipality; kept on the device. */
async function chooseKriens(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${stage.system.url.portal}/de/municipality?q=Kriens&return=%2F`);
  await page.locator('button[name="authority"]').click();
  await page.waitForURL(`${stage.system.url.portal}/de`);
  await page.close();
}

const GO_ON = 'main form button.button';

test('every page before sign-in bars nobody: five languages, narrow and wide, light and dark', async (t) => {
  const { look, window } = await inspect(t, stage);
  const base = stage.system.url.portal;
  await look('home', '');
  await look('search that finds', '/search?q=Best%C3%A4tigung+dass+ich+hier+wohne');
  await look('search that finds nothing', '/search?q=xyzzyx');
  await look('search without words', '/search?q=');
  await look('list of services', '/services');
  await look('life event', '/life-events/moving');
  await look('services from A to Z', '/a-z');
  await look('service that cannot be ordered here, and who gives it', '/directory/LU-G-001');
  await look('how it was, empty', `/services/${SERVICE}/feedback`);
  await look('how it was, nothing chosen', {
    open: answered(base, `/services/${SERVICE}/feedback`, async () => {}, GO_ON),
    faulty: true,
  });
  await look('start page of the service, no municipality chosen', `/services/${SERVICE}`);
  await look('choice of the municipality', `/municipality?return=%2Fservices%2F${SERVICE}`);
  await look('choice of the municipality, nothing written', {
    open: (page, lang) => page.goto(`${base}/${lang}/municipality?q=&return=%2F`),
    faulty: true,
  });
  await look('choice of the municipality, found', '/municipality?q=Kri&return=%2F');
  await look('choice of the municipality, not found', '/municipality?q=Xyzzyx&return=%2F');
  await look('eligibility, empty', `${ELIGIBILITY}/about`);
  await look('eligibility, not answered', { open: answered(base, `${ELIGIBILITY}/about`, async () => {}, GO_ON), faulty: true });
  await chooseKriens(window.context);
  await look('start page of the service, municipality chosen', `/services/${SERVICE}`);
  await look('eligibility, answered with no', {
    alone: true,
    open: answered(base, `${ELIGIBILITY}/about`, (page) => page.locator('[value="other"]').check(), GO_ON),
  });
  await look('eligibility, filled', `${ELIGIBILITY}/about`);
  await look('sign-in', `/sign-in?level=300&return=%2Fservices%2F${SERVICE}%2Fstart`);
  await look('sign-in given up', {
    alone: true,
    open: async (page, lang) => {
      await page.goto(`${base}/${lang}/sign-in?level=300&return=%2Fcases`);
      await page.locator('main form button').click();
      await page.locator('button[value="cancel"]').click();
      await page.waitForURL(`${base}/**`);
    },
  });
  await look('check of a document', '/verify');
  await look('check of a document, no code', { open: (page, lang) => page.goto(`${base}/${lang}/verify?code=`), faulty: true });
  await look('check of a document, unknown code', '/verify?code=ABCD-EFGH-JKLM');
  await look('help', '/help');
  await look('accessibility', '/accessibility');
  await look('report of a barrier, empty', '/accessibility/report');
  await look('report of a barrier, nothing written', {
    open: answered(base, '/accessibility/report', async () => {}, GO_ON),
    faulty: true,
  });
  await look('report of a barrier, sent', '/accessibility/report?sent=yes');
  await look('privacy', '/privacy');
  await look('imprint', '/imprint');
  await look('signed out', '/signed-out');
  await look('page that does not exist', '/nowhere');
  await window.close();
});

/** Sends a form of the page's own site. */
async function post(page: Page, path: string, fields: Record<string, string>): Promise<void> {
  await Promise.all([
    page.waitForEvent('load'),
    page.evaluate(
      ([action, given]) => {
        const form = Object.assign(document.createElement('form'), { action, method: 'post' });
        for (const [name, value] of Object.entries(given)) form.append(Object.assign(document.createElement('textarea'), { name, value }));
        document.body.append(form);
        form.submit();
      },
      [path, fields] as const,
    ),
  ]);
}

test('pages that say what went wrong bar nobody: too many people, closed, broken, too large, from elsewhere', async () => {
  // Pages of one form are looked at once here; `npm run accessibility` looks at each.
  const all = wantedLooks(process.env) !== null;
  const away = await awayApplications(stage.system.database, 'lu');
  const origins = Object.values(stage.system.url);
  const { context, close } = await openWindow(stage.browser, origins, { failing: true });
  try {
    const tour = await createTour(context);
    for (const [name, more] of [
      ['portal', {}],
      ['workplace', { languages: ['de', 'fr', 'it', 'en'], target: 24 }],
    ] as const) {
      const [busy, closed, broken] = [await away.start(name, 'busy'), await away.start(name, 'closed'), await away.start(name, 'broken')];
      origins.push(busy, closed, broken);
      const look = (state: string, open: Stop['open']): Promise<void> => tour.look({ ...more, open }, `${name}: ${state}`);
      await look('too many people, with a form', async (page, lang) => {
        await page.goto(`${busy}/${lang}`);
        await post(page, `/${lang}/sign-in`, { words: 'Für <b>& "den" Chor', persons: 'p1' });
      });
      await look('broken', async (page, lang) => {
        await page.context().addCookies([{ name: name === 'portal' ? 'session' : 'workplace-session', value: 'x', url: broken }]);
        await page.goto(`${broken}/${lang}/cases`);
      });
      await tour.look(
        { ...more, languages: ['de'], open: (page) => page.goto(`${closed}/away.html`) },
        `${name}: file for a proxy, while nothing answers`,
      );
      // The pages of the workplace differ in their frame alone.
      if (name === 'workplace' && !all) continue;
      await look('too many people', (page, lang) => page.goto(`${busy}/${lang}`));
      await look('closed', async (page, lang) => {
        await page.goto(`${closed}/${lang}`);
        if (all) await post(page, `/${lang}/sign-in`, { words: 'x' });
      });
    }
    if (!all) return await close();
    const base = stage.system.url.portal;
    await tour.look(
      {
        open: async (page, lang) => {
          await page.goto(`${base}/${lang}/help`);
          await post(page, `/${lang}/sign-in`, { words: 'x'.repeat(300_000) });
        },
      },
      'too large',
    );
    await tour.look(
      {
        open: async (page, lang) => {
          await page.goto(`${base}/${lang}/help`);
          await post(page, `/${lang}/services/${SERVICE}/start`, { words: 'x' });
        },
      },
      'from elsewhere',
    );
    await close();
  } finally {
    await away.end();
  }
});
