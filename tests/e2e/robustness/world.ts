import { PAGES as PORTAL_PAGES } from '../../../apps/portal/src/routes.ts';
import { PAGES as WORKPLACE_PAGES } from '../../../apps/workplace/src/routes.ts';
import type { System } from '../../support/system.ts';
import { ANSWERS, complete, openDraft, order, SERVICE, settle, taskPath, until } from './journey.ts';
import { signedIn, type App, type FormBrowser } from './visitor.ts';

/** Something of each kind that has an identifier, and who it belongs to. */
export interface World {
  /** Resident of the draft, of the case with an open question and of its message. */
  lukasz: FormBrowser;
  /** Resident of the case with the certificate. */
  hanna: FormBrowser;
  /** Caseworker of the office that has a task. */
  urs: FormBrowser;
  /** Operator of the authority of these cases. */
  operator: FormBrowser;
  ids: Ids;
}

/** Values of the parts of the paths. */
export interface Ids {
  draft: string;
  reference: string;
  /** Number of the resident's question. */
  token: string;
  message: string;
  document: string;
  case: string;
  officeToken: string;
  /** A change of the case that somebody prepares. */
  intervention: string;
}

/** One page of an application with its address for given identifiers. */
export interface Place {
  app: App;
  route: string;
  writes: boolean;
  personal: boolean;
  path(ids: Ids): string;
}

/** Every page of both applications, out of their own tables. */
export const PLACES: readonly Place[] = (
  [
    ['portal', PORTAL_PAGES],
    ['workplace', WORKPLACE_PAGES],
  ] as const
).flatMap(([app, pages]) =>
  pages.map((page) => ({
    app,
    route: page.path,
    writes: page.act !== undefined,
    personal: page.access === 'person',
    path: (ids: Ids) =>
      `/de${page.path === '/' ? '' : page.path}`
        .replace('/eligibility/:page', '/eligibility/about')
        .replace(':page', 'page_purpose')
        .replace(':service', SERVICE)
        .replace('/tasks/:case/:token', `/tasks/${ids.case}/${ids.officeToken}`)
        .replace(':intervention', ids.intervention)
        .replace(':case/:token', `${ids.case}/${ids.officeToken}`)
        .replace(':case', ids.case)
        .replace(':change', 'move')
        .replace(/:(draft|reference|token|message|document)/, (_, name: keyof Ids) => ids[name])
        .replace(':token', ids.token),
  })),
);

/** Plays journeys until there is a draft, an open question, a message, a certificate and an open task. */
export async function makeWorld(system: System): Promise<World> {
  const [lukasz, hanna, urs] = await Promise.all([
    signedIn(system, 'portal', 'lukasz'),
    signedIn(system, 'portal', 'hanna'),
    signedIn(system, 'workplace', 'urs'),
  ]);
  const begun = async (browser: FormBrowser): Promise<{ reference: string; task: string }> => {
    const reference = await order(browser, { ...ANSWERS, 'address.text': 'Im Grund, 4806 Wikon' });
    await settle(system, browser, reference);
    return { reference, task: await taskPath(system, reference) };
  };
  const [questioned, certified] = await Promise.all([begun(lukasz), begun(hanna)]);
  await complete(urs, questioned.task, { outcome: 'not-registered', reason: 'Nicht gefunden' });
  await complete(urs, certified.task, { outcome: 'confirmed' });
  const question = await until(
    async () =>
      new RegExp(`/cases/${questioned.reference}/tasks/(\\d+)`).exec((await lukasz.get(`/de/cases/${questioned.reference}`)).text)?.[1],
  );
  const document = await until(
    async () => /\/documents\/([0-9a-f-]{36})/.exec((await hanna.get(`/de/cases/${certified.reference}`)).text)?.[1],
  );
  const message = /\/inbox\/([0-9a-f-]{36})/.exec((await lukasz.get('/de/inbox')).text)![1]!;
  const draft = (await openDraft(lukasz)).split('/').at(-1)!;
  const waiting = await begun(hanna);
  const [, caseId = '', officeToken = ''] = /tasks\/([^/]+)\/(\d+)/.exec(waiting.task)!;
  const operator = await operatorOf(system);
  const stop = `/operations/cases/${caseId}/0/stop`;
  await operator.get(`/de${stop}`);
  const prepared = await operator.submit(`[action$="${stop}"]`, { reason: 'Zum Ausprobieren', message: 'Wir melden uns.' });
  const intervention = prepared.location?.split('/').at(-1);
  if (!intervention) throw new Error(`expected a prepared change of the case, got ${prepared.status}`);
  return {
    lukasz,
    hanna,
    urs,
    operator,
    ids: { draft, reference: questioned.reference, token: question, message, document, case: caseId, officeToken, intervention },
  };
}

/** The operators of the demonstration work elsewhere: this session of one of them is given the same office of Wikon. */
async function operatorOf(system: System): Promise<FormBrowser> {
  const operator = await signedIn(system, 'workplace', 'nina');
  await system.database.pool.query(
    `update cases.sessions set principals = replace(principals::text, 'emmen', 'wikon')::text[], memberships = replace(memberships::text, 'emmen', 'wikon')::jsonb
     where memberships::text like '%emmen%'`,
  );
  return operator;
}

/** Who reaches a page: its owner. */
export function ownerOf(world: World, place: Pick<Place, 'app' | 'route'>): FormBrowser {
  if (place.app === 'portal') return world.lukasz;
  return place.route.startsWith('/operations') ? world.operator : world.urs;
}
