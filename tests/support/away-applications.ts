import { createServer, type Server } from 'node:http';
import pg from 'pg';
import pino from 'pino';
import { readConfig as readPortalConfig } from '../../apps/portal/src/config.ts';
import { createPortal } from '../../apps/portal/src/router.ts';
import type { PortalTexts } from '../../apps/portal/src/text-keys.ts';
import { readConfig as readWorkplaceConfig } from '../../apps/workplace/src/config.ts';
import { createWorkplace } from '../../apps/workplace/src/router.ts';
import type { WorkplaceTexts } from '../../apps/workplace/src/text-keys.ts';
import { WORKPLACE_LANGUAGES } from '../../apps/workplace/src/workplace.ts';
import * as cases from '../../packages/cases/src/index.ts';
import { createThemes, LANGUAGES, listenerOf, readInterfaceTexts } from '../../packages/web/src/index.ts';
import type { TestDatabase } from '../../tools/testing/database.ts';

const TEXTS = (name: string): URL => new URL(`../../apps/${name}/texts/`, import.meta.url);

/** How an application cannot answer. */
export type Away = 'busy' | 'closed' | 'broken';
const CONFIG = { busy: { mostAtOnce: 0 }, closed: { closedUntil: '2999-01-04T03:00:00.000Z' }, broken: {} } as const;

/** Both applications on the database of a system, in this process, that cannot answer: their addresses by name and reason. */
export async function awayApplications(database: TestDatabase, canton: string) {
  const servers: Server[] = [];
  const pool = new pg.Pool({ connectionString: database.roleUrl('ep_portal'), max: 1 });
  pool.on('error', () => {});
  const catalogue = await cases.openCatalogue(pool, { canton, follow: false });
  const broken = (): never => {
    throw new Error('the database is away');
  };
  const start = async (name: 'portal' | 'workplace', away: Away): Promise<string> => {
    const server = createServer().listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const surroundings = {
      DATABASE_URL: 'postgres://unused',
      SIGN_IN_DATABASE_URL: 'postgres://unused',
      CANTON: canton,
      PORTAL_URL: url,
      PUBLIC_URL: url,
    };
    const shared = {
      signInPool: pool,
      domain: { ...cases, withSession: broken },
      context: { pool, catalogue: catalogue.current, prefill: null, clock: () => new Date().toISOString() },
      themes: createThemes(
        () => catalogue.current,
        () => {},
      ),
      identityProvider: null as never,
      log: pino({ level: 'silent' }),
    };
    const app =
      name === 'portal'
        ? createPortal({
            ...shared,
            config: { ...readPortalConfig(surroundings), ...CONFIG[away] },
            texts: await readInterfaceTexts<PortalTexts>(TEXTS(name), LANGUAGES, 'Europe/Zurich'),
            languages: LANGUAGES,
          })
        : createWorkplace({
            ...shared,
            config: { ...readWorkplaceConfig(surroundings), ...CONFIG[away] },
            texts: await readInterfaceTexts<WorkplaceTexts>(TEXTS(name), WORKPLACE_LANGUAGES, 'Europe/Zurich'),
            languages: WORKPLACE_LANGUAGES,
          });
    const answer = listenerOf(app, '127.0.0.1');
    server.on('request', (incoming, outgoing) => {
      // A page that renews itself would leave under the eyes of whoever looks at it.
      const write = outgoing.writeHead.bind(outgoing) as (...all: unknown[]) => typeof outgoing;
      outgoing.writeHead = ((status: number, headers: Record<string, unknown> = {}) => {
        delete headers['refresh'];
        return write(status, headers);
      }) as typeof outgoing.writeHead;
      answer(incoming, outgoing);
    });
    return url;
  };
  return {
    start,
    async end(): Promise<void> {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
      catalogue.close();
      await pool.end();
    },
  };
}
