import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createPrefill,
  openCatalogue,
  readDraft,
  saveDraft,
  signIn,
  signOut,
  startDraft,
  submitDraft,
  withSession,
  type CasesContext,
} from '@einwohnerportal/cases';
import { createRegisterConnector } from '@einwohnerportal/connectors';
import pg from 'pg';
import { parse } from 'yaml';
import type { Person } from '../people.ts';

/** One invented case of `demo-cases.yaml`. */
interface DemoCase {
  person: string;
  service: string;
  authority: string;
  language: string;
  answers: Record<string, unknown>;
  send?: boolean;
  pay?: boolean;
  /** What the municipality's register does wrong from now on when it is asked to confirm; it stays so. */
  register?: 'down' | 'closed';
}

export interface SeedOptions {
  roleUrls: Record<string, string>;
  canton: string;
  authoritiesFolder: string;
  people: Person[];
  issuerUrl: string;
  register: { id: string; url: string; token: string };
  log: (line: string) => void;
}

/**
 * Begins the demonstration with a few cases in different states, made through the same doors as everybody's: sign-in, draft,
 * submission, payment page. Only in a database without any case; a failure is told and does no harm.
 */
export async function seedCases(options: SeedOptions): Promise<void> {
  const file = join(options.authoritiesFolder, 'demo-cases.yaml');
  if (!existsSync(file)) return;
  // The machine's role: the owner of the tables sees no case, unless it is a superuser.
  const machine = new pg.Pool({ connectionString: options.roleUrls['worker'], max: 2 });
  const portal = new pg.Pool({ connectionString: options.roleUrls['portal'], max: 4 });
  const entrance = new pg.Pool({ connectionString: options.roleUrls['sign-in'], max: 1 });
  try {
    const open = await openCatalogue(portal, { canton: options.canton, follow: false });
    const register = createRegisterConnector({ id: options.register.id, baseUrl: options.register.url, token: options.register.token });
    const context: CasesContext = { pool: portal, catalogue: open.current, prefill: createPrefill(new Map([[register.id, register]])) };
    const { rows } = await machine.query<{ any: boolean }>(
      'select exists (select 1 from cases.cases) or exists (select 1 from cases.drafts) as any',
    );
    const cases = parse(readFileSync(file, 'utf8')) as DemoCase[];
    if (rows[0]?.any) return await disturbRegisters(cases, context, options.register.url);
    for (const each of cases) await seedCase(each, context, { ...options, entrance, machine });
    options.log(`${cases.length} invented cases and drafts begun`);
  } catch (error) {
    options.log(`The invented cases could not be begun: ${(error as Error).message}`);
  } finally {
    await Promise.all([machine.end(), portal.end(), entrance.end()]);
  }
}

async function seedCase(
  each: DemoCase,
  context: CasesContext,
  tools: SeedOptions & { entrance: pg.Pool; machine: pg.Pool },
): Promise<void> {
  const person = tools.people.find((one) => one.key === each.person);
  if (!person) throw new Error(`expected a person of people.yaml in demo-cases.yaml, got ${each.person}`);
  const { secret } = await signIn(
    tools.entrance,
    {
      issuer: tools.issuerUrl,
      subject: person.subject,
      givenName: person.firstName,
      familyName: person.officialName,
      birthdate: person.dateOfBirth,
      email: person.email,
      level: person.signsInAt ?? 300,
      language: person.language,
      municipality: person.municipality ? Number(person.municipality) : null,
      functions: [],
    },
    'portal',
    context.catalogue,
  );
  const started = await startDraft(context, secret, each);
  if (!('draftId' in started)) throw new Error(`expected to begin the case of ${each.person}, got ${started.refused}`);
  await withSession(context, secret, async (scope) => {
    const draft = await readDraft(scope, started.draftId, each.language);
    const known = Object.entries((draft?.formContext.names.people ?? {}) as Record<string, { firstName: string; officialName: string }>);
    const refs = new Map(
      tools.people.map((one) => [
        one.key,
        known.find(([, name]) => name.firstName === one.firstName && name.officialName === one.officialName)?.[0],
      ]),
    );
    const answers = Object.fromEntries(
      Object.entries(each.answers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map((key: string) => refs.get(key) ?? key) : value,
      ]),
    );
    await saveDraft(scope, started.draftId, { answers, page: null });
  });
  if (each.register) await disturb(each, context, tools.register.url);
  if (each.send) {
    const sent = await submitDraft(context, secret, started.draftId, { language: each.language });
    if (!sent || !('reference' in sent)) throw new Error(`expected complete answers for ${each.person} in demo-cases.yaml, got faults`);
    if (each.pay) await payFor(tools.machine, sent.caseId);
    if (each.register) await untilItFails(tools.machine, sent.caseId);
  }
  await withSession(context, secret, signOut);
}

async function payFor(machine: pg.Pool, caseId: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await machine.query<{ redirect_url: string; provider_id: string }>(
      'select redirect_url, provider_id from cases.payments where case_id = $1',
      [caseId],
    );
    if (rows[0]) {
      await fetch(rows[0].redirect_url, { method: 'POST', body: new URLSearchParams({ method: 'card' }), redirect: 'manual' });
      return;
    }
    await pause(50);
  }
}

const CONFIRM = 'residents-register.confirm-residence';

/** The last fault of each municipality: its register is out of order on every start, so that operators have something to look at. */
async function disturbRegisters(cases: DemoCase[], context: CasesContext, url: string): Promise<void> {
  for (const each of cases) if (each.register) await disturb(each, context, url);
}

async function disturb(each: DemoCase, context: CasesContext, url: string): Promise<void> {
  const municipality = String(context.catalogue.authorities.byId(each.authority)?.bfs ?? '');
  await fetch(`${url}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: each.register, capability: CONFIRM, municipality }),
  });
}

/** Waits until the step has met the fault, before the next case sets another one. */
async function untilItFails(machine: pg.Pool, caseId: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rowCount } = await machine.query('select 1 from engine.job where case_id = $1 and kind = $2 and attempts > 0', [
      caseId,
      CONFIRM,
    ]);
    if (rowCount) return;
    await pause(50);
  }
}
