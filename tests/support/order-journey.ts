import type { BrowserContext, Download, Page } from 'playwright-core';
import { pointer, type Hands } from './hands.ts';
import type { System } from './system.ts';

export const SERVICE = 'residence-certificate';
/** So long a journey waits for what the machine does in a second or two. */
export const PATIENCE_MS = 60_000;

/** A person before the portal. The steps name controls by what they do, so they work in every language. */
export interface Journey {
  system: System;
  page: Page;
  lang: string;
  /** Short name of the person at the demo's identity provider. */
  who: string;
  hands: Hands;
  /** Called on every page before anything is done there, with its name. */
  look(name: string): Promise<void>;
}

export interface Order {
  municipality: string;
  query: string;
  purpose: string;
  documentLanguage: string;
  delivery: string;
  /** With `post`, where no register knows it: `street`, `swissZipCode`, `town`. */
  letterTo?: Record<string, string>;
  /** Where no register knows it. */
  address?: string;
  /** Somebody added to the household where no register knows it. */
  added?: { officialName: string; firstName: string; year: string };
}

export async function createJourney(
  context: BrowserContext,
  given: Pick<Journey, 'system' | 'lang' | 'who'> & {
    look?: (journey: Journey, name: string) => Promise<void>;
    hands?: (page: Page) => Hands;
  },
): Promise<Journey> {
  const page = await context.newPage();
  const journey: Journey = { ...given, page, hands: given.hands?.(page) ?? pointer(), look: async () => {} };
  if (given.look) journey.look = (name) => given.look!(journey, name);
  return journey;
}

export function path(journey: Pick<Journey, 'system' | 'lang'>, rest: string): string {
  return `${journey.system.url.portal}/${journey.lang}${rest}`;
}

/** From the home page by search to the page of the service, and on to its first question. */
export async function findService(journey: Journey, query: string): Promise<void> {
  const { page, hands, look } = journey;
  await page.goto(path(journey, ''));
  await look('home');
  await hands.write(page.locator('main input[name="q"]'), query);
  await hands.press(page.locator('main form[role="search"] button'));
  await page.waitForURL('**/search?*');
  await look('search');
  await hands.press(page.locator(`main a[href$="/services/${SERVICE}"]`).first());
  await page.waitForURL(`**/services/${SERVICE}`);
  await look('service');
  await hands.press(page.locator(`main form[action$="/services/${SERVICE}/start"] button`).first());
  await page.waitForURL(/\/municipality|\/eligibility|\/drafts/);
}

/** Municipality and questions before sign-in. */
export async function chooseMunicipality(journey: Journey, id: string, town: string): Promise<void> {
  const { page, hands, look } = journey;
  await look('municipality');
  await hands.write(page.locator('#q'), town);
  await hands.press(page.locator('main form[role="search"] button'));
  await page.waitForURL('**/municipality?*q=*');
  await look('municipality found');
  await hands.press(page.locator(`button[name="authority"][value="${id}"]`));
  await page.waitForURL('**/eligibility/**');
}

export async function answerEligibility(journey: Journey): Promise<void> {
  const { page, hands, look } = journey;
  await look('eligibility about');
  await hands.choose(page.locator('input[name="about"][value="household"]'));
  await hands.press(page.locator('main form button.button').first());
  await page.waitForURL('**/eligibility/registeredHere');
  await look('eligibility registered');
  await hands.choose(page.locator('input[name="registeredHere"][value="registered"]'));
  await hands.press(page.locator('main form button.button').first());
  await page.waitForURL('**/sign-in?*');
}

/** From the page before the sign-in through the demo's identity provider and back. */
export async function signIn(journey: Journey): Promise<void> {
  const { page, hands, look, system } = journey;
  await look('sign-in');
  await hands.press(page.locator('main form[action$="/sign-in"] button'));
  await page.waitForURL(`${system.url.identityProvider}/**`);
  await hands.choose(page.locator(`input[name="person"][value="${journey.who}"]`));
  await hands.press(page.locator('button[value="sign-in"]'));
  await page.waitForURL(`${system.url.portal}/**`);
}

/** The visible button that goes on. */
export function onward(page: Page) {
  return page.locator('main .actions button[name="then"][value="next"]');
}

/** All pages of the form, each with what it asks; ends on the page to check. */
export async function answerPages(journey: Journey, order: Order): Promise<void> {
  const { page, hands, look } = journey;
  for (let pages = 0; pages < 12 && !page.url().endsWith('/check'); pages++) {
    const name = page.url().replace(/^.*\/pages\/|\?.*$/g, '');
    await look(name);
    if (name === 'page_you' && order.address) await hands.write(page.locator('[name="address.text"]'), order.address);
    if (name === 'page_persons') await choosePersons(journey, order);
    if (name === 'page_purpose') await hands.choose(page.locator(`input[name="purpose"][value="${order.purpose}"]`));
    if (name === 'page_language') await hands.choose(page.locator(`input[name="documentLanguage"][value="${order.documentLanguage}"]`));
    if (name === 'page_delivery') await chooseDelivery(journey, order);
    const before = page.url();
    await hands.press(onward(page));
    await page.waitForURL((url) => url.href !== before);
  }
}

async function choosePersons({ page, hands, look }: Journey, { added }: Order): Promise<void> {
  await hands.choose(page.locator('input[name="persons"]').first());
  if (!added) return;
  await hands.press(page.locator('button[value^="add-row:"]'));
  await page.locator('[name$="[1].officialName"]').waitFor();
  await look('person added');
  await hands.write(page.locator('[name$="[1].officialName"]'), added.officialName);
  await hands.write(page.locator('[name$="[1].firstName"]'), added.firstName);
  await hands.write(page.locator('[name*="[1].dateOfBirth"][name$="year"]'), added.year);
}

async function chooseDelivery({ page, hands }: Journey, { delivery, letterTo = {} }: Order): Promise<void> {
  await hands.choose(page.locator(`input[name="delivery"][value="${delivery}"]`));
  for (const [part, text] of Object.entries(letterTo)) await hands.write(page.locator(`[name="deliveryAddress.${part}"]`), text);
}

/** Sends from the page to check; gives the reference. */
export async function send(journey: Journey): Promise<string> {
  const { page, hands, look } = journey;
  await look('check');
  await hands.press(page.locator('main form[action$="/check"] .actions button'));
  await page.waitForURL('**/confirmation');
  return /\/cases\/([^/]+)\//.exec(page.url())![1]!;
}

/** The page with its way to the payment: the machine prepares it in a moment, and without script the person loads the page again. */
export async function untilPayable({ page }: Pick<Journey, 'page'>): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until;) {
    if ((await page.locator('main a[href$="/pay"]').count()) > 0) return;
    await page.reload();
  }
  throw new Error(`expected a way to pay on ${page.url()}, got none`);
}

/** From the confirmation by the yellow sign to the provider, and back to the case. */
export async function pay(journey: Journey): Promise<void> {
  const { page, hands, look, system } = journey;
  await page.locator('main a[href$="/pay"]').first().waitFor();
  await look('confirmation');
  await hands.press(page.locator('main a[href$="/pay"]').first());
  await page.waitForURL('**/pay');
  await look('pay');
  await hands.press(page.locator('main form[action$="/pay"] button'));
  await page.waitForURL(`${system.url.payment}/**`);
  await hands.choose(page.locator('input[name="method"][value="card"]'));
  await hands.press(page.locator('button[value="pay"]'));
  await page.waitForURL(/\/cases\/[^/]+(\/receipts\/[^/]+)?$/);
  // The machine mostly knows of the payment at once; else the page of the case says it.
  if (!page.url().includes('/receipts/')) return;
  await look('receipt');
  await hands.press(page.locator('main .actions .button').first());
  await page.waitForURL(/\/cases\/[^/]+$/);
}

/** The case page with its document: it renews itself, and without script the person presses «reload» until it is there. */
export async function untilDocument({ page, hands }: Journey): Promise<void> {
  const link = page.locator('main a[href*="/documents/"]').first();
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until;) {
    if (
      await link.waitFor({ timeout: 500 }).then(
        () => true,
        () => false,
      )
    )
      return;
    const loaded = page.waitForEvent('load');
    await hands.press(page.locator('main a[href*="/cases/"]').last());
    await loaded;
  }
  throw new Error(`expected a document on ${page.url()}, got none: ${await page.locator('main .sentence').innerText()}`);
}

export async function download({ page, hands }: Journey): Promise<Download> {
  const coming = page.waitForEvent('download');
  await hands.press(page.locator('main a[href*="/documents/"]').first());
  return coming;
}
