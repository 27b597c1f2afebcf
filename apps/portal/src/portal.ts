import type { CasesContext, Texts } from '@einwohnerportal/cases';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Domain } from './domain.ts';
import type { IdentityProvider } from './sign-in/identity-provider.ts';
import type { Themes } from './themes.ts';

/** Everything the portal needs from outside; tests give their own. */
export interface Portal {
  config: Config;
  /** Connections under the role of the portal, the catalogue, and who asks registers while a form opens. */
  context: CasesContext;
  /** Connections under the role that alone may create sessions. */
  signInPool: pg.Pool;
  domain: Domain;
  texts: Texts;
  themes: Themes;
  identityProvider: IdentityProvider;
  log: Logger;
}
