import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Prepared } from '../../../worker/src/prepare.ts';
import type { Client } from '../identity-provider/configuration.ts';
import type { Addresses } from './addresses.ts';
import type { ProgramPlan } from './program.ts';
import type { Secrets } from './secrets.ts';

export interface Surroundings {
  addresses: Addresses;
  secrets: Secrets;
  dataDir: string;
  /** Short name of the canton whose authorities and people are shown. */
  canton: string;
  catalogueRoots: string[];
  /** Folder `authorities/<canton>`. */
  authoritiesFolder: string;
}

const app = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** What every program gets: the machine's own variables without those that would lead it to another database or port. */
function base(surroundings: Surroundings, own: Record<string, string>): Record<string, string> {
  const { DATABASE_URL: _url, PORT: _port, ...inherited } = process.env as Record<string, string>;
  const { canton, catalogueRoots, dataDir } = surroundings;
  return {
    ...inherited,
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    CANTON: canton,
    CATALOGUE_ROOTS: catalogueRoots.join(process.platform === 'win32' ? ';' : ':'),
    DATA_DIR: dataDir,
    FILES_DIR: join(dataDir, 'files'),
    FILES_KEYS: `demo=${surroundings.secrets.filesKey}`,
    ...own,
  };
}

function program(surroundings: Surroundings, name: string, script: string, port: number, own: Record<string, string>): ProgramPlan {
  return {
    name,
    script: app(script),
    env: base(surroundings, { PORT: String(port), ...own }),
    healthUrl: `http://127.0.0.1:${port}/health`,
    logFile: join(surroundings.dataDir, 'logs', `${name}.log`),
  };
}

/** Clients of the identity provider. */
export function clientsOf({ addresses, secrets }: Surroundings): Client[] {
  const client = (id: 'portal' | 'workplace', name: string, secret: string, audience: Client['audience']): Client => ({
    id,
    name,
    secret,
    redirectUris: [`${addresses.url(id)}/sign-in/callback`],
    postLogoutRedirectUris: [
      `${addresses.url(id)}/`,
      `${addresses.url(id)}/signed-out`,
      ...['de', 'fr', 'it', 'en'].map((language) => `${addresses.url(id)}/${language}/signed-out`),
    ],
    audience,
  });
  return [
    client('portal', 'Einwohnerportal', secrets.portalClient, 'residents'),
    client('workplace', 'Arbeitsplatz', secrets.workplaceClient, 'staff'),
  ];
}

/** The demo's own programs; they need no database. */
export function outsidePrograms(surroundings: Surroundings): ProgramPlan[] {
  const { addresses, authoritiesFolder, dataDir, secrets } = surroundings;
  const { port } = addresses;
  return [
    program(surroundings, 'identity-provider', 'demo/src/identity-provider/main.ts', port('identityProvider'), {
      AUTHORITIES_FOLDER: authoritiesFolder,
      CLIENTS_FILE: join(dataDir, 'identity-provider-clients.json'),
      KEY_FILE: join(dataDir, 'identity-provider-keys.json'),
    }),
    program(surroundings, 'register', 'demo/src/register/main.ts', port('register'), {
      AUTHORITIES_FOLDER: authoritiesFolder,
      REGISTER_TOKEN: secrets.register,
    }),
    program(surroundings, 'payment', 'demo/src/payment/main.ts', port('payment'), {
      PAYMENT_SECRET: secrets.payment,
      PAYMENT_FILE: join(dataDir, 'payments.json'),
    }),
    program(surroundings, 'signing', 'demo/src/signing/main.ts', port('signing'), {
      SIGNING_FOLDER: join(dataDir, 'signing'),
      SIGNING_SECRET: secrets.signing,
      SIGNING_PIN: secrets.signingPin,
    }),
    program(surroundings, 'archive', 'demo/src/archive/main.ts', port('archive'), { ARCHIVE_FOLDER: join(dataDir, 'archive') }),
    program(surroundings, 'mail', 'demo/src/mail/main.ts', port('mail'), { SMTP_PORT: String(port('smtp')) }),
  ];
}

/** The portal's own programs, each with the database role it works under. */
export function portalPrograms(surroundings: Surroundings, roleUrls: Prepared['roleUrls']): ProgramPlan[] {
  const { addresses, dataDir, secrets } = surroundings;
  const { port, url } = addresses;
  const register = { REGISTER_URL: url('register'), REGISTER_TOKEN: secrets.register };
  const payment = { PAYMENT_URL: url('payment'), PAYMENT_SECRET: secrets.payment };
  const signIn = (id: 'portal' | 'workplace', secret: string, session: string): Record<string, string> => ({
    PUBLIC_URL: url(id),
    DATABASE_URL: roleUrls[id],
    SIGN_IN_DATABASE_URL: roleUrls['sign-in'],
    ISSUER_URL: url('identityProvider'),
    CLIENT_ID: id,
    CLIENT_SECRET: secret,
    SESSION_KEY: session,
    VAULT_KEYS: `demo=${secrets.vaultKey}`,
  });
  return [
    program(surroundings, 'portal', 'portal/src/main.ts', port('portal'), {
      ...signIn('portal', secrets.portalClient, secrets.portalSession),
      ...payment,
      ...register,
      WORKPLACE_URL: url('workplace'),
    }),
    program(surroundings, 'workplace', 'workplace/src/main.ts', port('workplace'), {
      ...signIn('workplace', secrets.workplaceClient, secrets.workplaceSession),
      PORTAL_URL: url('portal'),
    }),
    program(surroundings, 'worker', 'worker/src/main.ts', port('worker'), {
      PUBLIC_URL: url('portal'),
      DATABASE_URL: roleUrls.worker,
      VAULT_DATABASE_URL: roleUrls.vault,
      VAULT_KEYS: `demo=${secrets.vaultKey}`,
      SMTP_URL: `smtp://127.0.0.1:${port('smtp')}`,
      MAIL_FROM: 'portal@einwohnerportal.example',
      SMS_URL: `${url('mail')}/sms`,
      SIGNING_URL: `${url('signing')}/csc/v2`,
      SIGNING_CLIENT_SECRET: secrets.signing,
      SIGNING_PIN: secrets.signingPin,
      TIMESTAMP_URL: `${url('signing')}/timestamps`,
      AUDIT_ANCHORS: join(dataDir, 'audit-anchors.jsonl'),
      ARCHIVE_FOLDER: join(dataDir, 'archive'),
      RECORDS_FOLDER: join(dataDir, 'archive'),
      ...payment,
      ...register,
    }),
  ];
}
