import type { BrowserContext, Page } from 'playwright-core';
import type { System } from './system.ts';

/** A caseworker before the workplace. */
export interface Desk {
  system: System;
  page: Page;
  lang: string;
}

/** Signs in through the demo's identity provider; ends on the list of tasks, operators on theirs. */
export async function startWork(context: BrowserContext, system: System, who: string, lang = 'de', end = '/tasks'): Promise<Desk> {
  const page = await context.newPage();
  await page.goto(`${system.url.workplace}/${lang}/sign-in`);
  await page.locator('main form[action$="/sign-in"] button').click();
  await page.waitForURL(`${system.url.identityProvider}/**`);
  await page.locator(`input[name="person"][value="${who}"]`).check();
  await page.locator('button[value="sign-in"]').click();
  await page.waitForURL(`${system.url.workplace}/${lang}${end}`);
  return { system, page, lang };
}

/** Opens the task of a case from the list; waits until the machine has put it there. */
export async function openTask({ system, page, lang }: Desk, reference: string): Promise<void> {
  const row = page.locator('tr, li').filter({ hasText: reference }).locator('a[href*="/tasks/"]').first();
  for (let tries = 0; ; tries++) {
    await page.goto(`${system.url.workplace}/${lang}/tasks`);
    if (await row.isVisible()) break;
    if (tries > 240) throw new Error(`expected a task of ${reference} in the list, got none`);
    await page.waitForTimeout(250);
  }
  await row.click();
  await page.waitForURL('**/tasks/*/*');
}

/** The choice of an outcome; fields that hang on it appear. */
export async function choose({ page }: Desk, outcome: 'confirmed' | 'not-registered' | 'refused'): Promise<void> {
  await page.locator(`input[name="outcome"][value="${outcome}"]`).check();
}

/** Fills what a register would know and nobody has entered yet. */
export async function fillGaps({ page }: Desk, year: string): Promise<void> {
  for (const field of await page.locator('#task input[name^="confirmations["][name$="year"]:visible').all())
    if ((await field.inputValue()) === '') await field.fill(year);
  for (const field of await page.locator('#task input[name^="confirmations["][name$="origin"]:visible').all())
    if ((await field.inputValue()) === '') await field.fill('Wikon LU');
}

/** Ends on the list, which does not have the task any more: a machine that is busy completes it a little later than the page says. */
export async function completeTask({ page }: Desk): Promise<void> {
  const task = new URL(page.url()).pathname;
  await page.locator('#task .actions button[value="complete"]').click();
  await page.waitForURL('**/tasks?done=1');
  for (let tries = 0; (await page.locator(`main a[href="${task}"], main a[href^="${task}?"]`).count()) > 0; tries++) {
    if (tries > 240) throw new Error(`expected ${task} to be done, got it in the list`);
    await page.waitForTimeout(250);
    await page.reload();
  }
}
