import { address, parseEnvironment, redactedEnvironment, SITE_VARIABLES, siteConfig, type SiteConfig } from '@einwohnerportal/web';
import { z } from 'zod';

const VARIABLES = {
  ...SITE_VARIABLES,
  CLIENT_ID: z.string().min(1).default('portal'),
  /** Origin of the workplace, from where caseworkers come to capture at the counter. */
  WORKPLACE_URL: address.default('http://127.0.0.1:3001'),
  PAYMENT_URL: address.default('http://127.0.0.1:3007'),
  /** Addresses of further payment providers, separated by spaces. */
  PAYMENT_ORIGINS: z.string().default(''),
  PAYMENT_SECRET: z.string().min(1).default('payment-secret'),
  REGISTER_URL: address.optional(),
  REGISTER_TOKEN: z.string().optional(),
};

export interface Config extends SiteConfig {
  /** Origin of the workplace, to which somebody goes back who captured at the counter. */
  workplaceUrl: string;
  /** Origins of payment providers: a browser is sent nowhere else to pay. */
  paymentOrigins: string[];
  paymentSecret: string;
  registerUrl: string | null;
  registerToken: string | null;
}

/**
 * Reads the configuration from environment variables. Outside production everything but the two database addresses has
 * a default; in production the secrets and addresses must be given.
 * @throws WebError `config-invalid` that names every variable at fault, never its value
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const value = parseEnvironment(VARIABLES, ['PAYMENT_URL', 'PAYMENT_SECRET', 'WORKPLACE_URL'], env);
  const paymentOrigins = [value.PAYMENT_URL, ...value.PAYMENT_ORIGINS.split(/\s+/).filter(Boolean)].map((url) => new URL(url).origin);
  return {
    ...siteConfig(value, { cookiePrefix: '', formOrigins: [...paymentOrigins, new URL(value.WORKPLACE_URL).origin] }),
    workplaceUrl: value.WORKPLACE_URL,
    paymentOrigins,
    paymentSecret: value.PAYMENT_SECRET,
    registerUrl: value.REGISTER_URL ?? null,
    registerToken: value.REGISTER_TOKEN ?? null,
  };
}

/** The variables that were given, secrets replaced, for the log at start. */
export function redactedConfig(env: Record<string, string | undefined>): Record<string, string> {
  return redactedEnvironment(VARIABLES, env);
}
