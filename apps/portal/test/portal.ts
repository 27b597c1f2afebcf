import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as cases from '@einwohnerportal/cases';
import { openFileStore } from '@einwohnerportal/files';
import { createThemes, LANGUAGES, listenerOf, readInterfaceTexts, WebError, type IdentityProvider } from '@einwohnerportal/web';
import type { Hono } from 'hono';
import pg from 'pg';
import pino from 'pino';
import { loadTestCatalogue } from '../../../tests/support/load-catalogue.ts';
import { setClock } from '../../../tests/support/set-clock.ts';
import { createDatabase } from '../../../tools/testing/database.ts';
import type { Answering } from '../../../tools/testing/form-browser.ts';
import { readConfig } from '../src/config.ts';
import { answerKept } from '../src/kept-pages.ts';
import type { Portal } from '../src/portal.ts';
import { createPortal } from '../src/router.ts';
import { Browser } from './browser.ts';

/** People of the fictional canton, as their identity provider describes them. */
const PEOPLE: Record<string, Record<string, unknown>> = {
  mira: {
    sub: 'mira',
    given_name: 'Mira',
    family_name: 'Dvořák-Şahin',
    birthdate: '1985-06-14',
    email: 'mira@mail.example',
    locale: 'fr-CH',
    municipality: 9901,
    acr: 'agovaq:300',
  },
  jonas: {
    sub: 'jonas',
    given_name: 'Jonas',
    family_name: 'Imfeld',
    birthdate: '1951',
    email: 'jonas@mail.example',
    locale: 'de-CH',
    municipality: 9902,
    acr: 'agovaq:300',
  },
  weak: { sub: 'weak', given_name: 'Selma', family_name: 'Aregger', email: 'selma@mail.example', locale: 'de-CH', acr: 'agovaq:100' },
};

/** The set clock of these portals. */
const NOW = '2027-03-01T09:00:00.000Z';

export const PUBLIC_URL = 'http://portal.test';

/** A portal of the fictional canton on its own database, in this process, without a network and without a worker. */
export interface TestPortal {
  app: Hono;
  /** What the pages stand on; a test may exchange parts of the domain. */
  site: Portal;
  owner: pg.Pool;
  /** Lines of the log. */
  log: string[];
  /** Whom the identity provider answers with next; null makes it refuse. */
  identity: { next: string | null };
  browser(): Browser;
  /** A browser of somebody who has signed in through the sign-in pages. */
  signedIn(who: string, lang?: string): Promise<Browser>;
  /** Opens a draft of the service as its pages do; gives the draft's path. */
  startDraft(browser: Browser, service?: string): Promise<string>;
  /** Answers everything of a draft at once and sends it from the page to check; gives the path of the case. */
  send(browser: Browser, draft: string, answers?: Record<string, unknown>): Promise<string>;
  end(): Promise<void>;
}

/** Enough to send an order of the service that the tests use. */
export const ANSWERS = {
  'address.text': 'Lindenweg 4',
  persons: ['p1'],
  purpose: 'housing',
  documentLanguage: 'de',
  delivery: 'inbox',
  'contact.email': 'mira@mail.example',
};

export interface TestPortalOptions {
  /** Answers over HTTP as the main program does. */
  served?: boolean;
  /** Roots of the catalogue; a later one lies over the earlier. */
  roots?: string[];
  /** Folder of files that people send. */
  filesDir?: string;
  /** Where a real browser will reach it. */
  publicUrl?: string;
}

export async function createTestPortal({
  served = false,
  roots,
  filesDir,
  publicUrl = PUBLIC_URL,
}: TestPortalOptions = {}): Promise<TestPortal> {
  const database = await createDatabase({ schema: 'cases' });
  const root = new URL('../../../', import.meta.url).pathname;
  await loadTestCatalogue(database.pool, roots ?? [root], '_example');
  await setClock(database.pool, NOW);
  const pool = new pg.Pool({ connectionString: database.roleUrl('ep_portal'), max: 4 });
  const signInPool = new pg.Pool({ connectionString: database.roleUrl('ep_sign_in'), max: 2 });
  for (const each of [pool, signInPool]) each.on('error', () => {});
  const open = await cases.openCatalogue(pool, { canton: '_example', follow: false });
  const identity: TestPortal['identity'] = { next: null };
  const log: string[] = [];
  const site: Portal = {
    config: readConfig({
      DATABASE_URL: 'postgres://unused',
      SIGN_IN_DATABASE_URL: 'postgres://unused',
      PUBLIC_URL: publicUrl,
      CANTON: '_example',
    }),
    context: { pool, catalogue: open.current, prefill: null, clock: () => NOW },
    signInPool,
    domain: cases,
    texts: await readInterfaceTexts(new URL('../texts/', import.meta.url), LANGUAGES, 'Europe/Zurich'),
    languages: LANGUAGES,
    themes: createThemes(
      () => open.current,
      () => {},
    ),
    identityProvider: providerOf(identity),
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    ...(filesDir ? { files: { store: await openFileStore(filesDir), scanner: null } } : {}),
  };
  const app = createPortal(site);
  const server = served ? await serve(app, site) : null;
  const browser = (): Browser => new Browser(server ?? app, publicUrl);
  const signedIn = async (who: string, lang = 'de'): Promise<Browser> => {
    const made = browser();
    identity.next = who;
    await made.get(`/${lang}/sign-in`);
    const away = await made.submit('form[action$="/sign-in"]');
    await made.get(`/sign-in/callback?code=c&state=${new URL(away.location!).searchParams.get('state')}`);
    return made;
  };
  const startDraft = async (made: Browser, service = 'residence-certificate'): Promise<string> => {
    const started = await made.startService(service);
    if (!started.includes('/drafts/')) throw new Error(`expected the first page of a draft, got ${started}`);
    return started.replace(/\/pages\/.*/, '');
  };
  const send = async (made: Browser, draft: string, answers: Record<string, unknown> = {}): Promise<string> => {
    await database.pool.query('update cases.drafts set answers = $2 where draft_id = $1', [
      draft.split('/').at(-1),
      JSON.stringify({ ...ANSWERS, ...answers }),
    ]);
    await made.get(`${draft}/check`);
    const sent = await made.submit('[action$="/check"]');
    if (!sent.location?.endsWith('/confirmation')) throw new Error(`expected a confirmation of the draft, got ${sent.status}`);
    return sent.location.replace('/confirmation', '');
  };
  return {
    app,
    site,
    owner: database.pool,
    log,
    identity,
    browser,
    signedIn,
    startDraft,
    send,
    async end() {
      await server?.close();
      open.close();
      await Promise.all([pool.end(), signInPool.end()]);
      await database.drop();
    },
  };
}

/** The portal as its main program serves it, on a free port. */
async function serve(app: Hono, site: Portal): Promise<Answering & { close(): Promise<void> }> {
  const server = createServer(listenerOf(app, '127.0.0.1', (...request) => answerKept(site, ...request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    request(url, init) {
      const { pathname, search } = new URL(url, PUBLIC_URL);
      return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...init, redirect: 'manual' });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function providerOf(identity: TestPortal['identity']): IdentityProvider {
  return {
    async begin({ level }) {
      const state = crypto.randomUUID();
      return { url: `http://identity.test/authorize?state=${state}&level=${level}`, handshake: { state, nonce: 'n', verifier: 'v' } };
    },
    async finish() {
      const claims = identity.next === null ? undefined : PEOPLE[identity.next];
      if (!claims) throw new WebError('sign-in-failed', 'expected verified claims, got a refusal', { cause: new Error('invalid_grant') });
      return claims;
    },
  };
}

/** Gives Mira a number that the lot of a pilot neither draws among the first nor among the last; before she signs in. */
export async function numberForLots({ owner, site }: TestPortal): Promise<void> {
  await owner.query(
    `insert into cases.persons (person_id, issuer, subject, official_name, first_name, language) values ($1, $2, 'mira', 'x', 'x', 'de')`,
    ['00000000-0000-4000-8000-000000000001', site.config.issuerUrl],
  );
}
