import type { Catalogue, CasesContext, Scope, SignedInIdentity } from '@einwohnerportal/cases';
import type { FileStore, Scanner } from '@einwohnerportal/files';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { SiteConfig } from './config.ts';
import type { Language } from './languages.ts';
import type { IdentityProvider } from './sign-in/identity-provider.ts';
import type { Themes } from './themes.ts';
import type { InterfaceTexts } from './typed-texts.ts';

/** Everything an application for browsers needs from outside; tests give their own. */
export interface Site {
  config: SiteConfig;
  /** Connections under the role of the application, and the catalogue. */
  context: CasesContext;
  /** Connections under the role that alone may create sessions. */
  signInPool: pg.Pool;
  domain: SessionDomain;
  texts: InterfaceTexts;
  /** In the order of the language switch. */
  languages: readonly Language[];
  themes: Themes;
  identityProvider: IdentityProvider;
  log: Logger;
  /** Where files that people send are kept; without it nothing can be sent. */
  files?: { store: FileStore; scanner: Scanner | null };
}

/** What signing in, posting and signing out ask of the domain. */
export interface SessionDomain {
  signIn(
    pool: pg.Pool,
    identity: SignedInIdentity,
    app: 'portal' | 'workplace',
    catalogue: Catalogue,
  ): Promise<{ secret: string; expiresAt: string }>;
  withSession<T>(context: CasesContext, secret: string | null, work: (scope: Scope) => Promise<T>): Promise<T>;
  signOut(scope: Scope): Promise<void>;
  extendSession(scope: Scope): Promise<string>;
  holdInput(context: CasesContext, held: { secret: string | null; path: string; body: string }): Promise<string | null>;
  readHeldInput(scope: Scope, heldId: string): Promise<{ path: string; body: string } | null>;
  dropHeldInput(scope: Scope, path: string): Promise<void>;
}
