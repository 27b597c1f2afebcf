import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { viewFaults } from '../../../../../tests/support/view-faults.ts';
import { launchBrowser } from '../../../../../tools/testing/browser.ts';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { freePort } from '../../../../../tools/testing/server.ts';
import { createTestWorkplace, type TestWorkplace } from '../../../test/workplace.ts';

const WHY = 'Das Register gibt seit gestern keine Antwort.';

let workplace: TestWorkplace;
let browser: Browser;
let server: ReturnType<typeof serve>;
let url: string;
let otto: FormBrowser;
let step: string;
let change: string;
before(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  workplace = await createTestWorkplace({ publicUrl: url });
  server = serve({ fetch: workplace.app.fetch, port, hostname: '127.0.0.1' });
  browser = await launchBrowser();
  await workplace.pause(async () => {
    const capability = 'residents-register.confirm-residence';
    await workplace.stage.act('rebind', { authority: 'musterau', capability, to: 'demo-register' });
    await workplace.stage.act('fault', { connector: 'demo-register', kind: 'down' });
  });
  await workplace.submit('jonas');
  await workplace.pause(async () => {
    workplace.stage.moveTo('2027-03-09T09:00:00.000Z');
    await workplace.stage.settle();
  });
  await workplace.submit('selma');
  const { rows } = await workplace.stage.owner.query<{ case_id: string; token_no: number }>(
    'select case_id, token_no from engine.incident',
  );
  step = `/operations/cases/${rows[0]!.case_id}/${rows[0]!.token_no}`;
  otto = await workplace.signedIn('otto');
  await otto.get(`/de${step}/skip`);
  const prepared = await otto.submit(`[action$="${step}/skip"]`, { reason: WHY, outputs: '{"outcome": "confirmed"}' });
  change = prepared.location!.replace('/de', '');
  await workplace.pause(() => workplace.stage.settle());
});
after(async () => {
  await browser?.close();
  server?.close();
  await workplace.end();
});

const pages = (): string[] => [
  '/operations',
  '/operations?code=expired',
  '/operations/retry',
  '/operations/jobs',
  '/operations/timers',
  '/operations/interventions',
  change,
  step.replace(/\/\d+$/, ''),
  step,
  ...['skip', 'values', 'move', 'migrate', 'stop'].map((each) => `${step}/${each}`),
];

test('every page of the operators is valid HTML in every language', async () => {
  for (const lang of ['de', 'fr', 'it', 'en']) {
    for (const path of pages()) assert.deepEqual(await invalidHtml((await otto.get(`/${lang}${path}`)).text), [], `${lang} ${path}`);
  }
  await otto.submit(`[action$="${step}/stop"]`, { reason: WHY });
  assert.deepEqual(await invalidHtml(otto.page), []);
  await otto.get(`/de${step}/values`);
  await otto.submit(`[action$="${step}/values"]`, { reason: WHY });
  assert.deepEqual(await invalidHtml(otto.page), []);
});

test('axe finds nothing and nothing scrolls sideways, narrow and wide, light and dark', async () => {
  const context = await browser.newContext();
  await context.addCookies([...otto.cookies].map(([name, value]) => ({ name, value, url })));
  const page = await context.newPage();
  for (const path of [...pages(), 'faulty', 'opened']) {
    const form = path === 'faulty' ? `${step}/stop` : path === 'opened' ? `${step}/values` : null;
    await page.goto(`${url}/de${form ?? path}`);
    if (path === 'opened') await page.fill('#reason', WHY);
    if (form) await page.locator('main form button').last().click();
    if (path === 'faulty') await page.waitForSelector('.error-summary');
    if (path === 'opened') await page.waitForSelector('details');
    assert.deepEqual(await viewFaults(page, [320, 1440]), [], path);
  }
  await context.close();
});

test('without JavaScript at 320 px several steps are picked and try again', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  await context.addCookies([...otto.cookies].map(([name, value]) => ({ name, value, url })));
  const page = await context.newPage();
  await page.goto(`${url}/de/operations`);
  await page.locator('input[name="incident"]').first().check();
  await page.locator('main form[method="post"] button').last().click();
  await page.waitForURL(/retried=1/);
  assert.match(await page.locator('main').innerText(), /Ein Schritt läuft noch einmal/);
  await context.close();
});
