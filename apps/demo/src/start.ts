import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DemoError } from './errors.ts';
import { readPeople } from './people.ts';
import { startPostgres } from './postgres.ts';
import { addressesFrom, claimPorts } from './start/addresses.ts';
import { announcement } from './start/announce.ts';
import { lockDataFolder } from './start/lock.ts';
import { clientsOf, outsidePrograms, portalPrograms, type Surroundings } from './start/plan.ts';
import { runProgram, type RunningProgram } from './start/program.ts';
import { demoSecrets, writePrivate } from './start/secrets.ts';

/** Since this process began. */
const seconds = (): number => performance.now() / 1000;
const say = (line: string): void => console.log(`[${seconds().toFixed(1).padStart(5)} s] ${line}`);

const programs: RunningProgram[] = [];
/** What to undo at the end, last first. */
const endings: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | null = null;

function stopAll(code: number): Promise<void> {
  stopping ??= (async () => {
    await Promise.all(programs.map((program) => program.stop()));
    for (const end of endings.reverse()) await end();
    process.exit(code);
  })();
  return stopping;
}

function surroundings(): Surroundings {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const addresses = addressesFrom(Number(process.env['PORT_BASE'] || 3000));
  const canton = process.env['CANTON'] || 'lu';
  const catalogueRoots = (process.env['CATALOGUE_ROOTS'] || root).split(delimiter).map((path) => resolve(path));
  const authoritiesFolder = catalogueRoots
    .map((path) => join(path, 'authorities', canton))
    .find((path) => existsSync(join(path, 'people.yaml')));
  if (!authoritiesFolder)
    throw new DemoError('settings', `expected authorities/${canton}/people.yaml in ${catalogueRoots.join(', ')}, got none`);
  const dataDir = resolve(process.env['DATA_DIR'] || join(root, '.data'));
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  return { addresses, secrets: demoSecrets(dataDir), dataDir, canton, catalogueRoots, authoritiesFolder };
}

async function database(dataDir: string): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    const { checkGivenDatabase } = await import('./start/given-database.ts');
    await checkGivenDatabase(given);
    say('Using the database of DATABASE_URL');
    return given;
  }
  const starting = startPostgres({ dataDir: join(dataDir, 'postgres'), port: null, log: say });
  // Also when Ctrl-C comes while it starts.
  endings.push(() =>
    starting.then(
      (server) => server.stop(),
      () => {},
    ),
  );
  const server = await starting;
  say(`PostgreSQL runs on port ${server.port}`);
  return server.url;
}

/** Starts programs, says when each answers, and waits for all. */
async function launch(plans: Parameters<typeof runProgram>[0][]): Promise<void> {
  const started = plans.map((plan) => runProgram(plan, say));
  programs.push(...started);
  await Promise.all(started.map((program) => program.ready.then(() => say(`${program.name} answers`))));
}

async function start(): Promise<void> {
  const around = surroundings();
  await claimPorts(around.addresses);
  endings.push(lockDataFolder(around.dataDir, around.addresses.url('portal')));
  writePrivate(join(around.dataDir, 'identity-provider-clients.json'), JSON.stringify(clientsOf(around)));

  const outside = launch(outsidePrograms(around));
  outside.catch(() => {});
  const modules = import('../../worker/src/prepare.ts');
  modules.catch(() => {});
  const watching = import('./start/watch-catalogue.ts');
  watching.catch(() => {});
  const seeding = import('./start/seed-cases.ts');
  seeding.catch(() => {});
  const databaseUrl = await database(around.dataDir);
  const { prepare } = await modules;
  const { roleUrls } = await prepare({
    databaseUrl,
    roots: around.catalogueRoots,
    canton: around.canton,
    roleSecret: around.secrets.roles,
    log: say,
  });
  say('Database, catalogue and people are ready');
  await Promise.all([outside, launch(portalPrograms(around, roleUrls))]);
  endings.push((await watching).watchCatalogue({ databaseUrl, roots: around.catalogueRoots, canton: around.canton, log: say }).stop);
  const people = readPeople(around.authoritiesFolder);
  const { seedCases } = await seeding;
  await seedCases({
    roleUrls,
    canton: around.canton,
    authoritiesFolder: around.authoritiesFolder,
    people,
    issuerUrl: around.addresses.url('identityProvider'),
    register: { id: 'demo-register', url: around.addresses.url('register'), token: around.secrets.register },
    log: say,
  });
  console.log(announcement(around.addresses, people, seconds()));
}

/** A sentence for what somebody can put right; the stack for what nobody expected. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = error instanceof DemoError || (error as { code?: string }).code === 'database-not-durable';
  return expected ? error.message : (error.stack ?? error.message);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) say('Stopping …');
    void stopAll(0);
  });
}
start().catch((error: unknown) => {
  if (stopping) return;
  console.error(`\n${describe(error)}\n`);
  void stopAll(1);
});
