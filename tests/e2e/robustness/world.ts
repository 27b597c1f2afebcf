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
  /** Author of the services of the canton, with a draft of one. */
  author: FormBrowser;
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
  /** A payment of the resident's case, and the paper of it. */
  payment: string;
  kind: string;
  /** A receipt of the resident's case: of the payment. */
  receipt: string;
  /** A file of the resident that was refused after it was sent. */
  file: string;
  /** A package for the archive that people take there. */
  transfer: string;
  /** A power of attorney that the resident gave. */
  mandate: string;
  /** What the caseworker captures for somebody at the counter. */
  capture: string;
  /** A case that has ended: its file is kept by those who keep the records. */
  closedCase: string;
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
        .replace('/draft/edit', '/draft/edit?file=service.yaml&place=records.retention')
        .replace('/records/:case', `/records/${ids.closedCase}`)
        .replace('/tasks/:case/:token', `/tasks/${ids.case}/${ids.officeToken}`)
        .replace(':intervention', ids.intervention)
        .replace(':case/:token', `${ids.case}/${ids.officeToken}`)
        .replace(':case', ids.case)
        .replace(':change', 'move')
        .replace(
          /:(draft|reference|token|message|document|payment|receipt|kind|file|transfer|mandate|capture)/g,
          (_, name: keyof Ids) => ids[name],
        ),
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
  const payment = await receiptOf(system, questioned.reference);
  return {
    lukasz,
    hanna,
    urs,
    operator,
    author: await authorOf(system),
    ids: {
      draft,
      reference: questioned.reference,
      token: question,
      message,
      document,
      case: caseId,
      officeToken,
      intervention,
      payment,
      receipt: payment,
      kind: 'receipt',
      file: await refusedFile(system, questioned.reference),
      mandate: await offeredMandate(lukasz),
      capture: await begunCapture(system, urs),
      closedCase: await closedCase(system, certified.reference),
      transfer: await carriedPackage(system, certified.reference),
    },
  };
}

/** The payment of a case, once its receipt is there. */
async function receiptOf(system: System, reference: string): Promise<string> {
  return until(async () => {
    const { rows } = await system.database.pool.query<{ id: string }>(
      `select d.payment_id as id from cases.payment_documents d join cases.cases c using (case_id) where c.reference = $1 and d.kind = 'receipt'`,
      [reference],
    );
    return rows[0]?.id;
  });
}

/** The id of a case, once it has ended and its file is kept. */
async function closedCase(system: System, reference: string): Promise<string> {
  return until(async () => {
    const { rows } = await system.database.pool.query<{ id: string }>(
      'select f.case_id as id from cases.case_files f join cases.cases c using (case_id) where c.reference = $1',
      [reference],
    );
    return rows[0]?.id;
  });
}

/** A package for the archive, as a row: where no application is connected, people take it there. Its content is that of the certificate. */
async function carriedPackage(system: System, reference: string): Promise<string> {
  const { rows } = await system.database.pool.query<{ id: string }>(
    `insert into cases.transfers (transfer_id, created_at, look_at, package_size, files, day, authority, connector, state, case_ids, name, package_hash)
     select gen_random_uuid(), now(), now(), d.size, 1, current_date, c.authority, 'people', 'packed', array[c.case_id], 'SIP_example', d.content_hash
     from cases.cases c join cases.documents d using (case_id) where c.reference = $1 and d.state = 'issued' limit 1 returning transfer_id as id`,
    [reference],
  );
  return rows[0]!.id;
}

/** A file of a case that the scanner refused, as a row: this service asks for none. */
async function refusedFile(system: System, reference: string): Promise<string> {
  const { rows } = await system.database.pool.query<{ id: string }>(
    `insert into cases.files (file_id, person_id, case_id, size, name, filename, media_type, content_hash, state, scan, reason, readers)
     select gen_random_uuid(), applicant_id, case_id, 10, 'evidence.lease', 'Mietvertrag.pdf', 'application/pdf', repeat('0', 64), 'refused', 'infected', 'infected', '{applicant}'
     from cases.cases where reference = $1 returning file_id as id`,
    [reference],
  );
  return rows[0]!.id;
}

/** A power of attorney that the resident offers to whoever gets the code. */
async function offeredMandate(lukasz: FormBrowser): Promise<string> {
  await lukasz.get('/de/representation/give');
  const { text } = await lukasz.submit('[action$="/representation/give"]', {
    matters: 'all',
    right: 'act',
    from: '',
    until: `31.12.${new Date().getFullYear() + 2}`,
    alerts: 'me',
  });
  const mandate = /\/representation\/([0-9a-f-]{36})"/.exec(text)?.[1];
  if (!mandate) throw new Error('expected a page with the code of a mandate, got another one');
  return mandate;
}

/** A capture at the counter, for a person who has no login. */
async function begunCapture(system: System, urs: FormBrowser): Promise<string> {
  await urs.get('/de/counter');
  await urs.submit('[action$="/counter"]', {
    service: SERVICE,
    channel: 'counter',
    officialName: 'Bühlmann',
    firstName: 'Trudi',
    birthdate: '1948',
    authority: 'wikon',
    identity: 'passport',
    language: 'de',
  });
  const { rows } = await system.database.pool.query<{ id: string }>('select capture_id as id from cases.captures');
  if (!rows[0]) throw new Error('expected a capture, got none');
  return rows[0].id;
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

/** An author of the canton who has begun a draft of the service. */
async function authorOf(system: System): Promise<FormBrowser> {
  const author = await signedIn(system, 'workplace', 'lin');
  await author.get(`/de/services/${SERVICE}`);
  const begun = await author.submit(`[action$="/services/${SERVICE}"]`);
  if (!begun.location?.endsWith('/draft')) throw new Error(`expected a draft of ${SERVICE}, got ${begun.status}`);
  return author;
}

/** Who reaches a page: its owner. */
export function ownerOf(world: World, place: Pick<Place, 'app' | 'route'>): FormBrowser {
  if (place.app === 'portal') return world.lukasz;
  if (place.route.startsWith('/services')) return world.author;
  return place.route.startsWith('/operations') ? world.operator : world.urs;
}
