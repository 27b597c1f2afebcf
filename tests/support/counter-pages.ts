import type { Page } from 'playwright-core';
import { answered, at, type Inspection } from './every-page.ts';
import { WORK } from './office-pages.ts';
import { answerPages, type Journey, type Order } from './order-journey.ts';

const PERSON = {
  officialName: 'Bühlmann-Øster',
  firstName: 'Trudi',
  birthdate: '3.2.1948',
  street: 'Sonnrain',
  houseNumber: '5',
  swissZipCode: '4806',
  town: 'Wikon',
};

/** Somebody is captured at the counter, from the first form to the code for the account: pages of both applications, in one browser. */
export async function inspectCounter({ look }: Inspection, journey: Journey, order: Order): Promise<void> {
  const base = journey.system.url.workplace;
  const { page } = journey;
  /** The page of the portal on which the caseworker is. */
  const here = (name: string): Promise<void> => {
    const { pathname, search } = new URL(page.url());
    return look(name, { open: at(journey.system.url.portal, pathname.replace(/^\/de/, '') + search) });
  };
  await look('counter, empty', { open: at(base, '/counter'), ...WORK });
  await look('counter, nobody named', {
    open: answered(base, '/counter', async () => {}, 'main form .actions button'),
    faulty: true,
    ...WORK,
  });
  await look('way from the counter that is too old', {
    open: answered(journey.system.url.portal, '/counter?code=x', async () => {}, 'main form button'),
  });
  await page.goto(`${base}/de/counter`);
  await capture(page, journey);
  await here('way from the counter');
  await page.locator('main form button').click();
  for (let hops = 0; hops < 4 && !page.url().includes('/drafts/'); hops++) {
    const [about, registered] = [page.locator('input[name="about"][value="household"]'), page.locator('input[value="registered"]')];
    if ((await about.count()) > 0) await about.check();
    else await registered.check();
    const before = page.url();
    await page.locator('main form button.button').first().click();
    await page.waitForURL((url) => url.href !== before);
  }
  await answerPages(journey, order);
  await here('check at the counter');
  const draft = new URL(page.url()).pathname.replace(/^\/de|\/check$/g, '');
  await look('answers on paper, to be signed', { open: at(journey.system.url.portal, `${draft}/paper`) });
  await page.locator('main form[action$="/check"] .actions button').first().click();
  await page.waitForURL(`${base}/**/counter/*`);
  const sent = new URL(page.url()).pathname.slice('/de'.length);
  for (let tries = 0; tries < 240 && (await page.locator('[name="receipt"]').count()) === 0; tries++) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  const pay = `main form:has([name="receipt"]) button`;
  await look('capture that was sent, fee to be paid', { open: at(base, sent), ...WORK });
  await look('fee at the counter, no means chosen', { open: answered(base, sent, async () => {}, pay), faulty: true, ...WORK });
  await page.locator('main input[name="means"]').first().check();
  await page.locator('[name="receipt"]').fill('K-2027-0815');
  await page.locator(pay).first().click();
  await page.waitForLoadState();
  await look('capture that was sent, fee paid', { open: at(base, sent), ...WORK });
  await look('scan of the signed sheet, none chosen', {
    open: answered(base, sent, async () => {}, 'main form:has([name="scan"]) button'),
    faulty: true,
    ...WORK,
  });
  const { pool } = journey.system.database;
  for (const [state, name] of [
    ['checking', 'is looked at'],
    ['refused', 'was refused'],
  ] as const) {
    await pool.query('update cases.captures set signed_at = now(), signature = $2 where capture_id = $1', [sent.split('/').at(-1), state]);
    await look(`capture whose scan ${name}`, { open: at(base, sent), ...WORK });
  }
  await look('counter with a capture', { open: at(base, '/counter'), ...WORK });
}

async function capture(page: Page, { system }: Journey): Promise<void> {
  await page.locator('[name="service"]').selectOption({ index: 1 });
  for (const [name, value] of Object.entries(PERSON)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('input[name="identity"][value="passport"]').check();
  await page.locator('main form .actions button').first().click();
  await page.waitForURL(`${system.url.portal}/**/counter?*`);
}
