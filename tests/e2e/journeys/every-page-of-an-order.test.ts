import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../../support/browsers.ts';
import { readPdf } from '../../support/certificate.ts';
import { answered, at, inspect, type Inspection } from '../../support/every-page.ts';
import {
  answerEligibility,
  answerPages,
  chooseMunicipality,
  createJourney,
  download,
  findService,
  path,
  pay,
  send,
  SERVICE,
  signIn,
  untilDocument,
  type Journey,
} from '../../support/order-journey.ts';
import { slowViewIn, SLOWEST_MS } from '../../support/weight-checks.ts';
import { bareSentences } from '../../support/word-checks.ts';

let stage: Stage;
before(async () => (stage = await openStage()));
after(() => stage?.end());

const ORDER = { municipality: 'kriens', query: '', purpose: 'housing', documentLanguage: 'fr', delivery: 'inbox' };
const GO_ON = 'main .actions button[name="then"][value="next"]';

/** What somebody does wrong on a page of the form. */
const MISTAKES: Record<string, [name: string, make: (page: Page) => Promise<unknown>][]> = {
  page_persons: [
    [
      'nobody chosen',
      async (page) => {
        for (const box of await page.locator('input[name="persons"]').all()) await box.uncheck();
      },
    ],
  ],
  page_purpose: [
    ['nothing chosen', async () => {}],
    ['another purpose without words', (page) => page.locator('input[value="other"]').check()],
  ],
  page_delivery: [
    ['nothing chosen', async () => {}],
    ['letter without an address', (page) => letterWithoutAddress(page)],
  ],
  page_contact: [['mail and phone that cannot be', (page) => writeContact(page)]],
};

async function letterWithoutAddress(page: Page): Promise<void> {
  await page.locator('input[value="post"]').check();
  for (const field of await page.locator('[name^="deliveryAddress."]').all()) await field.fill('');
}

async function writeContact(page: Page): Promise<void> {
  await page.locator('[name="contact.email"]').fill('lea at mail');
  await page.locator('[name="contact.phone"]').fill('12');
}

test('every page and state of an order bars nobody: five languages, narrow and wide, light and dark', async (t) => {
  const inspection = await inspect(t, stage);
  const { window, here, look } = inspection;
  const base = stage.system.url.portal;
  const visited: string[] = [];
  const journey = await createJourney(window.context, {
    system: stage.system,
    lang: 'de',
    who: 'lea',
    look: async (me, name) => {
      // Pages before sign-in have a test of their own.
      if (!/^page_|^check$|^confirmation$|^pay$/.test(name)) return;
      await here(me, `${name}, empty`);
      const { pathname } = new URL(me.page.url());
      visited.push(pathname.slice('/de'.length));
      for (const [mistake, make] of MISTAKES[name] ?? [])
        await look(`${name}, ${mistake}`, { open: answered(base, pathname.slice('/de'.length), make, GO_ON), faulty: true });
    },
  });
  await findService(journey, 'Bestätigung dass ich hier wohne');
  await chooseMunicipality(journey, 'kriens', 'Kriens');
  await answerEligibility(journey);
  await signIn(journey);
  await answerPages(journey, ORDER);
  await look('start page of the service, with a draft', `/services/${SERVICE}`);
  await look('home with a draft', '');
  const draft = new URL(journey.page.url()).pathname.replace(/^\/de|\/check$/g, '');
  for (const page of visited.filter((each) => each.includes('/pages/')))
    await look(`${page.replace(/^.*\//, '')}, filled, on the way back from the check`, `${page}?return=check`);
  await look('draft saved for later', `${draft}/saved`);
  await look('draft to be deleted', `${draft}/delete`);
  await look('answers on paper', `${draft}/paper`);
  await look('start of a service by a link from elsewhere', `/services/${SERVICE}/start`);
  const reference = await send(journey);
  await look('what was sent before', `${draft}/check`);
  await look('draft that was sent', draft);
  await openCase(inspection, reference);
  await journey.page.goto(path(journey, `/cases/${reference}/confirmation`));
  await pay(journey);
  await untilDocument(journey);
  await receipt(inspection, journey);
  await closedCase(inspection, journey, reference);
  await t.test(
    'check 13: home, start of a service and case can be used within three seconds on a slow line and a slow telephone',
    async () => {
      for (const path of ['', `/services/${SERVICE}`, `/cases/${reference}`]) {
        const ms = await slowViewIn(window.context, `${base}/de${path}`);
        assert.ok(ms < SLOWEST_MS, `expected less than ${SLOWEST_MS} ms for /de${path}, got ${Math.round(ms)}`);
      }
    },
  );
  await window.close();
});

/** Receipts stand with the documents of the case; the last is of the payment. */
async function receipt({ look }: Inspection, { page }: Journey): Promise<void> {
  const paid = page.locator('main a[href*="/receipts/"]').last();
  for (let tries = 0; tries < 240 && (await paid.count()) === 0; tries++) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await look('receipt of the payment', (await paid.getAttribute('href'))!.replace(/^\/de/, ''));
}

async function openCase({ look }: Inspection, reference: string): Promise<void> {
  await look('case to be paid', { open: at(stage.system.url.portal, `/cases/${reference}`), further: bareSentences });
  await look('home with something to do', '');
  await look('list of cases with something to do', '/cases');
  await look('withdrawing', `/cases/${reference}/withdraw`);
  const messages = `/cases/${reference}/messages`;
  await look('messages of a case, none yet', messages);
  await look('messages of a case, nothing written', {
    open: answered(stage.system.url.portal, messages, async () => {}, 'main form button.button'),
    faulty: true,
  });
}

async function closedCase({ look }: Inspection, journey: Journey, reference: string): Promise<void> {
  const base = stage.system.url.portal;
  await look('case with its document', { open: at(base, `/cases/${reference}`), further: bareSentences });
  await look('confirmation, kept as a bookmark', `/cases/${reference}/confirmation`);
  await look('nothing to pay', `/cases/${reference}/pay`);
  await look('too late to withdraw', `/cases/${reference}/withdraw`);
  await look('list of cases with an earlier one', '/cases');
  await look('inbox', '/inbox');
  await journey.page.goto(path(journey, '/inbox'));
  const message = await journey.page.locator('main a[href*="/inbox/"]').first().getAttribute('href');
  await look('message with a document', message!.replace(/^\/de/, ''));
  await journey.page.goto(path(journey, `/cases/${reference}`));
  const { text } = await readPdf(await download(journey));
  const code = /(?:code|Code) ([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)/.exec(text)?.[1];
  assert.ok(code, `expected a code on the certificate, got ${text}`);
  await look('check of a genuine document', `/verify?code=${code}`);
  await look('my data', '/data');
  await look('all data to take along', '/data/all');
  await look('profile', '/profile');
  await look('profile, address and number that cannot be', {
    open: answered(
      base,
      '/profile',
      async (page) => {
        await page.locator('[name="email"]').fill('lea at mail');
        await page.locator('[name="phone"]').fill('12');
      },
      'main form[action$="/profile"] button.button',
    ),
    faulty: true,
  });
  await look('number for messages, to be proved', '/profile/phone');
  await look('case captured at the counter, its code empty', '/link');
  await look('case captured at the counter, code that opens nothing', {
    open: answered(base, '/link', async () => {}, 'main form[action$="/link"] button'),
    faulty: true,
  });
  await look('session', '/session');
  await look('signing out', '/sign-out');
}

test('pages of a person who has nothing yet bar nobody', async (t: TestContext) => {
  const { window, look } = await inspect(t, stage);
  const journey = await createJourney(window.context, { system: stage.system, lang: 'de', who: 'carla' });
  await journey.page.goto(path(journey, '/sign-in?level=100&return=%2F'));
  await signIn(journey);
  await look('home, nothing to do', '');
  await look('no cases', '/cases');
  await look('no messages', '/inbox');
  await window.close();
});

test('pages of acting for another bar nobody; one gives with a script, the other takes and acts without', async (t: TestContext) => {
  const { window, look } = await inspect(t, stage);
  const base = stage.system.url.portal;
  const giver = await createJourney(window.context, { system: stage.system, lang: 'de', who: 'carla' });
  await giver.page.goto(path(giver, '/sign-in?level=300&return=%2Frepresentation%2Fgive'));
  await signIn(giver);
  await look('giving a mandate, nothing chosen', {
    open: answered(base, '/representation/give', async () => {}, 'main form[action$="/give"] button.button'),
    faulty: true,
  });
  await look('asking registers', '/representation/register');
  await giver.page.goto(path(giver, '/representation/register'));
  await giver.page.locator('main form[action$="/register"] button').click();
  await giver.page.waitForURL('**/representation');
  const ward = (await giver.page
    .locator('[aria-labelledby="registered"] a[href*="/representation/"]:not([href$="/register"])')
    .first()
    .getAttribute('href'))!;
  await look('representation that a register says', ward.replace(/^\/de/, ''));
  await giver.page.goto(path(giver, '/representation/give'));
  for (const value of ['all', 'act', 'me']) await giver.page.locator(`main input[value="${value}"]`).check();
  await giver.page.locator('[name="until"]').fill(`31.12.${new Date().getFullYear() + 1}`);
  await giver.page.locator('main form[action$="/give"] button.button').click();
  const code = await giver.page.locator('p.code strong').textContent();
  const mandate = (await giver.page.locator('main a.button').getAttribute('href'))!.replace(/^\/de/, '');

  const plain = await stage.open({ javaScriptEnabled: false });
  const taker = await createJourney(plain.context, { system: stage.system, lang: 'de', who: 'lukasz' });
  await taker.page.goto(path(taker, '/sign-in?level=300&return=%2Frepresentation%2Ftake'));
  await signIn(taker);
  const takes = await inspect(t, stage);
  await takes.window.context.addCookies(await plain.context.cookies());
  await takes.look('taking a mandate up', '/representation/take');
  await takes.window.close();
  await taker.page.locator('[name="code"]').fill(code!.toLowerCase());
  await taker.page.locator('main button.button').click();
  await taker.page.locator('button[value="yes"]').click();
  await taker.page.waitForURL(`**${mandate}`);
  await taker.page.locator('main button.button').first().click();
  await taker.page.waitForURL('**/cases');
  const bar = await taker.page.locator('aside.acting').textContent();
  assert.match(bar!, /Sie handeln für Carla .* mit Vollmacht bis .*Wechseln.*Beenden/);

  await look('mandate that somebody uses', mandate);
  await look('mandates', '/representation');
  // The same session in a window with a script: its pages while somebody acts.
  const acts = await inspect(t, stage);
  await acts.window.context.addCookies(await plain.context.cookies());
  await acts.look('list of cases of another', '/cases');
  await acts.look('whom one acts for', '/representation/acting');
  await acts.window.close();

  await giver.page.goto(path(giver, mandate));
  await giver.page.locator('main form button.secondary, main form button').last().click();
  await giver.page.waitForURL(`**${mandate}`);
  await taker.page.goto(path(taker, '/cases'));
  assert.match((await taker.page.locator('h1').textContent())!, /Ihre Vertretung ist zu Ende/);
  const over = await inspect(t, stage);
  await over.window.context.addCookies(await plain.context.cookies());
  await over.look('mandate that ended while somebody acted', '/representation/ended');
  await over.window.close();
  await taker.page.locator('main button').click();
  await taker.page.waitForURL('**/de');
  assert.equal(await taker.page.locator('aside.acting').count(), 0);
  await plain.close();
  await window.close();
});
