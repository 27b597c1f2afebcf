import * as cases from '@einwohnerportal/cases';
import { createThemes, readInterfaceTexts, WebError, type IdentityProvider } from '@einwohnerportal/web';
import type { Hono } from 'hono';
import pg from 'pg';
import pino from 'pino';
import { fictionalStage, type Told } from '../../../tests/support/stage.ts';
import type { FileStore } from '@einwohnerportal/files';
import { FormBrowser } from '../../../tools/testing/form-browser.ts';
import { readConfig } from '../src/config.ts';
import { createWorkplace } from '../src/router.ts';
import { WORKPLACE_LANGUAGES } from '../src/workplace.ts';

/** Staff of the fictional canton, as their identity provider describes them. */
const STAFF: Record<string, Record<string, unknown>> = {
  ruth: {
    sub: 'ruth',
    given_name: 'Ruth',
    family_name: 'Kaufmann',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: [
      'claim:musterau-office',
      'claim:musterau-records',
      'claim:musterau-organisation',
      'claim:musterau-finance',
      'claim:musterau-counter',
    ],
  },
  ida: {
    sub: 'ida',
    given_name: 'Ida',
    family_name: 'Zihlmann',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: [
      'claim:musterau-office',
      'claim:musterau-clerk',
      'claim:musterau-records',
      'claim:musterau-finance',
      'claim:musterau-organisation',
    ],
  },
  beat: {
    sub: 'beat',
    given_name: 'Beat',
    family_name: 'Odermatt',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: ['claim:beispielwil-residents', 'claim:beispielwil-counter', 'claim:beispielwil-records', 'claim:beispielwil-organisation'],
  },
  karin: {
    sub: 'karin',
    given_name: 'Karin',
    family_name: 'Schallberger',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: ['claim:canton-migration'],
  },
  otto: {
    sub: 'otto',
    given_name: 'Otto',
    family_name: 'Wicki',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: ['claim:musterau-operator'],
  },
  olga: {
    sub: 'olga',
    given_name: 'Olga',
    family_name: 'Fessler',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: ['claim:musterau-operator'],
  },
  vera: {
    sub: 'vera',
    given_name: 'Vera',
    family_name: 'Stadler',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: ['claim:beispielwil-operator'],
  },
  pia: { sub: 'pia', given_name: 'Pia', family_name: 'Arnet', locale: 'de-CH', acr: 'agovaq:300', functions: ['claim:canton-author'] },
  leo: { sub: 'leo', given_name: 'Leo', family_name: 'Furrer', locale: 'de-CH', acr: 'agovaq:300', functions: ['claim:canton-author'] },
  nora: {
    sub: 'nora',
    given_name: 'Nora',
    family_name: 'Estermann',
    locale: 'de-CH',
    acr: 'agovaq:300',
    functions: ['claim:beispielwil-sports', 'claim:beispielwil-author'],
  },
  newcomer: { sub: 'newcomer', given_name: 'Noel', family_name: 'Egli', locale: 'de-CH', acr: 'agovaq:300', functions: [] },
  weak: {
    sub: 'weak',
    given_name: 'Ruth',
    family_name: 'Kaufmann',
    locale: 'de-CH',
    acr: 'agovaq:100',
    functions: ['claim:musterau-office'],
  },
};

export interface TestWorkplace {
  app: Hono;
  stage: Told;
  /** Lines of the log. */
  log: string[];
  /** Whom the identity provider answers with next; `functions`: other groups than usual. */
  identity: { next: string | null; functions?: string[] | undefined };
  browser(): FormBrowser;
  /** A browser of somebody who has signed in through the sign-in pages. */
  signedIn(who: string, lang?: string): Promise<FormBrowser>;
  /** A case of a resident of Musterau that waits for its office; gives the path of the task without the language. */
  order(who?: string): Promise<string>;
  /** Sends and pays an order without waiting for a task. */
  submit(who?: string): Promise<void>;
  /** Does something while the machine rests, so that its steps do not mix with it. */
  pause(work: () => Promise<void>): Promise<void>;
  /** Path of the open task of an element in the case ordered last. */
  taskPath(element: string): Promise<string>;
  end(): Promise<void>;
}

/**
 * A workplace of the fictional canton in this process, with a real database, a real engine and a worker that works all the time.
 * `publicUrl` is where a real browser will reach it.
 */
export async function createTestWorkplace({ publicUrl = 'http://workplace.test' } = {}): Promise<TestWorkplace> {
  const stage = await fictionalStage({ musterau: { 'residents-register.confirm-residence': 'people' } });
  const { rows } = await stage.owner.query<{ url: string }>('select current_database() as url');
  const signInPool = new pg.Pool({ connectionString: signInUrl(stage.workplace.pool, rows[0]!.url), max: 2 });
  signInPool.on('error', () => {});
  const log: string[] = [];
  const identity: TestWorkplace['identity'] = { next: null };
  const app = createWorkplace({
    config: readConfig({
      DATABASE_URL: 'postgres://unused',
      SIGN_IN_DATABASE_URL: 'postgres://unused',
      PUBLIC_URL: publicUrl,
      CANTON: '_example',
      PORTAL_URL: 'http://portal.test',
    }),
    context: stage.workplace,
    signInPool,
    domain: cases,
    texts: await readInterfaceTexts(new URL('../texts/', import.meta.url), WORKPLACE_LANGUAGES, 'Europe/Zurich'),
    languages: WORKPLACE_LANGUAGES,
    themes: createThemes(
      () => stage.workplace.catalogue,
      () => {},
    ),
    files: { store: stage.world.files as FileStore, scanner: null },
    identityProvider: providerOf(identity),
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
  });
  const machine = keepWorking(stage);
  const browser = (): FormBrowser => new FormBrowser(app, publicUrl);
  const taskPath = async (element: string): Promise<string> => {
    const found = await stage.owner.query<{ case_id: string; token_no: number }>(
      'select case_id, token_no from engine.user_task join cases.cases using (case_id) where element = $1 and reference = $2',
      [element, stage.memory.reference],
    );
    return `/tasks/${found.rows[0]!.case_id}/${found.rows[0]!.token_no}`;
  };
  const submit = (who = 'jonas'): Promise<void> =>
    machine.pause(async () => {
      await stage.act('submit', {
        as: who,
        at: 'musterau',
        answers: { 'address.text': 'Im Rank, 9902 Musterau', persons: [who], purpose: 'none', delivery: 'inbox' },
      });
      await stage.act('pay', { as: who, outcome: 'settled' });
    });
  return {
    app,
    stage,
    log,
    identity,
    browser,
    taskPath,
    async signedIn(who, lang = 'de') {
      const made = browser();
      identity.next = who;
      await made.get(`/${lang}/sign-in`);
      const away = await made.submit('[action$="/sign-in"]');
      await made.get(`/sign-in/callback?code=c&state=${new URL(away.location!).searchParams.get('state')}`);
      return made;
    },
    pause: machine.pause,
    submit,
    async order(who) {
      await submit(who);
      return taskPath('confirm-residence');
    },
    async end() {
      await machine.stop();
      await signInPool.end();
      await stage.end();
    },
  };
}

/** Lets the machine of a stage work whenever it is not paused, as a worker process would. */
function keepWorking(stage: Told): { pause(work: () => Promise<void>): Promise<void>; stop(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  let ended = false;
  const next = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  // Never more than one round waits: on a busy computer they would pile up before what a test wants to do.
  let waiting = false;
  const tick = setInterval(() => {
    if (ended || waiting) return;
    waiting = true;
    void next(() => stage.settle().finally(() => (waiting = false)));
  }, 40);
  return {
    pause: (work) => next(work),
    async stop() {
      ended = true;
      clearInterval(tick);
      await last;
    },
  };
}

function signInUrl(pool: pg.Pool, database: string): string {
  const url = new URL((pool as unknown as { options: { connectionString: string } }).options.connectionString);
  url.username = 'ep_sign_in';
  url.pathname = `/${database}`;
  return url.href;
}

function providerOf(identity: TestWorkplace['identity']): IdentityProvider {
  return {
    async begin({ level }) {
      const state = crypto.randomUUID();
      return { url: `http://identity.test/authorize?state=${state}&level=${level}`, handshake: { state, nonce: 'n', verifier: 'v' } };
    },
    async finish() {
      const claims = identity.next === null ? undefined : STAFF[identity.next];
      if (!claims) throw new WebError('sign-in-failed', 'expected verified claims, got a refusal', { cause: new Error('invalid_grant') });
      return identity.functions ? { ...claims, functions: identity.functions } : claims;
    },
  };
}

/** What stands in the main part of a page, without marks. */
export function words(html: string): string {
  return (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
