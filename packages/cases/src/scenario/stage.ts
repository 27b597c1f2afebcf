import { randomBytes } from 'node:crypto';
import { createEngine, type Engine } from '@einwohnerportal/engine';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { parse } from 'yaml';
import { readCatalogueFolder } from '../catalogue/index.ts';
import type { Catalogue } from '../catalogue/types.ts';
import { signIn } from '../request/sessions.ts';
import { storeCatalogue } from '../store/load-catalogue.ts';
import { openCatalogue, type OpenCatalogue } from '../store/open-catalogue.ts';
import type { CasesContext } from '../types.ts';
import { createCaseBeginner } from '../starts/begin-cases.ts';
import { createEngineHost } from '../worker/engine-host.ts';
import { creditedTo } from '../payments/import-bank-file.ts';
import { createPrefill } from '../worker/prefill.ts';
import type { OpenVault } from '../vault/hand-over.ts';
import type { WorkerContext } from '../worker/types.ts';
import { withBindings } from './bindings.ts';
import { nextDue, settle, whileWorking } from './machine.ts';
import type { RecordingMail, Scenario, ScenarioDatabase, ScenarioOptions, ScenarioWorld } from './types.ts';

export interface Person {
  officialName: string;
  firstName: string;
  dateOfBirth?: string | number;
  residence?: number;
  language?: string;
  email?: string;
  signsInAt?: number;
  works?: string;
  roles?: string[];
}

/** A running portal and worker of one scenario, with a clock that stands still until somebody moves it. */
export interface Stage {
  scenario: Scenario;
  service: string;
  people: Record<string, Person>;
  world: ScenarioWorld;
  mail: RecordingMail;
  /** Capabilities done by connectors, counted. */
  calls: Map<string, number>;
  portal: CasesContext;
  workplace: CasesContext;
  /** What the worker of the scenario works with. */
  worker: WorkerContext;
  owner: pg.Pool;
  now(): string;
  today(): string;
  moveTo(instant: string): void;
  /** Session secret of a person, signed in at first use. */
  secretOf(key: string): Promise<string>;
  /** Lets the machine work until nothing is due any more. */
  settle(): Promise<void>;
  /** Does what a page does while the machine works, as in life: a page waits for the outcome of its command. */
  whileWorking<T>(act: () => Promise<T>): Promise<T>;
  /** Next instant at which something becomes due, or null. */
  nextDue(): Promise<string | null>;
  loseWorker(): Promise<void>;
  rebind(authority: string, capability: string, to: string): Promise<void>;
  /** Looks whether the catalogue has changed in the database, as every process does by itself. */
  follow(): Promise<boolean>;
  /** Publishes the catalogue with one file changed. */
  publish(path: string, change: (text: string) => string): Promise<void>;
  end(): Promise<void>;
}

export async function createStage(scenario: Scenario, service: string, options: ScenarioOptions): Promise<Stage> {
  let now = new Date(scenario.given.clock).toISOString();
  const clock = (): string => now;
  const { canton } = scenario.given;
  const folder = options.roots.map((root) => join(root, 'authorities', canton)).find((path) => readable(join(path, 'people.yaml')))!;
  const people = parse(readFileSync(join(folder, 'people.yaml'), 'utf8')) as Record<string, Person>;
  const database = await options.createDatabase();
  const { owner } = database;
  const files = withBindings(await readCatalogueFolder(options.roots), canton, scenario.given.bindings ?? {}, now.slice(0, 10));
  const engine = createEngine({ pool: owner, host: createEngineHost({ catalogue: () => open.current, clock }), clock });
  await storeCatalogue(owner, engine, files, canton);
  const enginePool = pool(database, 'ep_engine');
  const open: OpenCatalogue = await openCatalogue(enginePool, { canton, follow: false, clock });
  const world = await options.createWorld({
    clock,
    authoritiesFolder: folder,
    account: (authority) => open.current.authorities.account(authority, 'fees'),
    credited: (reference) => creditedTo(owner, reference),
  });
  const pools = {
    portal: pool(database, 'ep_portal'),
    workplace: pool(database, 'ep_workplace'),
    signIn: pool(database, 'ep_sign_in'),
    vault: pool(database, 'ep_vault'),
  };
  const vault: OpenVault = { keys: { keys: new Map([['scenario', randomBytes(32)]]), first: 'scenario' }, pool: pools.vault };
  const mail: RecordingMail = { sent: [], send: async (each) => void mail.sent.push(each) };
  const calls = new Map<string, number>();
  const context = workerContext({ enginePool, open, world, mail, calls, clock, vault });
  const app = (of: pg.Pool): CasesContext => ({
    pool: of,
    clock,
    prefill: createPrefill(world.connectors),
    vault: vault.keys,
    get catalogue() {
      return open.current;
    },
  });
  const portal = app(pools.portal);
  const secrets = new Map<string, string>();
  let files_ = files;

  return {
    scenario,
    service,
    people,
    world,
    mail,
    calls,
    portal,
    worker: context,
    owner,
    workplace: app(pools.workplace),
    now: clock,
    today: () => new Intl.DateTimeFormat('sv-SE', { timeZone: open.current.authorities.canton.zone }).format(new Date(now)),
    moveTo: (instant) => (now = instant),
    async secretOf(key) {
      const known = secrets.get(key);
      if (known) return known;
      const person = people[key];
      if (!person) throw new Error(`expected a person of people.yaml, got ${key}`);
      const { secret } = await signIn(
        pools.signIn,
        identityOf(key, person, open.current),
        person.works ? 'workplace' : 'portal',
        open.current,
      );
      secrets.set(key, secret);
      return secret;
    },
    settle: () => settle(context),
    whileWorking: (act) => whileWorking(context, act),
    nextDue: () => nextDue(context, now),
    async loseWorker() {
      // A worker that took jobs and died: its leases run out by the clock.
      await workerContext({ enginePool, open, world, mail, calls, clock, vault }).engine.claimJobs({ limit: 16 });
    },
    follow: () => open.refresh(),
    async publish(path, change) {
      files_ = { ...files_, [path]: new TextEncoder().encode(change(new TextDecoder().decode(files_[path]))) };
      await storeCatalogue(owner, engine, files_, canton);
      await open.refresh();
    },
    async rebind(authority, capability, to) {
      files_ = withBindings(files_, canton, { [authority]: { [capability]: to } }, now.slice(0, 10));
      await storeCatalogue(owner, engine, files_, canton);
      await open.refresh();
    },
    async end() {
      open.close();
      await world.stop();
      await Promise.all([enginePool, ...Object.values(pools)].map((each) => each.end()));
      await database.drop();
    },
  };
}

function readable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

function pool(database: ScenarioDatabase, role: string): pg.Pool {
  const made = new pg.Pool({ connectionString: database.roleUrl(role), max: 4 });
  made.on('error', () => {});
  return made;
}

interface ContextParts {
  enginePool: pg.Pool;
  open: OpenCatalogue;
  world: ScenarioWorld;
  mail: RecordingMail;
  calls: Map<string, number>;
  clock: () => string;
  vault: OpenVault;
}

function workerContext({ enginePool, open, world, mail, calls, clock, vault }: ContextParts): WorkerContext {
  const silent = (): void => {};
  const touched = new Set<string>();
  const engine: Engine = createEngine({
    pool: enginePool,
    host: createEngineHost({ catalogue: () => open.current, clock }),
    clock,
    node: crypto.randomUUID(),
    beginCases: createCaseBeginner({ catalogue: () => open.current, clock }),
    afterStep: (step) => void touched.add(step.caseId),
  });
  return {
    pool: enginePool,
    engine,
    touched,
    catalogue: () => open.current,
    connectors: world.connectors,
    payments: world.payments,
    renderer: world.renderer,
    sealer: world.sealer,
    files: world.files,
    vault,
    mail,
    publicUrl: 'https://portal.example',
    clock,
    log: { info: silent, warn: silent, error: silent },
    observe: (capability) => calls.set(capability, (calls.get(capability) ?? 0) + 1),
  };
}

function identityOf(key: string, person: Person, catalogue: Catalogue): Parameters<typeof signIn>[1] {
  const offices = person.works ? Object.values(catalogue.authorities.byId(person.works)?.offices ?? {}) : [];
  return {
    issuer: 'scenario',
    subject: key,
    givenName: person.firstName,
    familyName: person.officialName,
    birthdate: person.dateOfBirth === undefined ? null : String(person.dateOfBirth),
    email: person.email ?? null,
    level: person.signsInAt ?? 300,
    language: person.language ?? 'de',
    municipality: person.residence ?? null,
    functions: offices.flatMap((office) => (person.roles ?? []).flatMap((role) => office.roles[role] ?? [])),
  };
}
