import { address, parseEnvironment, redactedEnvironment, SITE_VARIABLES, siteConfig, type SiteConfig } from '@einwohnerportal/web';
import { z } from 'zod';

const VARIABLES = {
  ...SITE_VARIABLES,
  CLIENT_ID: z.string().min(1).default('workplace'),
  PORTAL_URL: address.default('http://127.0.0.1:3000'),
};

export interface Config extends SiteConfig {
  /** Origin of the resident portal, to which the footer leads. */
  portalUrl: string;
}

/**
 * Reads the configuration from environment variables. Outside production everything but the two database addresses has
 * a default; in production the secrets and addresses must be given.
 * @throws WebError `config-invalid` that names every variable at fault, never its value
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const value = parseEnvironment(VARIABLES, ['PORTAL_URL'], env);
  // Its own cookie names: portal and workplace may share a host.
  return {
    ...siteConfig(value, { cookiePrefix: 'workplace-', formOrigins: [new URL(value.PORTAL_URL).origin] }),
    portalUrl: value.PORTAL_URL,
  };
}

/** The variables that were given, secrets replaced, for the log at start. */
export function redactedConfig(env: Record<string, string | undefined>): Record<string, string> {
  return redactedEnvironment(VARIABLES, env);
}
