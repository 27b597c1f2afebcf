import { readKeyRing, storeFromSettings, type KeyRing } from '@einwohnerportal/files';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { WebError } from './errors.ts';

/** An http(s) address without a slash at the end. */
export const address = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));

/** Environment variables that every application for browsers reads. */
export const SITE_VARIABLES = {
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  PUBLIC_URL: address.optional(),
  DATABASE_URL: z.string().min(1),
  SIGN_IN_DATABASE_URL: z.string().min(1),
  ISSUER_URL: address.default('http://127.0.0.1:3003'),
  ACR_PREFIX: z.string().default('agovaq:'),
  CLIENT_ID: z.string().min(1),
  CLIENT_SECRET: z.string().min(1).default('demo-secret'),
  CANTON: z
    .string()
    .regex(/^[a-z_-]{2,20}$/)
    .default('_example'),
  SESSION_KEY: z.string().min(32).optional(),
  FILES_DIR: z.string().min(1).optional(),
  FILES_KEYS: z.string().min(1).optional(),
  FILES_S3_URL: z.string().min(1).optional(),
  FILES_S3_REGION: z.string().min(1).optional(),
  FILES_S3_KEY_ID: z.string().min(1).optional(),
  FILES_S3_SECRET: z.string().min(1).optional(),
  VAULT_KEYS: z.string().min(1).optional(),
  MALWARE_SCANNER: z.string().min(1).optional(),
  MOST_AT_ONCE: z.coerce.number().int().min(1).default(400),
  CLOSED_UNTIL: z.iso.datetime({ offset: true }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
};

/** In production nothing secret has a default. */
const REQUIRED_IN_PRODUCTION = ['PUBLIC_URL', 'ISSUER_URL', 'CLIENT_ID', 'CLIENT_SECRET', 'CANTON', 'SESSION_KEY', 'FILES_DIR'];
const SECRET = /SECRET|TOKEN|KEY|DATABASE_URL/;

export interface SiteConfig {
  production: boolean;
  port: number;
  host: string;
  /** Port of `/metrics` on 127.0.0.1; null: no figures. */
  metricsPort: number | null;
  /** Origin under which browsers reach the application, without a slash at the end. */
  publicUrl: string;
  /** True when browsers come over https: then cookies are `__Host-` and HSTS is sent. */
  secure: boolean;
  cookiePrefix: string;
  databaseUrl: string;
  signInDatabaseUrl: string;
  issuerUrl: string;
  /** What stands before the level in the provider's acr values. */
  acrPrefix: string;
  clientId: string;
  clientSecret: string;
  canton: string;
  /** 32 bytes that seal the short-lived cookies. */
  sessionKey: Buffer;
  /** Origins besides our own to which a form may lead, for the content security policy. */
  formOrigins: string[];
  logLevel: string;
  /** Pages under way at the same time, from which on further ones are sent away with 503. */
  mostAtOnce: number;
  /** Instant until which every page says that the portal is closed for work on it; null: open. */
  closedUntil: string | null;
  /** Where files and documents lie; null: nothing can be sent and no document be fetched. */
  store: ReturnType<typeof storeFromSettings>;
  /** Keys of the vault; null: no form can ask a number that belongs there. */
  vaultKeys: KeyRing | null;
  /** Address of a ClamAV daemon, `tcp://host:port` or `unix:/path`; null: files are marked as not scanned. */
  malwareScanner: string | null;
}

type Environment = Record<string, string | undefined>;

/**
 * Judges environment variables by a schema. Outside production what has a default may be missing; in production the
 * secrets and addresses must be given.
 * @throws WebError `config-invalid` that names every variable at fault, never its value
 */
export function parseEnvironment<T extends z.ZodRawShape>(
  variables: T,
  requiredInProduction: readonly string[],
  env: Environment,
): z.output<z.ZodObject<T>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = z.object(variables).safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
  if (given['NODE_ENV'] === 'production')
    faults.push(...[...REQUIRED_IN_PRODUCTION, ...requiredInProduction].filter((name) => given[name] === undefined));
  if (!parsed.success || faults.length > 0) {
    throw new WebError(
      'config-invalid',
      `expected valid values of the environment variables ${[...new Set(faults)].join(', ')}, got none or others`,
    );
  }
  return parsed.data;
}

/** The settings every application shares, from its judged variables. */
export function siteConfig(
  value: z.output<z.ZodObject<typeof SITE_VARIABLES>>,
  own: { cookiePrefix: string; formOrigins: string[] },
): SiteConfig {
  const publicUrl = value.PUBLIC_URL ?? `http://127.0.0.1:${value.PORT}`;
  return {
    production: value.NODE_ENV === 'production',
    port: value.PORT,
    host: value.HOST,
    metricsPort: value.METRICS_PORT ?? null,
    publicUrl,
    secure: publicUrl.startsWith('https:'),
    cookiePrefix: own.cookiePrefix,
    databaseUrl: value.DATABASE_URL,
    signInDatabaseUrl: value.SIGN_IN_DATABASE_URL,
    issuerUrl: value.ISSUER_URL,
    acrPrefix: value.ACR_PREFIX,
    clientId: value.CLIENT_ID,
    clientSecret: value.CLIENT_SECRET,
    canton: value.CANTON,
    sessionKey: sealingKey(value.SESSION_KEY),
    vaultKeys: value.VAULT_KEYS ? readKeyRing(value.VAULT_KEYS, 'the vault') : null,
    formOrigins: [...new Set([new URL(value.ISSUER_URL).origin, ...own.formOrigins])],
    logLevel: value.LOG_LEVEL,
    mostAtOnce: value.MOST_AT_ONCE,
    closedUntil: value.CLOSED_UNTIL ?? null,
    store: storeFromSettings(value),
    malwareScanner: value.MALWARE_SCANNER ?? null,
  };
}

/** The variables that were given, secrets replaced, for the log at start. */
export function redactedEnvironment(variables: z.ZodRawShape, env: Environment): Record<string, string> {
  const names = Object.keys(variables).filter((name) => env[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, SECRET.test(name) ? '[redacted]' : String(env[name])]));
}

function sealingKey(text: string | undefined): Buffer {
  if (text === undefined) return randomBytes(32);
  return Buffer.concat([Buffer.from(text)], 32);
}
