import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { viewFaults } from '../../../../tests/support/view-faults.ts';
import { launchBrowser } from '../../../../tools/testing/browser.ts';
import { startIdentityProvider } from '../identity-provider/provider.ts';
import type { Listening } from '../listen.ts';
import { startMailCatcher } from '../mail/catcher.ts';
import { startPaymentProvider } from '../payment/provider.ts';
import { readPeople } from '../people.ts';
import { startRegister } from '../register/register.ts';

const authoritiesFolder = fileURLToPath(new URL('../../../../authorities/_example', import.meta.url));
let browser: Browser;
let identityProvider: Listening;
let payment: Listening;
let register: Listening;
let mail: Listening;

before(async () => {
  const clients = [
    {
      id: 'portal',
      name: 'Portal',
      secret: 'secret',
      redirectUris: ['http://127.0.0.1:9/back'],
      postLogoutRedirectUris: [],
      audience: 'all' as const,
    },
  ];
  [browser, identityProvider, payment, register, mail] = await Promise.all([
    launchBrowser(),
    startIdentityProvider({ port: 0, authoritiesFolder, clients, keyFile: null }),
    startPaymentProvider({ port: 0, secret: 'secret', file: null }),
    startRegister({ port: 0, token: 'token', people: readPeople(authoritiesFolder) }),
    startMailCatcher({ port: 0, smtpPort: 0 }),
  ]);
});
after(() => Promise.all([browser.close(), identityProvider.stop(), payment.stop(), register.stop(), mail.stop()]));

/** Opens a page at 320 px and looks for barriers in light and dark, and for sideways scrolling. */
async function judge(open: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      // The answer 422 to a form is meant; whatever else the browser complains about is not, the content security policy above all.
      if (message.type() === 'error' && !message.text().includes('422')) complaints.push(message.text());
    });
    await open(page);
    assert.deepEqual(complaints, []);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), '0px', 'the style counts');
    assert.deepEqual(await viewFaults(page, [320]), []);
  } finally {
    await context.close();
  }
}

const signInUrl = (): string =>
  `${identityProvider.url}/auth?${new URLSearchParams({ client_id: 'portal', redirect_uri: 'http://127.0.0.1:9/back', response_type: 'code', scope: 'openid', state: 's', code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' }).toString()}`;

async function newPayment(language: string): Promise<string> {
  const order = {
    items: [{ text: 'Bestätigung', amount: '20.00' }],
    total: '20.00',
    currency: 'CHF',
    reference: 'EX-1',
    returnUrl: `${mail.url}/`,
    callbackUrl: `${mail.url}/`,
    expiresAt: '2099-01-01T00:00:00Z',
    language,
  };
  const response = await fetch(`${payment.url}/payments`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret', 'idempotency-key': randomUUID() },
    body: JSON.stringify(order),
  });
  return ((await response.json()) as { redirectUrl: string }).redirectUrl;
}

test('the sign-in page has no barriers, before and after a wrong answer', async () => {
  await judge(async (page) => void (await page.goto(signInUrl())));
  await judge(async (page) => {
    await page.goto(signInUrl());
    await page.fill('#short-name', 'nobody');
    await page.click('button[value=sign-in]');
    await page.waitForSelector('[role=alert]');
  });
});

for (const language of ['de', 'fr', 'it', 'en']) {
  test(`the payment page has no barriers in ${language}: open, without a choice, paid`, async () => {
    await judge(async (page) => void (await page.goto(await newPayment(language))));
    await judge(async (page) => {
      await page.goto(await newPayment(language));
      await page.click('button[value=pay]');
      await page.waitForSelector('[role=alert]');
    });
    await judge(async (page) => {
      const url = await newPayment(language);
      await page.goto(url);
      await page.check('#method-phone');
      await page.click('button[value=pay]');
      await page.waitForURL(`${mail.url}/`);
      await page.goto(url);
    });
  });
}

test('register, payments and mail box have no barriers', async () => {
  for (const url of [register.url, payment.url, mail.url]) await judge(async (page) => void (await page.goto(url)));
});

test('the payment page can be worked by keyboard alone', async () => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(await newPayment('de'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${mail.url}/`);
  } finally {
    await context.close();
  }
});
