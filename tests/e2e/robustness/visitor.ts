import { FormBrowser, type Answer } from '../../../tools/testing/form-browser.ts';
import type { System } from '../../support/system.ts';

export { FormBrowser, type Answer } from '../../../tools/testing/form-browser.ts';
export type App = 'portal' | 'workplace';

/** A browser without script at a running application; follows nothing by itself. */
export function visitor(url: string): FormBrowser {
  return new FormBrowser({ request: (address, init) => fetch(address, { ...init, redirect: 'manual' }) }, url);
}

/** A browser of somebody who has signed in through the real identity provider. */
export async function signedIn(system: System, app: App, key: string): Promise<FormBrowser> {
  const browser = visitor(system.url[app]);
  await signIn(system, browser, app, key);
  return browser;
}

/** Signs a person in; gives the answer of the callback: a redirect to where the person was, or why not. */
export async function signIn(system: System, browser: FormBrowser, app: App, key: string, query = ''): Promise<Answer> {
  await browser.get(`/de/sign-in${query}`);
  const away = await browser.submit('[action$="/sign-in"]');
  return browser.get(await chooseAtProvider(away.location!, system.url[app], key));
}

/** The person's way through the identity provider: gives path and query of the address it sends the browser back to. */
export async function chooseAtProvider(address: string, home: string, key: string): Promise<string> {
  const provider = visitor(new URL(address).origin);
  const path = (location: string): string => new URL(location, address).pathname + new URL(location, address).search;
  let answer = await provider.get(path(address));
  for (let hops = 0; hops < 8; hops++) {
    if (answer.location === null) answer = await provider.post(provider.path, { shortName: key, do: 'sign-in' });
    else if (new URL(answer.location, address).origin === new URL(home).origin) return path(answer.location);
    else answer = await provider.get(path(answer.location));
  }
  throw new Error(`expected the identity provider to send ${key} back, got ${answer.status}`);
}

/** The token of the forms of this browser's session (or of the browser, when nobody is signed in). */
export async function tokenOf(browser: FormBrowser, page = '/de/session'): Promise<string> {
  const { text } = await browser.get(page);
  return /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

/** Name and value of the cookie that holds the session. */
export function sessionCookie(browser: FormBrowser): [string, string] {
  return [...browser.cookies].find(([name]) => name.endsWith('session')) ?? ['', ''];
}
