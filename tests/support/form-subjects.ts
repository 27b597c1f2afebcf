import type { BrowserContextOptions, Page } from 'playwright-core';
import type { FormBrowser } from '../../tools/testing/form-browser.ts';
import { signedIn } from '../e2e/robustness/visitor.ts';
import type { Stage, Window } from './browsers.ts';
import { fillPage } from './fill-form.ts';
import type { Draft } from './imported-forms.ts';
import { SERVICE } from './order-journey.ts';
import { typedAnswers } from './typed-share.ts';

export type Answers = Record<string, string | string[]>;

/** A form that the checks look at. */
export interface Subject {
  name: string;
  service: string;
  /** Languages it has texts in; in the others its words are marked as foreign. */
  languages: readonly string[];
  /** What is typed, by name. */
  answers: Answers;
  /** A field of one line that takes any words, and its page. */
  line: { page: string; name: string; before?: { name: string; value: string } };
}

export const CERTIFICATE: Subject = {
  name: 'residence certificate',
  service: SERVICE,
  languages: ['de', 'fr', 'it', 'en'],
  answers: {
    persons: 'p1',
    purpose: 'other',
    purposeOther: 'Sportverein',
    documentLanguage: 'de',
    delivery: 'inbox',
    'contact.email': 'person@mail.example',
    'contact.phone': '041 555 10 61',
  },
  line: { page: 'page_purpose', name: 'purposeOther', before: { name: 'purpose', value: 'other' } },
};

/** An imported form as a subject. */
export function importedSubject(draft: Draft, line: Subject['line']): Subject {
  const answers = typedAnswers(draft);
  for (const name of Object.keys(answers)) {
    if (name.endsWith('.houseNumber')) answers[name] = '7a';
    if (name.endsWith('.foreignZipCode')) answers[name] = '10115';
  }
  return { name: draft.id.replace(/^.*?-/, ''), service: draft.id, languages: [draft.language], answers, line };
}

/** A person with a draft of a subject. */
export interface Begun {
  subject: Subject;
  browser: FormBrowser;
  /** Path of the draft without its language. */
  draft: string;
}

/** Signs in and starts a draft without a window; a draft that is already there is taken up. */
export async function beginDraft(stage: Stage, subject: Subject, who: string): Promise<Begun> {
  const browser = await signedIn(stage.system, 'portal', who);
  await browser.get(`/de/services/${subject.service}`);
  let answer = await browser.submit('[action$="/start"]');
  for (let steps = 0; steps < 10; steps++) {
    const path = answer.location ?? browser.path;
    const draft = /^\/de(\/drafts\/[0-9a-f-]{36})/.exec(path)?.[1];
    if (draft) return { subject, browser, draft };
    if (answer.location) answer = await browser.get(answer.location);
    else if (path.includes('/eligibility/about')) answer = await browser.submit('[action$="/eligibility/about"]', { about: 'household' });
    else if (path.includes('/eligibility/registeredHere'))
      answer = await browser.submit('[action$="/eligibility/registeredHere"]', { registeredHere: 'registered' });
    else throw new Error(`expected the way to a draft of ${subject.service}, got ${answer.status} at ${path}`);
  }
  throw new Error(`expected a draft of ${subject.service} within ten steps, got ${browser.path}`);
}

/** Fills all pages of a draft; gives the paths of the pages, the last one is the page to check. */
export async function fillDraftPages({ browser, draft, subject }: Begun): Promise<string[]> {
  const visited: string[] = [];
  let path = `/de${draft}/pages/none`;
  for (let steps = 0; steps < 30; steps++) {
    const answer = await browser.get(path);
    if (answer.location) {
      path = answer.location;
      continue;
    }
    visited.push(path.replace(/^\/de/, ''));
    if (path.endsWith('/check')) return visited;
    const form = /<main[\s\S]*<\/main>/.exec(answer.text)![0];
    const { body } = fillPage(form, subject.answers, (name) => subject.service !== SERVICE || name in subject.answers);
    const fields = Object.fromEntries([...new Set(body.keys())].map((name) => [name, body.getAll(name)]));
    const next = await browser.submit(`[action$="${path}"]`, { ...fields, then: 'next' });
    if (!next.location)
      throw new Error(`expected ${path} to lead on, got ${next.status}: ${next.text.match(/<ul><li><a href="#[\s\S]*?<\/ul>/)?.[0]}`);
    path = next.location;
  }
  throw new Error(`expected the page to check, got ${visited.join(' → ')}`);
}

/** Sends a filled draft; gives the reference. */
export async function sendDraft({ browser, draft }: Begun): Promise<string> {
  await browser.get(`/de${draft}/check`);
  const sent = await browser.submit('[action$="/check"]');
  const reference = /\/cases\/([^/]+)\//.exec(sent.location ?? '')?.[1];
  if (!reference) throw new Error(`expected a case after sending, got ${sent.status}`);
  return reference;
}

/** A window that is signed in as this person. */
export async function windowOf(stage: Stage, { browser }: Begun, options: BrowserContextOptions = {}): Promise<Window & { page: Page }> {
  const window = await stage.open(options);
  const url = stage.system.url.portal;
  await window.context.addCookies(
    [...browser.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true, sameSite: 'Lax' as const })),
  );
  return { ...window, page: await window.context.newPage() };
}
