import * as cases from '../../packages/cases/src/index.ts';
import { createThemes, LANGUAGES, readInterfaceTexts, type Language } from '../../packages/web/src/index.ts';
import type { FileStore } from '../../packages/files/src/index.ts';
import type pg from 'pg';
import pino from 'pino';
import { readConfig as readPortalConfig } from '../../apps/portal/src/config.ts';
import { createPortal } from '../../apps/portal/src/router.ts';
import { readConfig as readWorkplaceConfig } from '../../apps/workplace/src/config.ts';
import { createWorkplace } from '../../apps/workplace/src/router.ts';
import { WORKPLACE_LANGUAGES } from '../../apps/workplace/src/workplace.ts';
import { FormBrowser } from '../../tools/testing/form-browser.ts';
import type { Told } from './stage.ts';

const ORIGINS = { portal: 'http://portal.test', workplace: 'http://workplace.test' };

/** Portal and workplace in this process on the database of a stage; people come signed in, by the key of the fictional people. */
export async function bothApplications(stage: Told, signInPool: pg.Pool = stage.owner) {
  const surroundings = {
    DATABASE_URL: 'postgres://unused',
    SIGN_IN_DATABASE_URL: 'postgres://unused',
    CANTON: '_example',
    PORTAL_URL: ORIGINS.portal,
    WORKPLACE_URL: ORIGINS.workplace,
  };
  const log: string[] = [];
  const shared = {
    // Nobody signs in through pages here, but where a test says under which role.
    signInPool,
    domain: cases,
    themes: createThemes(
      () => stage.portal.catalogue,
      () => {},
    ),
    identityProvider: null as never,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    files: { store: stage.world.files as FileStore, scanner: null },
  };
  const texts = (application: string, languages: readonly Language[]) =>
    readInterfaceTexts(new URL(`../../apps/${application}/texts/`, import.meta.url), languages, 'Europe/Zurich');
  const portal = createPortal({
    ...shared,
    config: readPortalConfig({ ...surroundings, PUBLIC_URL: ORIGINS.portal }),
    context: stage.portal,
    texts: await texts('portal', LANGUAGES),
    languages: LANGUAGES,
  });
  const workplace = createWorkplace({
    ...shared,
    config: readWorkplaceConfig({ ...surroundings, PUBLIC_URL: ORIGINS.workplace }),
    context: stage.workplace,
    texts: await texts('workplace', WORKPLACE_LANGUAGES),
    languages: WORKPLACE_LANGUAGES,
  });
  const applications = { portal, workplace };
  return {
    /** Lines that both wrote. */
    log,
    /** The application that somebody works with: staff with the workplace, everybody else with the portal. */
    of: (who: string): keyof typeof ORIGINS => (stage.people[who]?.works ? 'workplace' : 'portal'),
    async browser(who: string | null, application: keyof typeof ORIGINS): Promise<FormBrowser> {
      const made = new FormBrowser(applications[application], ORIGINS[application]);
      if (who) made.cookies.set(application === 'portal' ? 'session' : 'workplace-session', await stage.secretOf(who));
      return made;
    },
  };
}
