import * as cases from '@einwohnerportal/cases';
import { createRegisterConnector } from '@einwohnerportal/connectors/register';
import {
  createIdentityProvider,
  createThemes,
  createWebMetrics,
  LANGUAGES,
  listen,
  openFiles,
  openPool,
  readInterfaceTexts,
} from '@einwohnerportal/web';
import pino from 'pino';
import { readConfig, redactedConfig } from './config.ts';
import { answerKept } from './kept-pages.ts';
import type { Portal } from './portal.ts';
import { PAGES } from './routes.ts';
import { createPortal } from './router.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { app: 'portal' } });
log.info({ config: redactedConfig(process.env) }, 'configuration');

const pool = openPool(config.databaseUrl, 20, log);
const signInPool = openPool(config.signInDatabaseUrl, 4, log);
const catalogue = await cases.openCatalogue(pool, { canton: config.canton });
// Makes the index now, not while the first person waits for what was found.
if (config.production) catalogue.current.search('a', 'de');
const registers =
  config.registerUrl && config.registerToken
    ? [createRegisterConnector({ id: 'demo-register', baseUrl: config.registerUrl, token: config.registerToken })]
    : [];
const prefill = cases.createPrefill(new Map(registers.map((each) => [each.id, each])), (capability, code) =>
  log.warn({ capability, code }, 'register did not answer'),
);

const context: cases.CasesContext = {
  pool,
  // Followed, not copied: a new offer or binding needs no restart.
  get catalogue() {
    return catalogue.current;
  },
  prefill,
  vault: config.vaultKeys,
};
const portal: Portal = {
  config,
  context,
  signInPool,
  domain: cases,
  texts: await readInterfaceTexts(new URL('../texts/', import.meta.url), LANGUAGES, catalogue.current.authorities.canton.zone),
  languages: LANGUAGES,
  themes: createThemes(
    () => catalogue.current,
    (id, reason) => log.warn({ theme: id, reason }, 'theme not used'),
  ),
  identityProvider: createIdentityProvider(config),
  log,
  ...(await openFiles(config)),
};
const close = async (): Promise<void> => {
  catalogue.close();
  await Promise.allSettled([pool.end(), signInPool.end()]);
};
const metrics = createWebMetrics({ app: 'portal', paths: PAGES.map(({ path }) => path), pool });
metrics.listen(config.metricsPort, log);
listen(createPortal(portal), config, log, close, (incoming, outgoing, otherwise) => {
  metrics.watch(incoming, outgoing);
  return answerKept(portal, incoming, outgoing, otherwise);
});
