import * as cases from '@einwohnerportal/cases';
import {
  createIdentityProvider,
  createThemes,
  createWebMetrics,
  listen,
  openFiles,
  openPool,
  readInterfaceTexts,
} from '@einwohnerportal/web';
import pino from 'pino';
import { readConfig, redactedConfig } from './config.ts';
import { createWorkplace } from './router.ts';
import { PAGES } from './routes.ts';
import { WORKPLACE_LANGUAGES } from './workplace.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { app: 'workplace' } });
log.info({ config: redactedConfig(process.env) }, 'configuration');

const pool = openPool(config.databaseUrl, 10, log);
const signInPool = openPool(config.signInDatabaseUrl, 4, log);
const catalogue = await cases.openCatalogue(pool, { canton: config.canton });

const app = createWorkplace({
  config,
  context: {
    pool,
    // Followed, not copied: a new offer or binding needs no restart.
    get catalogue() {
      return catalogue.current;
    },
    prefill: null,
    vault: config.vaultKeys,
  },
  signInPool,
  domain: cases,
  texts: await readInterfaceTexts(new URL('../texts/', import.meta.url), WORKPLACE_LANGUAGES, catalogue.current.authorities.canton.zone),
  languages: WORKPLACE_LANGUAGES,
  themes: createThemes(
    () => catalogue.current,
    (id, reason) => log.warn({ theme: id, reason }, 'theme not used'),
  ),
  identityProvider: createIdentityProvider(config),
  log,
  ...(await openFiles(config)),
});
const metrics = createWebMetrics({ app: 'workplace', paths: PAGES.map(({ path }) => path), pool });
metrics.listen(config.metricsPort, log);
const close = async (): Promise<void> => {
  catalogue.close();
  await Promise.allSettled([pool.end(), signInPool.end()]);
};
listen(app, config, log, close, (incoming, outgoing) => {
  metrics.watch(incoming, outgoing);
  return false;
});
