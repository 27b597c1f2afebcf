import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PortalError } from './errors.ts';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: z.string().min(1),
  SIGN_IN_DATABASE_URL: z.string().min(1),
  ISSUER_URL: url.default('http://127.0.0.1:3003'),
  ACR_PREFIX: z.string().default('agovaq:'),
  CLIENT_ID: z.string().min(1).default('portal'),
  CLIENT_SECRET: z.string().min(1).default('portal-secret'),
  PAYMENT_URL: url.default('http://127.0.0.1:3007'),
  PAYMENT_SECRET: z.string().min(1).default('payment-secret'),
  CANTON: z.string().regex(/^[a-z_-]{2,20}$/).default('_example'),
  SESSION_KEY: z.string().min(32).optional(),
  REGISTER_URL: url.optional(),
  REGISTER_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** In production nothing secret has a default. */
const REQUIRED_IN_PRODUCTION = ['PUBLIC_URL', 'ISSUER_URL', 'CLIENT_ID', 'CLIENT_SECRET', 'PAYMENT_URL', 'PAYMENT_SECRET', 'CANTON', 'SESSION_KEY'] as const;
const SECRET = /SECRET|TOKEN|KEY|DATABASE_URL/;

export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Origin under which browsers reach the portal, without a slash at the end. */
  publicUrl: string;
  /** True when browsers come over https: then cookies are `__Host-` and HSTS is sent. */
  secure: boolean;
  databaseUrl: string;
  signInDatabaseUrl: string;
  issuerUrl: string;
  /** What stands before the level in the provider's acr values. */
  acrPrefix: string;
  clientId: string;
  clientSecret: string;
  /** Origin of the payment provider, for the `form-action` of the content security policy. */
  paymentOrigin: string;
  paymentSecret: string;
  canton: string;
  /** 32 bytes that seal the short-lived cookies (sign-in, eligibility answers). */
  sessionKey: Buffer;
  registerUrl: string | null;
  registerToken: string | null;
  logLevel: string;
}

/**
 * Reads the configuration from environment variables. Outside production everything but the two database addresses has
 * a default; in production the secrets and addresses must be given.
 * @throws PortalError `config-invalid` that names every variable at fault, never its value
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
  const production = given['NODE_ENV'] === 'production';
  if (production) faults.push(...REQUIRED_IN_PRODUCTION.filter((name) => given[name] === undefined));
  if (!parsed.success || faults.length > 0) {
    throw new PortalError('config-invalid', `expected valid values of the environment variables ${[...new Set(faults)].join(', ')}, got none or others`);
  }
  const value = parsed.data;
  const publicUrl = value.PUBLIC_URL ?? `http://127.0.0.1:${value.PORT}`;
  return {
    production,
    port: value.PORT,
    host: value.HOST,
    publicUrl,
    secure: publicUrl.startsWith('https:'),
    databaseUrl: value.DATABASE_URL,
    signInDatabaseUrl: value.SIGN_IN_DATABASE_URL,
    issuerUrl: value.ISSUER_URL,
    acrPrefix: value.ACR_PREFIX,
    clientId: value.CLIENT_ID,
    clientSecret: value.CLIENT_SECRET,
    paymentOrigin: new URL(value.PAYMENT_URL).origin,
    paymentSecret: value.PAYMENT_SECRET,
    canton: value.CANTON,
    sessionKey: sealingKey(value.SESSION_KEY),
    registerUrl: value.REGISTER_URL ?? null,
    registerToken: value.REGISTER_TOKEN ?? null,
    logLevel: value.LOG_LEVEL,
  };
}

/** The variables that were given, secrets replaced, for the log at start. */
export function redactedConfig(env: Record<string, string | undefined>): Record<string, string> {
  const names = Object.keys(schema.shape).filter((name) => env[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, SECRET.test(name) ? '[redacted]' : String(env[name])]));
}

function sealingKey(text: string | undefined): Buffer {
  if (text === undefined) return randomBytes(32);
  return Buffer.concat([Buffer.from(text)], 32);
}
