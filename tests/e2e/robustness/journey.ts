import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '../../support/system.ts';
import { errorsOf, fieldsOf } from './markup.ts';
import type { FormBrowser } from './visitor.ts';

export const SERVICE = 'residence-certificate';
export type Answers = Record<string, string | string[]>;

/** Enough to send the application, in a connected municipality and in one without a register. */
export const ANSWERS: Answers = {
  'address.text': 'Sonnrain 5, 4806 Wikon',
  persons: 'p1',
  purpose: 'housing',
  documentLanguage: 'de',
  delivery: 'inbox',
};

/** From the page of the service to the person's draft; gives its address. */
export async function openDraft(browser: FormBrowser): Promise<string> {
  await browser.get(`/de/services/${SERVICE}`);
  let answer = await browser.submit('[action$="/start"]');
  for (let steps = 0; steps < 10; steps++) {
    const path = answer.location ?? browser.path;
    const draft = /^\/de\/drafts\/[0-9a-f-]{36}/.exec(path)?.[0];
    if (draft) return draft;
    if (answer.location) answer = await browser.get(answer.location);
    else if (path.includes('/eligibility/about')) answer = await browser.submit('[action$="/eligibility/about"]', { about: 'household' });
    else if (path.includes('/eligibility/registeredHere'))
      answer = await browser.submit('[action$="/eligibility/registeredHere"]', { registeredHere: 'registered' });
    else throw new Error(`expected the way to a draft, got ${answer.status} at ${path}`);
  }
  throw new Error(`expected a draft within ten steps, got ${browser.path}`);
}

/** Goes through the pages as they follow each other, answering what they ask out of `answers`; ends at the check page. Gives the pages. */
export async function answerAll(browser: FormBrowser, draft: string, answers: Answers): Promise<string[]> {
  const visited: string[] = [];
  let path = draft;
  for (let steps = 0; steps < 25; steps++) {
    const answer = await browser.get(path);
    if (answer.location) {
      path = answer.location;
      continue;
    }
    visited.push(path);
    if (path.endsWith('/check')) return visited;
    const asked = Object.fromEntries(Object.entries(answers).filter(([name]) => answer.text.includes(`name="${name}"`)));
    const next = await browser.submit(`[action$="${path}"]`, { ...fieldsOf(answer.text, path), ...asked, then: 'next' });
    if (!next.location) throw new Error(`expected ${path} to lead on, got ${next.status}: ${errorsOf(next.text).join('; ')}`);
    path = next.location;
  }
  throw new Error(`expected the check page, got ${visited.join(' → ')}`);
}

/** Orders a certificate and gives the reference of the case. */
export async function order(browser: FormBrowser, answers: Answers = ANSWERS): Promise<string> {
  const draft = await openDraft(browser);
  await answerAll(browser, draft, answers);
  const sent = await browser.submit('[action$="/check"]');
  const reference = /\/cases\/([^/]+)\//.exec(sent.location ?? '')?.[1];
  if (!reference) throw new Error(`expected a case after sending, got ${sent.status}: ${errorsOf(sent.text).join('; ')}`);
  return reference;
}

/** From the page of the case to the payment page of the provider; gives its address. */
export async function toPayment(browser: FormBrowser, reference: string): Promise<string> {
  const path = `/de/cases/${reference}/pay`;
  return until(async () => {
    const page = await browser.get(path);
    return /<form[^>]*method="post"[^>]*\/pay"|<form[^>]*\/pay"/.test(page.text)
      ? (await browser.submit('[action$="/pay"]')).location
      : null;
  });
}

/** Pays or cancels at the provider and comes back as the browser would. */
export async function settle(system: System, browser: FormBrowser, reference: string, what: 'pay' | 'cancel' = 'pay'): Promise<void> {
  const address = await toPayment(browser, reference);
  const answer = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams(what === 'pay' ? { method: 'card', do: 'pay' } : { do: 'cancel' }),
    redirect: 'manual',
  });
  const back = new URL(answer.headers.get('location')!);
  if (back.origin !== system.url.portal) throw new Error(`expected the way back to the portal, got ${back.origin}`);
  await browser.get(back.pathname + back.search);
}

/** Asks again until there is an answer; after a minute it is a failure. */
export async function until<T>(ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await ask();
    if (found) return found;
    await pause(100);
  }
  throw new Error('expected it to happen within a minute, got nothing');
}

/** The path at the workplace of the only open task of a case. */
export async function taskPath(system: System, reference: string): Promise<string> {
  return until(async () => {
    const { rows } = await system.database.pool.query<{ path: string }>(
      `select '/de/tasks/' || case_id || '/' || token_no as path from engine.user_task join cases.cases using (case_id) where reference = $1`,
      [reference],
    );
    return rows[0]?.path;
  });
}

/** Completes a task of an office with what its form has prefilled and these answers. */
export async function complete(browser: FormBrowser, path: string, answers: Answers): Promise<void> {
  const page = await browser.get(path);
  const shown = fieldsOf(page.text, path);
  // Since when somebody lives there is what only the register knows.
  const since = Object.fromEntries(
    Object.keys(shown)
      .filter((name) => name.endsWith('arrivedOn-year'))
      .map((name) => [name, '1999']),
  );
  const done = await browser.submit(`[action$="${path}"]`, { ...shown, ...since, ...answers, then: 'complete' });
  if (done.status !== 303) throw new Error(`expected the task to be completed, got ${done.status}: ${errorsOf(done.text).join('; ')}`);
}
