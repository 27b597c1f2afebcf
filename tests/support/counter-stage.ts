import assert from 'node:assert/strict';
import pg from 'pg';
import { ANSWERS, answerAll } from '../e2e/robustness/journey.ts';
import { bothApplications } from './both-applications.ts';
import { CONFIRM, fictionalStage } from './stage.ts';
import type { Answer, FormBrowser } from '../../tools/testing/form-browser.ts';

/** What stands on a page, without marks. */
export const words = (html: string): string => (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').replace(/<[^>]*>/g, ' ');

/** Somebody at the desk, as a caseworker tells it before the form opens. */
const PERSON = {
  service: 'residence-certificate',
  channel: 'counter',
  officialName: 'Bühlmann-Øster',
  firstName: 'Trudi',
  birthdate: '3.2.1948',
  authority: 'musterau',
  street: 'Bachstrasse',
  houseNumber: '9',
  swissZipCode: '9902',
  town: 'Musterau',
  identity: 'passport',
  language: 'fr',
};

/** A counter: both applications in this process on their own database; Ruth works at the counter of Musterau. */
export async function counterStage() {
  const stage = await fictionalStage({ musterau: { [CONFIRM]: 'people', 'delivery.notify': 'inbox' } });
  const { rows } = await stage.owner.query<{ name: string }>('select current_database() as name');
  const url = new URL((stage.portal.pool as unknown as { options: { connectionString: string } }).options.connectionString);
  url.username = 'ep_sign_in';
  url.pathname = `/${rows[0]!.name}`;
  const signInPool = new pg.Pool({ connectionString: url.href, max: 2 });
  const applications = await bothApplications(stage, signInPool);
  const ruth = await applications.browser('ruth', 'workplace');

  async function begin(fields: Record<string, string> = {}, who = ruth): Promise<Answer> {
    await who.get('/de/counter');
    return who.submit('[action="/de/counter"]', { ...PERSON, ...fields });
  }

  /** A browser of the portal that came from the workplace with the code of this redirect. */
  async function enter({ location }: Answer): Promise<{ browser: FormBrowser; answer: Answer }> {
    assert.match(location ?? '', /^http:\/\/portal\.test\/de\/counter\?code=/);
    const browser = await applications.browser(null, 'portal');
    await browser.get(location!.replace('http://portal.test', ''));
    return { browser, answer: await browser.submit('[action="/de/counter"]') };
  }

  /** From the counter through the questions before the form and the form itself, up to the check; gives the path of the draft. */
  async function fill(browser: FormBrowser, { location }: Answer, answers: Record<string, string> = {}): Promise<string> {
    let answer = await browser.get(location!);
    for (let hops = 0; hops < 8 && !answer.location?.startsWith('/de/drafts/'); hops++) {
      if (answer.location) answer = await browser.get(answer.location);
      else if (browser.path.includes('/about')) answer = await browser.submit('[action$="/eligibility/about"]', { about: 'household' });
      else answer = await browser.submit('[action$="/eligibility/registeredHere"]', { registeredHere: 'registered' });
    }
    const draft = answer.location!;
    await answerAll(browser, draft, { ...ANSWERS, 'address.text': 'Bachstrasse 9, 9902 Musterau', purpose: 'none', ...answers });
    return draft;
  }

  async function idOf(name: string): Promise<string> {
    const { rows } = await stage.owner.query<{ id: string }>('select capture_id as id from cases.captures where person_name like $1', [
      `%${name}`,
    ]);
    return rows[0]!.id;
  }

  const end = async (): Promise<void> => {
    await signInPool.end();
    await stage.end();
  };
  return { stage, applications, ruth, signInPool, begin, enter, fill, idOf, end };
}
