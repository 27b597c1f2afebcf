import { serve } from '@hono/node-server';
import * as cases from '@einwohnerportal/cases';
import { createRegisterConnector } from '@einwohnerportal/connectors/register';
import pg from 'pg';
import pino from 'pino';
import { readConfig, redactedConfig } from './config.ts';
import { createPortal } from './router.ts';
import { createIdentityProvider } from './sign-in/identity-provider.ts';
import { readInterfaceTexts } from './texts.ts';
import { createThemes } from './themes.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { app: 'portal' } });
log.info({ config: redactedConfig(process.env) }, 'configuration');

const pool = openPool(config.databaseUrl, 20);
const signInPool = openPool(config.signInDatabaseUrl, 4);
const catalogue = await cases.openCatalogue(pool, { canton: config.canton });
const registers = config.registerUrl && config.registerToken
  ? [createRegisterConnector({ id: 'demo-register', baseUrl: config.registerUrl, token: config.registerToken })]
  : [];
const prefill = cases.createPrefill(new Map(registers.map((each) => [each.id, each])), (capability, code) => log.warn({ capability, code }, 'register did not answer'));

const context: cases.CasesContext = {
  pool,
  // Followed, not copied: a new offer or binding needs no restart.
  get catalogue() {
    return catalogue.current;
  },
  prefill,
};
const app = createPortal({
  config,
  context,
  signInPool,
  domain: cases,
  texts: await readInterfaceTexts(catalogue.current.authorities.canton.zone),
  themes: createThemes(() => catalogue.current, (id, reason) => log.warn({ theme: id, reason }, 'theme not used')),
  identityProvider: createIdentityProvider(config),
  log,
});
const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) => log.info({ port }, 'portal listens'));

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.close(() => {
      catalogue.close();
      void Promise.allSettled([pool.end(), signInPool.end()]).then(() => process.exit(0));
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

function openPool(connectionString: string, max: number): pg.Pool {
  const opened = new pg.Pool({ connectionString, max, idle_in_transaction_session_timeout: 10_000, statement_timeout: 10_000 });
  opened.on('error', (error) => log.warn({ code: (error as { code?: string }).code ?? 'failed' }, 'database connection lost'));
  return opened;
}
