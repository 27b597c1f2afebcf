import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startMailCatcher } from '../../apps/demo/src/mail/catcher.ts';
import { startPaymentProvider } from '../../apps/demo/src/payment/provider.ts';
import { readCompanies } from '../../apps/demo/src/companies.ts';
import { readPeople, type Person } from '../../apps/demo/src/people.ts';
import { startRegister } from '../../apps/demo/src/register/register.ts';
import { createDatabase, type TestDatabase } from '../../tools/testing/database.ts';
import { freePort } from '../../tools/testing/ports.ts';
import { loadTestCatalogue } from './load-catalogue.ts';
import { root } from './stage.ts';

/** Which application answers at an origin that a test has started. */
export const APPLICATIONS = new Map<string, 'portal' | 'workplace'>();

export type ProgramName = 'portal' | 'workplace' | 'worker' | 'identity-provider';

export interface System {
  database: TestDatabase;
  url: Record<'portal' | 'workplace' | 'identityProvider' | 'register' | 'payment' | 'mail', string>;
  people: Person[];
  /** Ends a program the hard way and gives its log. */
  kill(name: ProgramName): Promise<void>;
  start(name: ProgramName): Promise<void>;
  log(name: ProgramName): string;
  /** Process id of a running program. */
  pid(name: ProgramName): number;
  stop(): Promise<void>;
}

const SCRIPTS: Record<ProgramName, string> = {
  portal: 'apps/portal/src/main.ts',
  workplace: 'apps/workplace/src/main.ts',
  worker: 'apps/worker/src/main.ts',
  'identity-provider': 'apps/demo/src/identity-provider/main.ts',
};

export interface SystemOptions {
  canton?: string;
  /** Catalogue roots laid over the repository's own. */
  roots?: string[];
  /** Environment variables a program gets besides its own, asked at each of its starts. */
  further?: (name: ProgramName, own: Record<string, string>) => Record<string, string>;
}

/** The whole product as separate processes on free ports: real database, real sign-in, real register, payment and mail. */
export async function startSystem(
  programs: ProgramName[],
  { canton = 'lu', roots = [], further = () => ({}) }: SystemOptions = {},
): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'system-'));
  const secret = randomBytes(24).toString('hex');
  const authorities = join(root, 'authorities', canton);
  const people = readPeople(authorities);
  const database = await createDatabase({ schema: 'cases' });
  await loadTestCatalogue(database.pool, [root, ...roots], canton);
  const register = await startRegister({ port: 0, token: secret, people, companies: readCompanies(authorities) });
  const payment = await startPaymentProvider({ port: 0, secret, file: null });
  const mail = await startMailCatcher({ port: 0, smtpPort: 0 });
  const ports = Object.fromEntries(
    await Promise.all((Object.keys(SCRIPTS) as ProgramName[]).map(async (name) => [name, await freePort()])),
  ) as Record<ProgramName, number>;
  const address = (name: ProgramName): string => `http://127.0.0.1:${ports[name]}`;
  for (const name of ['portal', 'workplace'] as const) APPLICATIONS.set(address(name), name);
  writeFileSync(
    join(folder, 'clients.json'),
    JSON.stringify([client('portal', secret, address('portal'), 'residents'), client('workplace', secret, address('workplace'), 'staff')]),
  );

  const site = (id: 'portal' | 'workplace', role: string): Record<string, string> => ({
    PUBLIC_URL: address(id),
    DATABASE_URL: database.roleUrl(role),
    SIGN_IN_DATABASE_URL: database.roleUrl('ep_sign_in'),
    ISSUER_URL: address('identity-provider'),
    CLIENT_ID: id,
    CLIENT_SECRET: secret,
    SESSION_KEY: secret,
    PORTAL_URL: address('portal'),
    WORKPLACE_URL: address('workplace'),
  });
  const connections = { PAYMENT_URL: payment.url, PAYMENT_SECRET: secret, REGISTER_URL: register.url, REGISTER_TOKEN: secret };
  const env: Record<ProgramName, Record<string, string>> = {
    portal: { ...site('portal', 'ep_portal'), ...connections },
    workplace: site('workplace', 'ep_workplace'),
    worker: {
      DATABASE_URL: database.roleUrl('ep_engine'),
      PUBLIC_URL: address('portal'),
      SMTP_URL: `smtp://127.0.0.1:${mail.smtpPort}`,
      SEAL_FOLDER: join(folder, 'seal'),
      ...connections,
    },
    'identity-provider': {
      AUTHORITIES_FOLDER: authorities,
      CLIENTS_FILE: join(folder, 'clients.json'),
      KEY_FILE: join(folder, 'keys.json'),
    },
  };

  const running = new Map<ProgramName, ChildProcess>();
  const logFile = (name: ProgramName): string => join(folder, `${name}.log`);
  const start = async (name: ProgramName): Promise<void> => {
    const out = openSync(logFile(name), 'a');
    const child = spawn(process.execPath, [join(root, SCRIPTS[name])], {
      stdio: ['ignore', out, out],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        // Compiled sources are shared by all programs of all tests: a start takes half the processor time.
        ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
        NODE_ENV: 'development',
        FILES_DIR: join(folder, 'files'),
        HOST: '127.0.0.1',
        CANTON: canton,
        PORT: String(ports[name]),
        ...env[name],
        ...further(name, env[name]),
      },
    });
    running.set(name, child);
    await untilHealthy(address(name), child, () => readFileSync(logFile(name), 'utf8').slice(-2000));
  };
  const kill = async (name: ProgramName, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  await Promise.all(programs.map(start));
  return {
    database,
    people,
    start,
    kill: (name) => kill(name),
    url: {
      portal: address('portal'),
      workplace: address('workplace'),
      identityProvider: address('identity-provider'),
      register: register.url,
      payment: payment.url,
      mail: mail.url,
    },
    log: (name) => readFileSync(logFile(name), 'utf8'),
    pid: (name) => running.get(name)!.pid!,
    async stop() {
      await Promise.all([...running.keys()].map((name) => kill(name, 'SIGTERM')));
      await Promise.all([register.stop(), payment.stop(), mail.stop()]);
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function client(id: string, secret: string, url: string, audience: string): object {
  const signedOut = ['de', 'fr', 'it', 'en', 'de-simple'].map((lang) => `${url}/${lang}/signed-out`);
  return {
    id,
    name: id,
    secret,
    redirectUris: [`${url}/sign-in/callback`],
    postLogoutRedirectUris: [`${url}/`, `${url}/signed-out`, ...signedOut],
    audience,
  };
}

async function untilHealthy(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`expected a running program at ${url}, got exit ${child.exitCode}: ${log()}`);
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`expected ${url}/health to answer, got nothing: ${log()}`);
}

/** A pool of a database role, for looking behind the pages. */
export function rolePool(system: System, role: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: system.database.roleUrl(role), max: 6 });
  pool.on('error', () => {});
  return pool;
}
